import {
  ActionIcon,
  Button,
  Drawer,
  Group,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconX } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { calculate, type CalculateResponse } from "~/api/formulas";
import type { CellValue } from "~/api/types";
import { ProblemAlert } from "~/components/ProblemAlert";
import { parseSheetRange } from "~/grid/addresses";
import { typedValue } from "./typedValue";

export interface WatchedCell {
  cell: string;
  label: string;
}

export interface WhatIfDrawerProps {
  workbookId: string;
  opened: boolean;
  onClose: () => void;
  /** The cell that is tried first, and what it shows now. */
  cell: string;
  shown: string;
  /** The cells whose values are wanted: the outputs. */
  watched: readonly WatchedCell[];
}

interface Trial {
  key: number;
  cell: string;
  typed: string;
}

/** Other values in some cells, and what becomes of the outputs. Nothing is stored. */
export function WhatIfDrawer(props: WhatIfDrawerProps) {
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      position="right"
      size="md"
      title="What if"
    >
      {props.opened && <WhatIf {...props} />}
    </Drawer>
  );
}

function isCell(text: string): boolean {
  const place = parseSheetRange(text);
  return (
    place !== undefined &&
    place.range.top === place.range.bottom &&
    place.range.left === place.range.right
  );
}

/** Cells with their values, as far as they are well written. */
function valuesOf(trials: readonly Trial[]): Record<string, CellValue> {
  const set: Record<string, CellValue> = {};
  for (const trial of trials) {
    const cell = trial.cell.trim();
    if (isCell(cell) && trial.typed.trim() !== "") set[cell] = typedValue(trial.typed);
  }
  return set;
}

function WhatIf(props: WhatIfDrawerProps) {
  const [trials, setTrials] = useState<Trial[]>([{ key: 0, cell: props.cell, typed: "" }]);
  const [settled] = useDebouncedValue(valuesOf(trials), 250);
  const cells = props.watched.map((one) => one.cell);
  const asked = (set: Record<string, CellValue>) => ({
    queryKey: ["workbooks", props.workbookId, "calculate", cells, set],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      calculate(props.workbookId, set, cells, signal),
    enabled: cells.length > 0,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
  const base = useQuery(asked({}));
  const changed = useQuery(asked(settled));
  const change = (key: number, update: Partial<Trial>) =>
    setTrials((before) =>
      before.map((trial) => (trial.key === key ? { ...trial, ...update } : trial)),
    );
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Put other values into cells and see the outputs change. The workbook stays as it is.
      </Text>
      {trials.map((trial, place) => (
        <Group key={trial.key} align="flex-end" wrap="nowrap" gap="xs">
          <TextInput
            label={place === 0 ? "Cell" : undefined}
            aria-label={`Cell ${place + 1}`}
            value={trial.cell}
            error={trial.cell.trim() !== "" && !isCell(trial.cell)}
            onChange={(event) => change(trial.key, { cell: event.currentTarget.value })}
            style={{ flex: 1 }}
          />
          <TextInput
            label={place === 0 ? "Value" : undefined}
            aria-label={`Value ${place + 1}`}
            placeholder={place === 0 ? props.shown : ""}
            data-autofocus={place === 0 || undefined}
            value={trial.typed}
            onChange={(event) => change(trial.key, { typed: event.currentTarget.value })}
            style={{ flex: 1 }}
          />
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={`Take out cell ${place + 1}`}
            disabled={trials.length === 1}
            onClick={() => setTrials(trials.filter((one) => one.key !== trial.key))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => {
            const key = Math.max(...trials.map((trial) => trial.key)) + 1;
            setTrials([...trials, { key, cell: "", typed: "" }]);
          }}
        >
          Another cell
        </Button>
      </Group>
      <ProblemAlert
        error={base.error ?? changed.error}
        retry={() => {
          void base.refetch();
          void changed.refetch();
        }}
      />
      {props.watched.length === 0 ? (
        <Text size="sm">
          Nothing to look at yet. Make a cell an output first: select it and press O.
        </Text>
      ) : (
        <Outcomes
          watched={props.watched}
          base={base.data}
          changed={changed.data}
          isTried={Object.keys(settled).length > 0}
        />
      )}
    </Stack>
  );
}

function Outcomes(props: {
  watched: readonly WatchedCell[];
  base: CalculateResponse | undefined;
  changed: CalculateResponse | undefined;
  isTried: boolean;
}) {
  const textAt = (response: CalculateResponse | undefined, place: number) =>
    response?.values[place]?.text ?? "";
  return (
    <Table aria-live="polite">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Output</Table.Th>
          <Table.Th className="number">Now</Table.Th>
          <Table.Th className="number">What if</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.watched.map((one, place) => {
          const before = textAt(props.base, place);
          const after = props.isTried ? textAt(props.changed, place) : "";
          const differs = props.isTried && after !== "" && after !== before;
          return (
            <Table.Tr key={one.cell}>
              <Table.Td>
                {one.label}
                {one.label !== one.cell && (
                  <Text size="xs" c="dimmed" className="cell-address">
                    {one.cell}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="number">{before}</Table.Td>
              <Table.Td className="number">
                {differs ? <b>{after}</b> : after}
                {differs && <VisuallyHidden> (differs)</VisuallyHidden>}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
