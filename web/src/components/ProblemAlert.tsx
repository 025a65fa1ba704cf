import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiError } from "~/api/http";

/** What went wrong, what to do, and what to tell support. */
export function ProblemAlert(props: { error: unknown; retry?: () => void; title?: string }) {
  const { error } = props;
  if (!error) return null;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const detail = problem?.detail ?? (error instanceof Error ? error.message : String(error));
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={props.title ?? problem?.title ?? "That didn't work"}
    >
      <Stack gap="xs">
        <Text size="sm">{detail}</Text>
        {problem?.errors && problem.errors.length > 0 && (
          <List size="sm">
            {problem.errors.map((one, place) => (
              <List.Item key={place}>
                {one.field && <span className="formula">{one.field}: </span>}
                {one.message}
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="md">
          {props.retry && (
            <Button size="xs" variant="light" color="red" onClick={props.retry}>
              Try again
            </Button>
          )}
          {problem?.correlation_id && (
            <Text size="xs" c="dimmed">
              For support: <span className="formula">{problem.correlation_id}</span>
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
