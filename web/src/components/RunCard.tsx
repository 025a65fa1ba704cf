import { AnchorLink } from "~/components/links";
import { Badge, Group, Paper, Progress, Text } from "@mantine/core";
import type { Headline, SimulationSummary } from "~/api/types";
import { Sparkline } from "~/charts/Sparkline";
import { cellFormatter } from "~/formatting/cellFormat";
import { plural } from "~/formatting/numbers";
import { formatAgo } from "~/formatting/times";
import { stateWords } from "./stateWords";

/** What a headline's small picture shows, in words. */
export function headlineSentence(headline: Headline): string {
  const format = cellFormatter(headline);
  const { mean, p5, p95 } = headline;
  if (typeof mean !== "number") return `${headline.label}: no number in any trial`;
  const range =
    typeof p5 === "number" && typeof p95 === "number"
      ? `, 90% between ${format(p5)} and ${format(p95)}`
      : "";
  return `${headline.label}: mean ${format(mean)}${range}`;
}

/** Leads to the result, or to the run while there is none. */
export function RunAnchor({ run }: { run: SimulationSummary }) {
  const look = { fw: 600, size: "sm" } as const;
  return run.status.result_id ? (
    <AnchorLink to="/results/$resultId" params={{ resultId: run.status.result_id }} {...look}>
      {run.name}
    </AnchorLink>
  ) : (
    <AnchorLink to="/simulations/$simulationId" params={{ simulationId: run.id }} {...look}>
      {run.name}
    </AnchorLink>
  );
}

/** A run in a small picture. */
export function RunCard({ run }: { run: SimulationSummary }) {
  const state = stateWords[run.status.state];
  const { headline } = run;
  return (
    <Paper p="sm">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <div style={{ minWidth: 0, overflow: "hidden", textOverflow: "ellipsis" }}>
          <RunAnchor run={run} />
        </div>
        {run.status.state !== "completed" && (
          <Badge size="sm" variant="light" color={state.color}>
            {state.label}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {plural(run.trials, "trial")}, {formatAgo(run.created_at)}
      </Text>
      {headline && headline.sparkline.length > 0 ? (
        <>
          <div style={{ margin: "8px 0 4px" }}>
            <Sparkline
              counts={headline.sparkline}
              label={`Histogram of ${headline.label}`}
              width={220}
              height={44}
              fills
            />
          </div>
          <Text size="xs">{headlineSentence(headline)}</Text>
        </>
      ) : run.status.state === "running" || run.status.state === "queued" ? (
        <Progress
          mt="sm"
          value={run.status.share_done * 100}
          aria-label={`Progress of ${run.name}`}
        />
      ) : (
        <Text size="xs" mt="xs" c={run.status.failure ? "red" : "dimmed"} lineClamp={3}>
          {run.status.failure?.message}
        </Text>
      )}
    </Paper>
  );
}
