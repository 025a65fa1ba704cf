import { Button, Group, Paper, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { addComment, deleteComment, savedSimulationQuery } from "~/api/saved";
import type { Comment, SavedSimulationDetails } from "~/api/types";
import { notifyProblem } from "~/components/notify";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatAgo } from "~/formatting/times";
import { useUser } from "~/shell/useUser";

export function Comments({ saved }: { saved: SavedSimulationDetails }) {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [replyTo, setReplyTo] = useState<Comment>();
  const refresh = () =>
    client.invalidateQueries({ queryKey: savedSimulationQuery(saved.id).queryKey });
  const add = useMutation({
    mutationFn: () => addComment(saved.id, text.trim(), replyTo?.id),
    onSuccess: () => {
      setText("");
      setReplyTo(undefined);
      return refresh();
    },
  });
  const mayComment = saved.my_access !== "view";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") add.mutate();
  };
  const roots = saved.comments.filter((comment) => !comment.reply_to);
  return (
    <Paper component="section" aria-label="Comments">
      <Text fw={600} mb="xs">
        Comments
      </Text>
      <Stack gap="sm">
        {roots.length === 0 && (
          <Text size="sm" c="dimmed">
            Nobody has said anything yet.
          </Text>
        )}
        {roots.map((comment) => (
          <div key={comment.id}>
            <CommentText saved={saved} comment={comment} onReply={setReplyTo} refresh={refresh} />
            <Stack gap={6} mt={6} pl="md">
              {saved.comments
                .filter((one) => one.reply_to === comment.id)
                .map((reply) => (
                  <CommentText key={reply.id} saved={saved} comment={reply} refresh={refresh} />
                ))}
            </Stack>
          </div>
        ))}
        {mayComment && (
          <form onSubmit={submit}>
            <ProblemAlert error={add.error} />
            <Textarea
              label={replyTo ? `Answer to ${replyTo.created_by_name ?? "a comment"}` : "Comment"}
              autosize
              minRows={2}
              maxLength={10_000}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Group justify="flex-end" mt={6} gap="xs">
              {replyTo && (
                <Button size="xs" variant="subtle" onClick={() => setReplyTo(undefined)}>
                  Not an answer
                </Button>
              )}
              <Button size="xs" type="submit" loading={add.isPending} disabled={!text.trim()}>
                Send
              </Button>
            </Group>
          </form>
        )}
      </Stack>
    </Paper>
  );
}

function CommentText(props: {
  saved: SavedSimulationDetails;
  comment: Comment;
  onReply?: (comment: Comment) => void;
  refresh: () => Promise<void>;
}) {
  const { saved, comment } = props;
  const { principal } = useUser();
  const remove = useMutation({
    mutationFn: () => deleteComment(saved.id, comment.id),
    onSuccess: props.refresh,
    onError: notifyProblem,
  });
  const isMine = comment.created_by === principal.user_id;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {comment.created_by_name ?? "Someone"}, {formatAgo(comment.created_at)}
        {typeof comment.version === "number" && `, on version ${comment.version}`}
        {comment.cell && `, on ${comment.cell}`}
      </Text>
      <Text
        size="sm"
        style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
        c={comment.deleted_at ? "dimmed" : undefined}
      >
        {comment.deleted_at ? "This comment was deleted." : comment.text}
      </Text>
      {!comment.deleted_at && (
        <Group gap={4}>
          {props.onReply && saved.my_access !== "view" && (
            <Button size="compact-xs" variant="subtle" onClick={() => props.onReply?.(comment)}>
              Answer
            </Button>
          )}
          {(isMine || saved.my_access === "manage") && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              Delete
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
