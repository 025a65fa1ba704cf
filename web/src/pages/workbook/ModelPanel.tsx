import { ActionIcon, Alert, Button, Group, List, Stack, Text, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Suggestions, ValidationReport } from "~/api/types";
import { CorrelationMatrix } from "./CorrelationMatrix";
import type { DraftControl } from "./useDraft";

export interface ModelPanelProps extends DraftControl {
  suggestions: Suggestions | undefined;
  report: ValidationReport | undefined;
  showSuggestions: boolean;
  onShowSuggestions: (show: boolean) => void;
  onGo: (cell: string) => void;
  mayEdit: boolean;
}

/** All inputs, outputs and correlations of the simulation being prepared. */
export function ModelPanel(props: ModelPanelProps) {
  const { draft, dispatch, suggestions, report, onGo, mayEdit } = props;
  return (
    <Stack gap="lg">
      <section aria-label="Inputs">
        <Text fw={600} c="var(--ulam-input)">
          Inputs
        </Text>
        {draft.inputs.length === 0 && (suggestions?.existing_inputs.length ?? 0) === 0 && (
          <Text size="sm" c="dimmed">
            None yet. Click a number that you are unsure of, then “Make input”.
          </Text>
        )}
        {draft.inputs.map((input) => (
          <Row
            key={input.cell}
            cell={input.cell}
            title={input.name || input.cell}
            detail={input.distribution}
            warning={
              report?.inputs.find((bound) => bound.cell === input.cell)?.is_used === false
                ? "No output depends on it"
                : undefined
            }
            onGo={onGo}
            onRemove={
              mayEdit ? () => dispatch({ type: "remove_input", cell: input.cell }) : undefined
            }
          />
        ))}
        {suggestions?.existing_inputs.map((input) => (
          <Row
            key={`existing-${input.cell}`}
            cell={input.cell}
            title={input.name ?? input.label ?? input.cell}
            detail={`${input.distributions.join(", ") || input.formula} (in the workbook${input.tool ? `, ${input.tool}` : ""})`}
            warning={input.refused ?? undefined}
            onGo={onGo}
          />
        ))}
      </section>
      <section aria-label="Outputs">
        <Text fw={600} c="var(--ulam-output)">
          Outputs
        </Text>
        {draft.outputs.length === 0 && (suggestions?.existing_outputs.length ?? 0) === 0 && (
          <Text size="sm" c="dimmed">
            None yet. Click a result that you care about, then “Make output”.
          </Text>
        )}
        {draft.outputs.map((output) => (
          <Row
            key={output.cell}
            cell={output.cell}
            title={output.name || output.cell}
            detail={draft.probabilities
              .filter((expression) => expression.startsWith(output.cell))
              .join("; ")}
            warning={
              report?.outputs.find((bound) => bound.cell === output.cell)?.input_count === 0
                ? "It depends on no input"
                : undefined
            }
            onGo={onGo}
            onRemove={
              mayEdit ? () => dispatch({ type: "remove_output", cell: output.cell }) : undefined
            }
          />
        ))}
        {suggestions?.existing_outputs
          .filter((one) => !draft.outputs.some((output) => output.cell === one.cell))
          .map((output) => (
            <Row
              key={`existing-${output.cell}`}
              cell={output.cell}
              title={output.name ?? output.label ?? output.cell}
              detail="marked in the workbook"
              onGo={onGo}
            />
          ))}
      </section>
      {draft.inputs.length >= 2 && (
        <section aria-label="Correlations">
          <Text fw={600}>Correlations</Text>
          <Text size="sm" c="dimmed">
            Rank correlations from −1 to 1: inputs that move together, or against each other.
          </Text>
          <CorrelationMatrix draft={draft} dispatch={dispatch} />
          {report && (report.correlation_repair?.length ?? 0) > 0 && (
            <Alert color="yellow" mt="xs" title="Together these are impossible">
              <Text size="sm">The nearest possible correlations are used instead:</Text>
              <List size="sm">
                {report.correlation_repair?.map((one) => (
                  <List.Item key={one.first + one.second}>
                    {one.first} and {one.second}: {one.used.toFixed(3)} in place of {one.requested}
                  </List.Item>
                ))}
              </List>
            </Alert>
          )}
        </section>
      )}
      {draft.copulas.length > 0 && (
        <section aria-label="Copulas">
          <Text fw={600}>Copulas</Text>
          {draft.copulas.map((copula, place) => (
            <Text key={place} size="sm">
              {copula.family}: {copula.inputs.join(", ")}
            </Text>
          ))}
        </section>
      )}
      {mayEdit && <SuggestionList {...props} />}
    </Stack>
  );
}

function Row(props: {
  cell: string;
  title: string;
  detail: string;
  warning?: string | undefined;
  onGo: (cell: string) => void;
  onRemove?: (() => void) | undefined;
}) {
  return (
    <Group gap={4} wrap="nowrap" className="model-row">
      <button type="button" className="model-row-button" onClick={() => props.onGo(props.cell)}>
        <Text size="sm" fw={500} truncate>
          {props.title}
          {props.title !== props.cell && (
            <Text span size="xs" c="dimmed" ml={6} className="cell-address">
              {props.cell}
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed" className="formula" truncate>
          {props.detail}
        </Text>
        {props.warning && (
          <Text size="xs" c="var(--ulam-warning)">
            {props.warning}
          </Text>
        )}
      </button>
      {props.onRemove && (
        <Tooltip label="Remove">
          <ActionIcon size="sm" aria-label={`Remove ${props.title}`} onClick={props.onRemove}>
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}

/** Cells that look like inputs and outputs: one click each. */
function SuggestionList(props: ModelPanelProps) {
  const { suggestions, draft, dispatch, onGo } = props;
  if (!suggestions) return null;
  const inputs = suggestions.inputs.filter(
    (one) => !draft.inputs.some((input) => input.cell === one.cell),
  );
  const outputs = suggestions.outputs.filter(
    (one) => !draft.outputs.some((output) => output.cell === one.cell),
  );
  if (inputs.length + outputs.length === 0) return null;
  return (
    <section aria-label="Suggestions">
      <Group justify="space-between">
        <Text fw={600}>Suggestions</Text>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => props.onShowSuggestions(!props.showSuggestions)}
          aria-pressed={props.showSuggestions}
        >
          {props.showSuggestions ? "Hide in the sheet" : "Show in the sheet"}
        </Button>
      </Group>
      {inputs.slice(0, 12).map((one) => (
        <Group key={one.cell} gap={6} wrap="nowrap" className="model-row">
          <button type="button" className="model-row-button" onClick={() => onGo(one.cell)}>
            <Text size="sm" truncate>
              {one.label ?? one.cell}{" "}
              <Text span size="xs" c="dimmed">
                {one.text}
              </Text>
            </Text>
            <Text size="xs" c="dimmed" lineClamp={1}>
              {one.reason}
            </Text>
          </button>
          <Button
            size="compact-xs"
            variant="light"
            color="leaf"
            aria-label={`Make ${one.label ?? one.cell} an input`}
            onClick={() =>
              dispatch({
                type: "set_input",
                cell: one.cell,
                distribution: one.distribution,
                name: one.label ?? "",
              })
            }
          >
            Input
          </Button>
        </Group>
      ))}
      {outputs.slice(0, 8).map((one) => (
        <Group key={one.cell} gap={6} wrap="nowrap" className="model-row">
          <button type="button" className="model-row-button" onClick={() => onGo(one.cell)}>
            <Text size="sm" truncate>
              {one.label ?? one.cell}{" "}
              <Text span size="xs" c="dimmed">
                {one.text}
              </Text>
            </Text>
            <Text size="xs" c="dimmed" lineClamp={1}>
              {one.reason}
            </Text>
          </button>
          <Button
            size="compact-xs"
            variant="light"
            aria-label={`Make ${one.label ?? one.cell} an output`}
            onClick={() => dispatch({ type: "set_output", cell: one.cell, name: one.label ?? "" })}
          >
            Output
          </Button>
        </Group>
      ))}
    </section>
  );
}
