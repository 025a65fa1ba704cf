import {
  Button,
  Group,
  NumberInput,
  Radio,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
  UnstyledButton,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { fit } from "~/api/distributions";
import type { FitReport, FitRow } from "~/api/types";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatNumber, plural } from "~/formatting/numbers";
import { Sketch } from "./Sketch";
import { readNumbers } from "./readNumbers";

export interface FitPanelProps {
  workbookId: string;
  selection: string;
  onPick: (distribution: string) => void;
}

/** Distributions ranked by how well they fit observed numbers. */
export function FitPanel({ workbookId, selection, onPick }: FitPanelProps) {
  const [source, setSource] = useState("range");
  const [range, setRange] = useState("");
  const [pasted, setPasted] = useState("");
  const [kind, setKind] = useState<"automatic" | "continuous" | "discrete">("automatic");
  const [lower, setLower] = useState<number | string>("");
  const [upper, setUpper] = useState<number | string>("");
  const numbers = readNumbers(pasted);
  const run = useMutation({
    mutationFn: () =>
      fit({
        data:
          source === "range"
            ? { source: "range", workbook_id: workbookId, range: range || selection }
            : { source: "values", values: numbers.values },
        kind,
        lower: lower === "" ? null : Number(lower),
        upper: upper === "" ? null : Number(upper),
      }),
  });
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        aria-label="Where the data is"
        value={source}
        onChange={setSource}
        data={[
          { value: "range", label: "Cells of this workbook" },
          { value: "paste", label: "Paste numbers" },
        ]}
      />
      {source === "range" ? (
        <TextInput
          size="xs"
          label="Range"
          description="Such as Data!A2:A500. Left empty, the cells selected in the sheet."
          placeholder={selection}
          value={range}
          onChange={(event) => setRange(event.currentTarget.value)}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        />
      ) : (
        <Textarea
          size="xs"
          label="Numbers"
          description={
            numbers.ignored > 0
              ? `${plural(numbers.values.length, "number")}; ${plural(numbers.ignored, "other entry", "other entries")} left out`
              : plural(numbers.values.length, "number")
          }
          autosize
          minRows={3}
          maxRows={8}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
      )}
      <Radio.Group
        size="xs"
        label="Values"
        value={kind}
        onChange={(value) => setKind(value as typeof kind)}
      >
        <Group gap="sm" mt={4}>
          <Radio size="xs" value="automatic" label="As the data suggests" />
          <Radio size="xs" value="continuous" label="Any number" />
          <Radio size="xs" value="discrete" label="Whole numbers" />
        </Group>
      </Radio.Group>
      <Group grow>
        <NumberInput
          size="xs"
          label="Smallest possible"
          placeholder="not known"
          hideControls
          value={lower}
          onChange={setLower}
        />
        <NumberInput
          size="xs"
          label="Largest possible"
          placeholder="not known"
          hideControls
          value={upper}
          onChange={setUpper}
        />
      </Group>
      <Group>
        <Button
          size="xs"
          loading={run.isPending}
          disabled={source === "paste" && numbers.values.length < 3}
          onClick={() => run.mutate()}
        >
          Fit distributions
        </Button>
      </Group>
      <ProblemAlert error={run.error} />
      {run.data && <Fits report={run.data} onPick={onPick} />}
    </Stack>
  );
}

function Fits({ report, onPick }: { report: FitReport; onPick: (call: string) => void }) {
  return (
    <Stack gap={6}>
      <Text size="sm">
        {plural(report.count, "number")}, mean {formatNumber(report.mean)}, from{" "}
        {formatNumber(report.min)} to {formatNumber(report.max)}. The best fit is first.
      </Text>
      {report.notes?.map((note) => (
        <Text key={note} size="xs" c="dimmed">
          {note}
        </Text>
      ))}
      {report.fits.map((row) => (
        <FitCard key={row.call} row={row} best={report.fits[0]?.bic ?? row.bic} onPick={onPick} />
      ))}
    </Stack>
  );
}

function FitCard(props: { row: FitRow; best: number; onPick: (call: string) => void }) {
  const { row, best } = props;
  const behind = row.bic - best;
  return (
    <UnstyledButton className="fit-card" onClick={() => props.onPick(row.call)}>
      <div style={{ width: 84, flex: "none" }}>
        <Sketch points={row.sketch ?? []} discrete={row.is_discrete} width={84} height={36} />
      </div>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600}>
          {row.distribution}
        </Text>
        <Text size="xs" className="formula" truncate>
          {row.call}
        </Text>
        <Text size="xs" c="dimmed">
          BIC {behind <= 0 ? "best" : `+${formatNumber(behind, 3)}`}, largest distance{" "}
          {formatNumber(row.kolmogorov_smirnov, 2)}
        </Text>
      </div>
    </UnstyledButton>
  );
}
