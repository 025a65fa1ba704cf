import { Alert, Button, Group, Stack, Tabs, Text, TextInput } from "@mantine/core";
import { IconLayoutGrid } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { useCallback, useMemo, useState } from "react";
import { catalogueQuery, previewQuery } from "~/api/distributions";
import type { DistributionFamily, DistributionPreview } from "~/api/types";
import { DensityChart } from "~/charts/DensityChart";
import { ProblemAlert } from "~/components/ProblemAlert";
import { type CellFormat, cellFormatter, differenceFormatter } from "~/formatting/cellFormat";
import { formatNumber } from "~/formatting/numbers";
import { parseCall, roundTo, withArgument, writeCall } from "./call";
import { DistributionGallery } from "./DistributionGallery";
import { FitPanel } from "./FitPanel";
import { handlePlaces, previewAxis } from "./handles";
import { ParameterFields } from "./ParameterFields";
import { PercentileForm } from "./PercentileForm";

export interface InputEditorProps {
  workbookId: string;
  cell: string;
  /** The cell's number, which a newly chosen distribution is laid around. */
  base: number | undefined;
  distribution: string;
  /** How the cell shows numbers. */
  format: CellFormat;
  /** The range selected in the sheet, for fitting. */
  selection: string;
  onChange: (distribution: string) => void;
}

/** The distribution of an input: by its shape, its parameters, its percentiles, or from data. */
export function InputEditor(props: InputEditorProps) {
  const { workbookId, cell, distribution, onChange } = props;
  const catalogue = useQuery(catalogueQuery);
  const [gallery, { open, close }] = useDisclosure();
  const [asked] = useDebouncedValue(distribution, 120);
  const preview = useQuery(previewQuery(asked, workbookId, cell));
  const call = parseCall(distribution);
  const family = catalogue.data?.families.find(
    (one) => one.name.toLowerCase() === (preview.data?.family ?? call?.name ?? "").toLowerCase(),
  );
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Text fw={600}>{family?.name ?? call?.name ?? "Distribution"}</Text>
          <Text size="xs" c="dimmed">
            {family?.summary}
          </Text>
        </div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconLayoutGrid size={14} />}
          onClick={open}
          style={{ flex: "none" }}
        >
          All shapes
        </Button>
      </Group>
      {preview.data && (
        <PreviewChart {...props} preview={preview.data} isCurrent={asked === distribution} />
      )}
      <ProblemAlert error={preview.error} title="This distribution can't be drawn" />
      <Tabs defaultValue="parameters" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="parameters">Parameters</Tabs.Tab>
          <Tabs.Tab value="percentiles">Percentiles</Tabs.Tab>
          <Tabs.Tab value="data">From data</Tabs.Tab>
          <Tabs.Tab value="text">As text</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="parameters" pt="sm">
          <ParameterFields
            distribution={distribution}
            family={family}
            preview={asked === distribution ? preview.data : undefined}
            onChange={onChange}
          />
        </Tabs.Panel>
        <Tabs.Panel value="percentiles" pt="sm">
          <PercentileForm family={family} preview={preview.data} onChange={onChange} />
        </Tabs.Panel>
        <Tabs.Panel value="data" pt="sm">
          <FitPanel workbookId={workbookId} selection={props.selection} onPick={onChange} />
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="sm">
          <CallField distribution={distribution} onChange={onChange} />
        </Tabs.Panel>
      </Tabs>
      {preview.data?.notes.map((note) => (
        <Alert key={note} color="ulam" p="xs">
          <Text size="sm">{note}</Text>
        </Alert>
      ))}
      <DistributionGallery
        opened={gallery}
        onClose={close}
        onPick={(picked) => {
          close();
          onChange(around(picked, props.base));
        }}
      />
    </Stack>
  );
}

/** The family's example, stretched to lie around the cell's number where its parameters are places. */
function around(family: DistributionFamily, base: number | undefined): string {
  if (base === undefined || base === 0) return family.example;
  const simple: Record<string, (value: number) => string> = {
    Pert: (value) => `Pert(${spread(value, -0.1)}, ${value}, ${spread(value, 0.1)})`,
    Triangular: (value) => `Triangular(${spread(value, -0.1)}, ${value}, ${spread(value, 0.1)})`,
    Uniform: (value) => `Uniform(${spread(value, -0.1)}, ${spread(value, 0.1)})`,
    Normal: (value) => `Normal(${value}, ${roundTo(Math.abs(value) / 10, Math.abs(value) / 1000)})`,
    Logistic: (value) =>
      `Logistic(${value}, ${roundTo(Math.abs(value) / 20, Math.abs(value) / 1000)})`,
    Laplace: (value) =>
      `Laplace(${value}, ${roundTo(Math.abs(value) / 14, Math.abs(value) / 1000)})`,
    Lognormal: (value) =>
      value > 0 ? `Lognormal(${value}, ${roundTo(value / 10, value / 1000)})` : family.example,
    Exponential: (value) => (value > 0 ? `Exponential(${value})` : family.example),
    Poisson: (value) => (value > 0 ? `Poisson(${value})` : family.example),
  };
  return simple[family.name]?.(base) ?? family.example;
}

function spread(value: number, share: number): number {
  return roundTo(value + Math.abs(value) * share, Math.abs(value) / 100);
}

function PreviewChart(
  props: InputEditorProps & { preview: DistributionPreview; isCurrent: boolean },
) {
  const { preview, distribution, onChange } = props;
  const { number_format, dates_from_1904 } = props.format;
  const [format, difference] = useMemo(() => {
    const cell = { number_format, dates_from_1904 };
    return [cellFormatter(cell), differenceFormatter(cell)];
  }, [number_format, dates_from_1904]);
  const axis = useMemo(() => previewAxis(preview), [preview]);
  const points = useMemo(
    () => preview.x.map((x, place): [number, number] => [x, preview.density[place] ?? 0]),
    [preview],
  );
  const places = useMemo(() => handlePlaces(preview), [preview]);
  const drag = useCallback(
    (argument: number, value: number) => {
      const call = parseCall(distribution);
      if (!call) return;
      const rounded = roundTo(value, (axis.high - axis.low) / 200);
      onChange(writeCall(withArgument(call, argument, String(rounded))));
    },
    [distribution, axis, onChange],
  );
  const { mean, sd } = preview.moments;
  const quantileAt = (probability: number) =>
    preview.quantiles.find((one) => one.probability === probability)?.value;
  const p5 = quantileAt(0.05);
  const p95 = quantileAt(0.95);
  const range =
    typeof p5 === "number" && typeof p95 === "number"
      ? `90% of the values lie between ${format(p5)} and ${format(p95)}`
      : "Its tails have no bounds";
  const moments =
    typeof mean === "number"
      ? `, mean ${format(mean)}${typeof sd === "number" ? `, standard deviation ${difference(sd)}` : ""}`
      : "";
  // While a handle moves, the parameter's own number leads and the curve follows.
  const call = parseCall(distribution);
  return (
    <DensityChart
      title={`Distribution of ${props.cell}`}
      sentence={`${range}${moments}.`}
      points={points}
      discrete={preview.is_discrete}
      axis={axis}
      format={format}
      {...(typeof mean === "number" ? { mean } : {})}
      parameters={places.map((place) => {
        const typed = Number(call?.arguments[place.argument]);
        const shift = place.at - (preview.arguments[place.argument]?.value ?? place.at);
        const at = Number.isFinite(typed) ? typed + shift : place.at;
        return {
          name: place.name.replaceAll("_", " "),
          at,
          text: `${place.name.replaceAll("_", " ")} ${formatNumber(at - shift)}`,
          onChange: (value: number) => drag(place.argument, place.valueAt(value)),
        };
      })}
    />
  );
}

function CallField(props: { distribution: string; onChange: (distribution: string) => void }) {
  const [text, setText] = useState(props.distribution);
  const [from, setFrom] = useState(props.distribution);
  if (from !== props.distribution) {
    setFrom(props.distribution);
    setText(props.distribution);
  }
  const commit = () => {
    if (text.trim() !== "" && text !== props.distribution) props.onChange(text.trim());
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
    >
      <TextInput
        label="Distribution call"
        description="As in a spec file. Cells and formulas may be parameters; other tools' functions are understood."
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      />
    </form>
  );
}
