import { Group, Text } from "@mantine/core";
import { useMemo } from "react";
import type { LiveOutput } from "~/api/types";
import { HistogramChart } from "~/charts/HistogramChart";
import { cellFormatter, differenceFormatter } from "~/formatting/cellFormat";
import type { Formatter } from "~/formatting/excelFormat";
import { formatCount } from "~/formatting/numbers";
import { binsOf } from "~/pages/result/shapes";

/** One output as far as it is known: the histogram fills in. */
export function LiveHistogram({ output }: { output: LiveOutput }) {
  const format = useMemo(() => cellFormatter(output), [output]);
  const formatDifference = useMemo(() => differenceFormatter(output), [output]);
  const { histogram } = output;
  const bins = useMemo(
    () => (histogram ? binsOf(histogram.edges, histogram.counts) : []),
    [histogram],
  );
  const known: [string, number | null | undefined, Formatter?][] = [
    ["Mean", output.mean],
    ["Standard deviation", output.sd, formatDifference],
    ["5th percentile", output.p5],
    ["Median", output.p50],
    ["95th percentile", output.p95],
  ];
  const sentence =
    typeof output.p5 === "number" && typeof output.p95 === "number"
      ? `After ${formatCount(output.count)} trials, 90% of them lie between ${format(output.p5)} and ${format(output.p95)}.`
      : `${formatCount(output.count)} trials so far.`;
  return (
    <>
      <HistogramChart
        title={output.label}
        sentence={sentence}
        bins={bins}
        format={format}
        {...(typeof output.mean === "number" ? { mean: output.mean } : {})}
      />
      <Group gap="xl" mt="xs">
        {known.map(
          ([label, value, shown = format]) =>
            typeof value === "number" && (
              <div key={label}>
                <Text size="xs" c="dimmed">
                  {label}
                </Text>
                <Text fw={600}>{shown(value)}</Text>
              </div>
            ),
        )}
        {output.errors > 0 && (
          <Text size="sm" c="red">
            {formatCount(output.errors)} trials with an error
          </Text>
        )}
      </Group>
    </>
  );
}
