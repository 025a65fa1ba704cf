import {
  Accordion,
  Alert,
  Button,
  Chip,
  Group,
  List,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlayerPlayFilled, IconRefresh } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { startSimulation } from "~/api/simulations";
import type { Suggestions, ValidationReport } from "~/api/types";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatBytes, formatCount, formatDuration, plural } from "~/formatting/numbers";
import { useShowRun } from "~/pages/run/useShowRun";
import { specOf, whatIsMissing } from "./draft";
import { SaveTemplate } from "./SaveTemplate";
import { SpecFileButtons } from "./SpecFileButtons";
import { readStopRules, type StopRule, writeStopRules } from "./stopRules";
import type { DraftControl } from "./useDraft";

export interface RunPanelProps extends DraftControl {
  workbookId: string;
  workbookName: string;
  suggestions: Suggestions | undefined;
  report: ValidationReport | undefined;
  isValidating: boolean;
  validationError: Error | null;
  mayRun: boolean;
}

const SEED_MAX = 9_007_199_254_740_991;
const trialChoices = [10_000, 100_000, 1_000_000];

export function RunPanel(props: RunPanelProps) {
  const { draft, dispatch, report, suggestions } = props;
  const showRun = useShowRun();
  // A new key for each start that went through; the same one while an answer is outstanding.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const start = useMutation({
    mutationFn: () =>
      startSimulation(
        {
          workbook_id: props.workbookId,
          name: draft.name.trim() || null,
          spec: specOf(draft),
          settings: draft.settings,
          ...(draft.saved
            ? {
                saved_simulation_id: draft.saved.id,
                saved_simulation_version: draft.saved.version,
              }
            : {}),
        },
        key,
      ),
    onSuccess: (simulation) => {
      setKey(crypto.randomUUID());
      showRun(simulation);
    },
    onError: () => setKey(crypto.randomUUID()),
  });
  const missing = whatIsMissing(
    draft,
    {
      inputs: suggestions?.existing_inputs.filter((input) => !input.refused).length ?? 0,
      outputs: suggestions?.existing_outputs.length ?? 0,
    },
    report,
  );
  return (
    <Stack gap="md">
      <TextInput
        size="xs"
        label="Name of the run"
        placeholder={props.workbookName}
        value={draft.name}
        maxLength={200}
        onChange={(event) =>
          dispatch({ type: "set_run", change: { name: event.currentTarget.value } })
        }
      />
      <div>
        <NumberInput
          size="xs"
          label="Trials"
          min={1}
          max={1_000_000_000}
          step={10_000}
          thousandSeparator=","
          allowDecimal={false}
          value={draft.trials}
          onChange={(value) =>
            typeof value === "number" &&
            value >= 1 &&
            dispatch({ type: "set_run", change: { trials: value } })
          }
        />
        <Group gap={6} mt={6}>
          {trialChoices.map((trials) => (
            <Chip
              key={trials}
              size="xs"
              checked={draft.trials === trials}
              onChange={() => dispatch({ type: "set_run", change: { trials } })}
            >
              {formatCount(trials)}
            </Chip>
          ))}
        </Group>
      </div>
      <div>
        <Text size="xs" fw={500} mb={4} id="sampling-label">
          Sampling
        </Text>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby="sampling-label"
          value={draft.sampling}
          onChange={(value) =>
            dispatch({ type: "set_run", change: { sampling: value as typeof draft.sampling } })
          }
          data={[
            { value: "random", label: "Random" },
            { value: "lhs", label: "Latin hypercube" },
            { value: "sobol", label: "Sobol" },
          ]}
        />
      </div>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <NumberInput
          size="xs"
          label="Seed"
          description="The same seed gives the same numbers."
          min={0}
          max={SEED_MAX}
          hideControls
          allowDecimal={false}
          value={draft.seed}
          style={{ flex: 1 }}
          onChange={(value) =>
            typeof value === "number" && dispatch({ type: "set_run", change: { seed: value } })
          }
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} />}
          onClick={() =>
            dispatch({
              type: "set_run",
              change: { seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 1 },
            })
          }
        >
          Another seed
        </Button>
      </Group>
      <StopRuleFields draft={draft} dispatch={dispatch} />
      <MoreSettings draft={draft} dispatch={dispatch} />
      <Readiness {...props} missing={missing} />
      <ProblemAlert error={start.error} />
      <Group gap="xs">
        <Button
          leftSection={<IconPlayerPlayFilled size={16} />}
          loading={start.isPending}
          disabled={!props.mayRun || missing !== undefined}
          onClick={() => start.mutate()}
        >
          Run {formatCount(draft.trials)} trials
        </Button>
        <SaveTemplate workbookId={props.workbookId} draft={draft} dispatch={dispatch} />
      </Group>
      <SpecFileButtons
        workbookId={props.workbookId}
        workbookName={props.workbookName}
        yaml={report?.yaml ?? undefined}
        dispatch={dispatch}
      />
    </Stack>
  );
}

function Readiness(props: RunPanelProps & { missing: string | undefined }) {
  const { report, missing } = props;
  return (
    <Stack gap="xs" aria-live="polite">
      {missing && <Text size="sm">{missing}</Text>}
      <ProblemAlert error={props.validationError} title="The simulation can't be checked now" />
      {report && report.errors.length > 0 && (
        <Alert color="red" title="This can't be run yet">
          <List size="sm">
            {report.errors.map((issue, place) => (
              <List.Item key={place}>
                {issue.cell && <span className="formula">{issue.cell}: </span>}
                {issue.message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {report && report.warnings.length > 0 && (
        <Alert color="yellow" title="Worth knowing before you run it">
          <List size="sm">
            {report.warnings.map((issue, place) => (
              <List.Item key={place}>
                {issue.cell && <span className="formula">{issue.cell}: </span>}
                {issue.message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {report?.size && (
        <Text size="sm" c="dimmed">
          {plural(report.inputs.length, "input")}, {plural(report.outputs.length, "output")},{" "}
          {plural(report.size.formula_cells, "formula")} between them
          {typeof report.size.estimated_seconds === "number" &&
            `, about ${formatDuration(report.size.estimated_seconds)}`}
          , {formatBytes(report.size.sample_bytes)} of samples.
          {report.size.interpreted_cells > 0 &&
            ` ${plural(report.size.interpreted_cells, "cell is", "cells are")} interpreted trial by trial, which takes longer.`}
        </Text>
      )}
      {props.isValidating && (
        <Text size="xs" c="dimmed">
          Checking…
        </Text>
      )}
    </Stack>
  );
}

function StopRuleFields({ draft, dispatch }: Pick<RunPanelProps, "draft" | "dispatch">) {
  const { rules, others } = readStopRules(draft.settings.stop_when ?? []);
  const rule = rules[0];
  const set = (next: StopRule | undefined) =>
    dispatch({
      type: "set_settings",
      change: { stop_when: [...(next ? writeStopRules([next]) : []), ...others] },
    });
  return (
    <Stack gap="xs">
      <Switch
        size="sm"
        label="Stop when precise enough"
        checked={rule !== undefined}
        onChange={(event) =>
          set(event.currentTarget.checked ? { statistic: "mean", percent: 1 } : undefined)
        }
      />
      {rule && (
        <Group gap="xs" wrap="nowrap">
          <Select
            size="xs"
            w={130}
            aria-label="Statistic that must be precise"
            allowDeselect={false}
            value={rule.statistic}
            data={[
              { value: "mean", label: "Mean" },
              { value: "sd", label: "Standard deviation" },
              { value: "p5", label: "5th percentile" },
              { value: "p50", label: "Median" },
              { value: "p95", label: "95th percentile" },
            ]}
            onChange={(statistic) => statistic && set({ ...rule, statistic })}
          />
          <NumberInput
            size="xs"
            w={100}
            aria-label="Tolerance in percent"
            prefix="within "
            suffix="%"
            min={0.001}
            max={50}
            hideControls
            value={rule.percent}
            onChange={(percent) =>
              typeof percent === "number" && percent > 0 && set({ ...rule, percent })
            }
          />
          <Text size="xs" c="dimmed">
            of every output, 95% sure
          </Text>
        </Group>
      )}
      {others.map((text) => (
        <Text key={text} size="xs" className="formula">
          {text}
        </Text>
      ))}
    </Stack>
  );
}

function MoreSettings({ draft, dispatch }: Pick<RunPanelProps, "draft" | "dispatch">) {
  const { settings } = draft;
  return (
    <Accordion variant="default" chevronPosition="left">
      <Accordion.Item value="more">
        <Accordion.Control>
          <Text size="sm">More settings</Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Stack gap="xs">
            <Select
              size="xs"
              label="The bad end"
              description="Where value at risk and the worst trials are."
              allowDeselect={false}
              value={settings.tail ?? "lower"}
              data={[
                { value: "lower", label: "Small values, as of a profit" },
                { value: "upper", label: "Large values, as of a cost" },
              ]}
              onChange={(tail) =>
                tail &&
                dispatch({ type: "set_settings", change: { tail: tail as "lower" | "upper" } })
              }
            />
            <Select
              size="xs"
              label="Tornado of"
              allowDeselect={false}
              value={settings.tornado ?? "mean"}
              data={[
                { value: "mean", label: "Mean" },
                { value: "median", label: "Median" },
                { value: "p5", label: "5th percentile" },
                { value: "p95", label: "95th percentile" },
              ]}
              onChange={(tornado) =>
                tornado && dispatch({ type: "set_settings", change: { tornado } })
              }
            />
            <NumberInput
              size="xs"
              label="Replicates"
              description="Independent randomisations, for honest intervals with Latin hypercube and Sobol."
              min={1}
              max={1000}
              allowDecimal={false}
              value={settings.replicates ?? 1}
              onChange={(value) =>
                typeof value === "number" &&
                value >= 1 &&
                dispatch({ type: "set_settings", change: { replicates: value } })
              }
            />
            <Switch
              size="sm"
              label="Sobol's variance-based indices"
              description="Which input, alone and together with others, causes how much of the variance. Takes trials of its own."
              checked={typeof settings.sobol_indices === "number"}
              onChange={(event) =>
                dispatch({
                  type: "set_settings",
                  change: { sobol_indices: event.currentTarget.checked ? 10_000 : null },
                })
              }
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
