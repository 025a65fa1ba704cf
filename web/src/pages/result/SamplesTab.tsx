import { Alert, Button, Group, NumberInput, Paper, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { samplesDownloadPath, samplesQuery } from "~/api/results";
import type { SamplesPage, Variable } from "~/api/types";
import { ProblemAlert } from "~/components/ProblemAlert";
import { cellFormatter } from "~/formatting/cellFormat";
import { formatBytes, formatCount, plural } from "~/formatting/numbers";
import { valueText } from "~/pages/workbook/useCells";
import type { TabProps } from "./ResultView";
import "./samples.css";

const PAGE = 200;
const ROW_HEIGHT = 28;
const TRIAL_WIDTH = 80;
const COLUMN_WIDTH = 108;
/** Browsers draw nothing higher than some 17 million pixels; further trials are gone to by number. */
const ROWS_MAX = 500_000;

/** Every trial, a row each: for audit. */
export function SamplesTab({ result, onReplay, mayExport }: TabProps & { mayExport: boolean }) {
  const { samples } = result;
  const first = useQuery({ ...samplesQuery(result.id, 1, PAGE), enabled: samples.is_available });
  if (!samples.is_available) {
    return (
      <Alert color="gray">
        The samples of this run are no longer kept. Run it again to see them.
      </Alert>
    );
  }
  return (
    <Paper>
      <Group justify="space-between" mb="sm">
        <Text size="sm" c="dimmed">
          {plural(samples.rows, "trial")}, {plural(samples.columns, "column")},{" "}
          {formatBytes(samples.bytes)} as Parquet. Click a trial's number to look into it.
        </Text>
        {mayExport && (
          <Group gap="xs">
            {(["csv", "parquet"] as const).map((format) => (
              <Button
                key={format}
                component="a"
                href={samplesDownloadPath(result.id, format)}
                download
                size="xs"
                variant="default"
                leftSection={<IconDownload size={14} />}
              >
                {format === "csv" ? "CSV" : "Parquet"}
              </Button>
            ))}
          </Group>
        )}
      </Group>
      <ProblemAlert error={first.error} retry={() => void first.refetch()} />
      {first.data && (
        <SamplesTable
          resultId={result.id}
          columns={first.data.columns}
          rows={samples.rows}
          onReplay={onReplay}
        />
      )}
    </Paper>
  );
}

function SamplesTable(props: {
  resultId: string;
  columns: readonly Variable[];
  rows: number;
  onReplay: (trial: string) => void;
}) {
  const { columns, rows, resultId } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [start, setStart] = useState(1);
  const count = Math.min(ROWS_MAX, rows - start + 1);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer keeps its own state
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const visible = virtual.getVirtualItems();
  const firstPage = Math.floor(((visible[0]?.index ?? 0) + start - 1) / PAGE);
  const lastPage = Math.floor(((visible.at(-1)?.index ?? 0) + start - 1) / PAGE);
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, place) => firstPage + place);
  const loaded = useQueries({
    queries: pages.map((page) => samplesQuery(resultId, page * PAGE + 1, PAGE)),
  });
  const byTrial = new Map<number, SamplesPage["items"][number]>();
  for (const query of loaded) {
    for (const item of query.data?.items ?? []) byTrial.set(item.trial, item);
  }
  const formats = useMemo(() => columns.map(cellFormatter), [columns]);
  const template = `${TRIAL_WIDTH}px repeat(${columns.length}, minmax(${COLUMN_WIDTH}px, 1fr))`;
  return (
    <>
      <NumberInput
        label="Go to trial"
        size="xs"
        w={150}
        mb="xs"
        min={1}
        max={rows}
        thousandSeparator=","
        allowDecimal={false}
        onChange={(value) => {
          if (typeof value !== "number" || value < 1 || value > rows) return;
          setStart(rows > ROWS_MAX ? value : 1);
          virtual.scrollToIndex(rows > ROWS_MAX ? 0 : value - 1, { align: "start" });
        }}
      />
      <div
        ref={scroller}
        className="samples"
        role="table"
        aria-label="Samples"
        aria-rowcount={rows + 1}
        // A table that scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <div
          className="samples-width"
          style={{ minWidth: TRIAL_WIDTH + columns.length * COLUMN_WIDTH }}
        >
          <div
            role="row"
            aria-rowindex={1}
            className="samples-row samples-head"
            style={{ gridTemplateColumns: template }}
          >
            <span role="columnheader">Trial</span>
            {columns.map((column) => (
              <span
                key={column.key}
                role="columnheader"
                title={`${column.label} (${column.cell})`}
                data-kind={column.kind}
              >
                <span>{column.label}</span>
              </span>
            ))}
          </div>
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
            {visible.map((row) => {
              const trial = row.index + start;
              const item = byTrial.get(trial);
              return (
                <div
                  key={row.key}
                  role="row"
                  aria-rowindex={trial + 1}
                  className="samples-row"
                  style={{
                    gridTemplateColumns: template,
                    height: ROW_HEIGHT,
                    transform: `translateY(${row.start}px)`,
                    position: "absolute",
                  }}
                >
                  <span role="cell">
                    <button
                      type="button"
                      className="samples-trial"
                      aria-label={`Look into trial ${formatCount(trial)}`}
                      onClick={() => props.onReplay(String(trial))}
                    >
                      {formatCount(trial)}
                    </button>
                  </span>
                  {columns.map((column, place) => {
                    const value = item?.values[place];
                    return (
                      <span key={column.key} role="cell" className="number">
                        {item === undefined
                          ? "…"
                          : typeof value === "number"
                            ? formats[place]?.(value)
                            : valueText(value)}
                      </span>
                    );
                  })}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}
