import { Group, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { resultQuery, resultsQuery } from "~/api/results";
import { ButtonLink } from "~/components/links";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { ResultView } from "~/pages/result/ResultView";
import { Logo } from "~/shell/Logo";

const route = getRouteApi("/shared/$token");

/** What someone shared by a link: open to whoever has it, signed in or not. */
export function SharedPage() {
  const { token } = route.useParams();
  const { result } = route.useSearch();
  return (
    <>
      <Group component="header" justify="space-between" px="md" py={8} className="shared-head">
        <Group gap="xs">
          <Logo />
          <Text fw={700}>Ulam</Text>
        </Group>
        <ButtonLink to="/" variant="default" size="xs">
          Open Ulam
        </ButtonLink>
      </Group>
      <main className="page">
        <Shared token={token} resultId={result} />
      </main>
    </>
  );
}

function Shared({ token, resultId }: { token: string; resultId: string | undefined }) {
  // A link without the result's id still names the only result that it opens.
  const list = useQuery({
    ...resultsQuery,
    queryKey: ["shared", token],
    enabled: resultId === undefined,
    meta: { quiet: true },
  });
  const id = resultId ?? list.data?.items[0]?.id;
  const result = useQuery({
    ...resultQuery(id ?? ""),
    enabled: id !== undefined,
    meta: { quiet: true },
  });
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const error = list.error ?? result.error;
  if (error || (list.data && !id)) {
    return (
      <Paper p="xl">
        <ProblemAlert
          title="This link doesn't work any more"
          error={error ?? new Error("It has ended or was withdrawn. Ask for a new one.")}
        />
      </Paper>
    );
  }
  if (!result.data) return <PageLoading />;
  return (
    <ResultView
      result={result.data}
      output={search.output}
      view={search.view}
      mayExport
      isShared
      onChange={(change) =>
        void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false })
      }
    />
  );
}
