import { Alert, List, Select, Tabs, Text } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import type { ResultDetails, Variable } from "~/api/types";
import { useActiveInSight } from "~/components/useActiveInSight";
import { PageHeader } from "~/components/PageHeader";
import { AnchorLink } from "~/components/links";
import { formatDuration, plural } from "~/formatting/numbers";
import { formatDateTime } from "~/formatting/times";
import { ConvergenceTab } from "./ConvergenceTab";
import { DriversTab } from "./DriversTab";
import { FanTab } from "./FanTab";
import { ModelTab } from "./ModelTab";
import { OverviewTab } from "./OverviewTab";
import { SamplesTab } from "./SamplesTab";
import { ScenarioTab } from "./ScenarioTab";
import { TrialDialog } from "./TrialDialog";

export interface ResultViewProps {
  result: ResultDetails;
  /** Key of the output shown, and name of the tab, as in the address. */
  output: string | undefined;
  view: string | undefined;
  actions?: ReactNode;
  mayExport: boolean;
  /** Opened by a link, signed out: no ways into the rest of the app. */
  isShared?: boolean;
  onChange: (change: { output?: string; view?: string }) => void;
}

/** What every tab needs to know. */
export interface TabProps {
  result: ResultDetails;
  output: Variable;
  onReplay: (trial: string) => void;
}

export function ResultView(props: ResultViewProps) {
  const { result, isShared } = props;
  const outputs = useMemo(
    () => result.variables.filter((variable) => variable.kind === "output"),
    [result],
  );
  const output = outputs.find((one) => one.key === props.output) ?? outputs[0];
  const [trial, setTrial] = useState<string>();
  const view = props.view ?? "overview";
  const tabs = useActiveInSight<HTMLDivElement>(view);
  const subtitle = (
    <>
      {isShared ? (
        result.workbook
      ) : (
        <AnchorLink
          to="/workbooks/$workbookId"
          params={{ workbookId: result.workbook_id }}
          size="sm"
        >
          {result.workbook}
        </AnchorLink>
      )}
      , {plural(result.trials, "trial")} in {formatDuration(result.elapsed_seconds.total)}, seed{" "}
      {result.seed}, {formatDateTime(result.created_at)}
      {result.created_by_name && ` by ${result.created_by_name}`}
    </>
  );
  if (!output) {
    return (
      <>
        <PageHeader title={result.name} subtitle={subtitle}>
          {props.actions}
        </PageHeader>
        <Text>This run has no outputs.</Text>
      </>
    );
  }
  const tab: TabProps = { result, output, onReplay: setTrial };
  return (
    <>
      <PageHeader title={result.name} subtitle={subtitle}>
        {props.actions}
      </PageHeader>
      <Warnings result={result} />
      {outputs.length > 1 && (
        <Select
          label="Output"
          maw={420}
          mb="sm"
          searchable={outputs.length > 8}
          allowDeselect={false}
          value={output.key}
          onChange={(key) => key && props.onChange({ output: key })}
          data={outputs.map((one) => ({
            value: one.key,
            label: one.label === one.cell ? one.cell : `${one.label} (${one.cell})`,
          }))}
        />
      )}
      <Tabs
        value={view}
        onChange={(next) => next && props.onChange({ view: next })}
        keepMounted={false}
      >
        <Tabs.List mb="md" className="scrolled-tabs" ref={tabs}>
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="drivers">Drivers</Tabs.Tab>
          <Tabs.Tab value="scenario">Scenarios</Tabs.Tab>
          <Tabs.Tab value="convergence">Convergence</Tabs.Tab>
          {outputs.length > 1 && <Tabs.Tab value="fan">Fan</Tabs.Tab>}
          <Tabs.Tab value="samples">Samples</Tabs.Tab>
          <Tabs.Tab value="model">Model</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview">
          <OverviewTab key={output.key} {...tab} />
        </Tabs.Panel>
        <Tabs.Panel value="drivers">
          <DriversTab key={output.key} {...tab} />
        </Tabs.Panel>
        <Tabs.Panel value="scenario">
          <ScenarioTab key={output.key} {...tab} />
        </Tabs.Panel>
        <Tabs.Panel value="convergence">
          <ConvergenceTab key={output.key} {...tab} />
        </Tabs.Panel>
        <Tabs.Panel value="fan">
          <FanTab {...tab} />
        </Tabs.Panel>
        <Tabs.Panel value="samples">
          <SamplesTab {...tab} mayExport={props.mayExport} />
        </Tabs.Panel>
        <Tabs.Panel value="model">
          <ModelTab {...tab} />
        </Tabs.Panel>
      </Tabs>
      <TrialDialog
        result={result}
        output={output}
        trial={trial}
        mayExport={props.mayExport}
        onClose={() => setTrial(undefined)}
      />
    </>
  );
}

function Warnings({ result }: { result: ResultDetails }) {
  const { warnings, correlation_repair } = result;
  const sentences = [
    ...warnings,
    ...(correlation_repair ?? []).map(
      (one) =>
        `The correlation of ${one.first} and ${one.second} is ${one.used.toFixed(3)} in place of ${one.requested}: together those asked for are impossible.`,
    ),
  ];
  if (sentences.length === 0) return null;
  return (
    <Alert color="yellow" title="Worth knowing about this result" mb="md">
      <List size="sm">
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
