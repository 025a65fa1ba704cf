import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { DistributionFamily, DistributionPreview } from "~/api/types";
import { percentileCall, percentilesFor } from "./percentiles";

export interface PercentileFormProps {
  family: DistributionFamily | undefined;
  preview: DistributionPreview | undefined;
  onChange: (distribution: string) => void;
}

/** "One in twenty times it is below ...": a distribution through percentiles that people can name. */
export function PercentileForm({ family, preview, onChange }: PercentileFormProps) {
  if (!family?.has_percentile_form) {
    return (
      <Text size="sm" c="dimmed">
        {family
          ? `${family.name} can't be given by percentiles. Choose another shape, such as Normal, Pert or Metalog.`
          : "Choose a shape first."}
      </Text>
    );
  }
  // A new family or a new number of parameters begins anew.
  return (
    <Rows
      key={family.name}
      family={family}
      first={percentilesFor(family, preview)}
      onChange={onChange}
    />
  );
}

function Rows(props: {
  family: DistributionFamily;
  first: { percent: number; value: number }[];
  onChange: (distribution: string) => void;
}) {
  const [rows, setRows] = useState(props.first);
  const set = (place: number, change: Partial<{ percent: number; value: number }>) =>
    setRows(rows.map((row, index) => (index === place ? { ...row, ...change } : row)));
  const isValid = rows.every(
    (row) => row.percent > 0 && row.percent < 100 && Number.isFinite(row.value),
  );
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        The value that is not exceeded with each probability.
      </Text>
      {rows.map((row, place) => (
        <Group key={place} gap="xs" wrap="nowrap" align="flex-end">
          <NumberInput
            size="xs"
            label={place === 0 ? "Probability" : undefined}
            aria-label={`Probability ${place + 1}`}
            suffix="%"
            min={0.01}
            max={99.99}
            hideControls
            value={row.percent}
            onChange={(value) => set(place, { percent: Number(value) })}
          />
          <NumberInput
            size="xs"
            label={place === 0 ? "Value" : undefined}
            aria-label={`Value ${place + 1}`}
            hideControls
            value={row.value}
            onChange={(value) => set(place, { value: value === "" ? NaN : Number(value) })}
          />
        </Group>
      ))}
      <Group>
        <Button
          size="xs"
          disabled={!isValid}
          onClick={() => props.onChange(percentileCall(props.family.name, rows))}
        >
          Use these percentiles
        </Button>
      </Group>
    </Stack>
  );
}
