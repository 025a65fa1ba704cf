import { Button, Grid, Paper, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconShare } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import {
  deleteSavedSimulation,
  savedSharesQuery,
  savedSimulationQuery,
  setSavedShares,
} from "~/api/saved";
import type { SavedSimulationDetails } from "~/api/types";
import { ConfirmButton } from "~/components/ConfirmButton";
import { AnchorLink, ButtonLink } from "~/components/links";
import { notifyDone, notifyProblem } from "~/components/notify";
import { PageHeader } from "~/components/PageHeader";
import { ShareDialog } from "~/components/ShareDialog";
import { samplingWords } from "~/components/stateWords";
import { formatCount, plural } from "~/formatting/numbers";
import { formatAgo } from "~/formatting/times";
import { Comments } from "./Comments";
import { RunSavedButton } from "./RunSavedButton";
import { Versions } from "./Versions";

const route = getRouteApi("/app/saved/$savedId");

export function SavedPage() {
  const { savedId } = route.useParams();
  const { data: saved } = useSuspenseQuery(savedSimulationQuery(savedId));
  const [sharing, share] = useDisclosure();
  const mayManage = saved.my_access === "manage";
  return (
    <div className="page">
      <PageHeader
        title={saved.name}
        subtitle={
          <>
            <AnchorLink
              to="/workbooks/$workbookId"
              params={{ workbookId: saved.workbook_id }}
              size="sm"
            >
              {saved.workbook_name ?? "Workbook"}
            </AnchorLink>
            , version {saved.version}, {formatAgo(saved.updated_at)}
            {saved.created_by_name && `, by ${saved.created_by_name}`}
          </>
        }
      >
        <ButtonLink
          to="/workbooks/$workbookId"
          params={{ workbookId: saved.workbook_id }}
          search={{ saved: saved.id }}
          variant="default"
        >
          Open in the workbook
        </ButtonLink>
        {mayManage && (
          <Button variant="default" leftSection={<IconShare size={16} />} onClick={share.open}>
            Share
          </Button>
        )}
        <RunSavedButton id={saved.id} name={saved.name} size="sm" />
      </PageHeader>
      {saved.description && <Text mb="md">{saved.description}</Text>}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <SpecTable saved={saved} />
            <Versions saved={saved} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <Comments saved={saved} />
            {mayManage && <DeleteSaved saved={saved} />}
          </Stack>
        </Grid.Col>
      </Grid>
      <ShareDialog
        opened={sharing}
        onClose={share.close}
        what={saved.name}
        linkQuery={{ saved: saved.id }}
        query={savedSharesQuery(saved.id)}
        onSave={(shares) => setSavedShares(saved.id, shares)}
        membersOnly
      />
    </div>
  );
}

function SpecTable({ saved }: { saved: SavedSimulationDetails }) {
  const { spec } = saved;
  const correlations = spec.correlations?.length ?? 0;
  return (
    <Paper component="section" aria-label="What is simulated">
      <Text fw={600}>What is simulated</Text>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {(spec.inputs ?? []).map((input) => (
            <Table.Tr key={input.cell}>
              <Table.Td>
                <Text size="sm" c="var(--ulam-input)">
                  {input.name ?? input.cell}
                </Text>
              </Table.Td>
              <Table.Td className="cell-address">{input.cell}</Table.Td>
              <Table.Td className="formula">{input.distribution}</Table.Td>
            </Table.Tr>
          ))}
          {(spec.outputs ?? []).map((output) => {
            const named = typeof output === "string" ? { cell: output, name: null } : output;
            return (
              <Table.Tr key={named.cell}>
                <Table.Td>
                  <Text size="sm" c="var(--ulam-output)">
                    {named.name ?? named.cell}
                  </Text>
                </Table.Td>
                <Table.Td className="cell-address">{named.cell}</Table.Td>
                <Table.Td>output</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="xs">
        {formatCount(spec.trials ?? 100_000)} trials, seed {spec.seed ?? 1},{" "}
        {samplingWords[spec.sampling ?? "random"]} sampling
        {correlations > 0 && `, ${plural(correlations, "correlation")}`}
      </Text>
    </Paper>
  );
}

function DeleteSaved({ saved }: { saved: SavedSimulationDetails }) {
  const client = useQueryClient();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: () => deleteSavedSimulation(saved.id),
    onSuccess: async () => {
      await router.navigate({ to: "/saved" });
      client.removeQueries({ queryKey: ["saved", saved.id] });
      void client.invalidateQueries({ queryKey: ["saved", "list"] });
      notifyDone(`“${saved.name}” is deleted.`);
    },
    onError: notifyProblem,
  });
  return (
    <ConfirmButton
      question={`“${saved.name}” and all its versions and comments are deleted. Results of its runs stay.`}
      confirm="Delete it"
      onConfirm={() => remove.mutate()}
      loading={remove.isPending}
    >
      Delete this saved simulation
    </ConfirmButton>
  );
}
