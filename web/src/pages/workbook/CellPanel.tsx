import { Alert, Badge, Button, Divider, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Dependencies, Suggestions } from "~/api/types";
import { ProblemAlert } from "~/components/ProblemAlert";
import { plural } from "~/formatting/numbers";
import { sameCell } from "~/grid/addresses";
import type { GridCell } from "~/grid/cells";
import { firstDistribution } from "./call";
import type { DraftControl } from "./useDraft";
import { InputEditor } from "./InputEditor";
import { ProbabilityField } from "./ProbabilityField";
import { valueText } from "./useCells";

export interface CellPanelProps extends DraftControl {
  workbookId: string;
  /** `Sheet!A1` */
  cell: string;
  /** As the sheet shows it. */
  shown: GridCell | undefined;
  /** Its workbook counts days from 1904, and not from 1900. */
  datesFrom1904: boolean;
  selection: string;
  dependencies: Dependencies | undefined;
  error: Error | null;
  suggestions: Suggestions | undefined;
  mayEdit: boolean;
  onGo: (cell: string) => void;
  onCorrelate: () => void;
}

/** What the selected cell is, and what it can become. */
export function CellPanel(props: CellPanelProps) {
  const { cell, dependencies, draft, dispatch, suggestions, mayEdit } = props;
  const input = draft.inputs.find((one) => sameCell(one.cell, cell));
  const output = draft.outputs.find((one) => sameCell(one.cell, cell));
  const existing = suggestions?.existing_inputs.find((one) => sameCell(one.cell, cell));
  const existingOutput = suggestions?.existing_outputs.find((one) => sameCell(one.cell, cell));
  const suggested = suggestions?.inputs.find((one) => sameCell(one.cell, cell));
  const value = dependencies?.value;
  const number = typeof value === "number" ? value : undefined;
  const label = dependencies?.label;

  const makeInput = () =>
    dispatch({
      type: "set_input",
      cell,
      distribution: suggested?.distribution ?? firstDistribution(number ?? 0),
      name: label ?? "",
    });
  const makeOutput = () => dispatch({ type: "set_output", cell, name: label ?? "" });

  return (
    <Stack gap="sm">
      <div>
        <Group gap="xs">
          <Text fw={650} className="cell-address">
            {cell}
          </Text>
          {(input || existing) && <Badge color="leaf">Input</Badge>}
          {(output || existingOutput) && <Badge color="ulam">Output</Badge>}
        </Group>
        <Text size="sm">{label}</Text>
        <Text size="sm" c="dimmed">
          {dependencies && (
            <>
              Base case: <b>{props.shown?.text || valueText(value) || "empty"}</b>
              {dependencies.dependent_count > 0 &&
                `, read by ${plural(dependencies.dependent_count, "formula")}`}
            </>
          )}
        </Text>
      </div>
      <ProblemAlert error={props.error} />
      {existing && <ExistingInputNote existing={existing} />}
      {!input && !output && mayEdit && (
        <Group gap="xs">
          {!existing && (
            <Button color="leaf" size="xs" onClick={makeInput} aria-keyshortcuts="i">
              Make input
            </Button>
          )}
          {!existingOutput && (
            <Button size="xs" onClick={makeOutput} aria-keyshortcuts="o">
              Make output
            </Button>
          )}
        </Group>
      )}
      {!input && !existing && dependencies?.formula && mayEdit && (
        <Text size="xs" c="dimmed">
          This cell is a formula. As an input its formula would give way to the distribution;
          usually the numbers that it reads are the inputs.
        </Text>
      )}
      {input && (
        <Stack gap="sm">
          <NameField
            label="Name"
            value={input.name}
            onCommit={(name) => dispatch({ type: "set_input", cell: input.cell, name })}
          />
          <InputEditor
            key={input.cell}
            workbookId={props.workbookId}
            cell={input.cell}
            base={number}
            distribution={input.distribution}
            format={{
              number_format: props.shown?.numberFormat,
              dates_from_1904: props.datesFrom1904,
            }}
            selection={props.selection}
            onChange={(distribution) =>
              dispatch({ type: "set_input", cell: input.cell, distribution })
            }
          />
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={props.onCorrelate}>
              Correlate
            </Button>
            <Button
              size="xs"
              variant="subtle"
              color="red"
              onClick={() => dispatch({ type: "remove_input", cell: input.cell })}
            >
              Not an input any more
            </Button>
          </Group>
        </Stack>
      )}
      {output && (
        <Stack gap="sm">
          <NameField
            label="Name"
            value={output.name}
            onCommit={(name) => dispatch({ type: "set_output", cell: output.cell, name })}
          />
          <ProbabilityField cell={output.cell} draft={draft} dispatch={dispatch} />
          <Group>
            <Button
              size="xs"
              variant="subtle"
              color="red"
              onClick={() => dispatch({ type: "remove_output", cell: output.cell })}
            >
              Not an output any more
            </Button>
          </Group>
        </Stack>
      )}
      {dependencies && <Reads dependencies={dependencies} onGo={props.onGo} />}
    </Stack>
  );
}

function ExistingInputNote({
  existing,
}: {
  existing: NonNullable<Suggestions["existing_inputs"]>[number];
}) {
  return (
    <Alert
      color={existing.refused ? "red" : "leaf"}
      title={existing.tool ? `An input of ${existing.tool}` : "An input already"}
    >
      <Text size="sm">
        {existing.refused ? (
          <>It can't be simulated: {existing.refused}</>
        ) : (
          <>
            The workbook's own formula draws from{" "}
            <span className="formula">{existing.distributions.join(", ") || existing.formula}</span>
            . It is simulated as it is.
          </>
        )}
      </Text>
      {existing.notes && existing.notes.length > 0 && (
        <List size="sm">
          {existing.notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}

function Reads({
  dependencies,
  onGo,
}: {
  dependencies: Dependencies;
  onGo: (cell: string) => void;
}) {
  const list = (title: string, cells: Dependencies["precedents"], count: number) =>
    cells.length > 0 && (
      <div>
        <Text size="xs" fw={600} c="dimmed">
          {title}
        </Text>
        <Stack gap={2}>
          {cells.slice(0, 12).map((one) => (
            <button
              key={one.cell}
              type="button"
              className="cell-row"
              onClick={() => onGo(one.cell)}
            >
              <span className="cell-address">{one.cell}</span>
              <span className="cell-row-label">{one.label}</span>
              <span className="number">{valueText(one.value)}</span>
            </button>
          ))}
        </Stack>
        {count > 12 && (
          <Text size="xs" c="dimmed">
            and {plural(count - Math.min(12, cells.length), "more cell")}
          </Text>
        )}
      </div>
    );
  if (dependencies.precedents.length + dependencies.dependents.length === 0) return null;
  return (
    <>
      <Divider />
      {list("Reads", dependencies.precedents, dependencies.precedent_count)}
      {list("Is read by", dependencies.dependents, dependencies.dependent_count)}
      {dependencies.is_dynamic && (
        <Text size="xs" c="dimmed">
          Some of its references are known only while it is calculated, so the list may be
          incomplete.
        </Text>
      )}
    </>
  );
}

/** A name that is committed when it is finished, not at each letter. */
export function NameField(props: {
  label: string;
  value: string;
  onCommit: (name: string) => void;
}) {
  const [text, setText] = useState(props.value);
  const [from, setFrom] = useState(props.value);
  if (from !== props.value) {
    setFrom(props.value);
    setText(props.value);
  }
  return (
    <TextInput
      size="xs"
      label={props.label}
      description="What charts and reports call it."
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text !== props.value && props.onCommit(text)}
      onKeyDown={(event) => event.key === "Enter" && props.onCommit(text)}
    />
  );
}
