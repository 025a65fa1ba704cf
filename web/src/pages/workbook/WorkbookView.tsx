import { Button, Group, ScrollArea, Tabs, Text, Title } from "@mantine/core";
import { useDebouncedValue, useDisclosure, useDocumentTitle } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { savedSimulationQuery } from "~/api/saved";
import type { Sheet, Workbook } from "~/api/types";
import { dependenciesQuery, suggestionsQuery } from "~/api/workbooks";
import { ProblemAlert } from "~/components/ProblemAlert";
import { quoteSheet, rangeName, sheetCell } from "~/grid/addresses";
import { Grid } from "~/grid/Grid";
import { origin, selectedRange, type Selection } from "~/grid/selection";
import { useScheme } from "~/theme/useScheme";
import { useMay } from "~/shell/useUser";
import { firstDistribution } from "./call";
import { BaseCaseBadge } from "./BaseCaseBadge";
import { CellPanel } from "./CellPanel";
import { CheckDrawer } from "./CheckDrawer";
import { draftOf, isEmptyDraft } from "./draft";
import { FormulaBar } from "./FormulaBar";
import { columnWidths, defaultColumnWidth, defaultRowHeight, merges, rowHeights } from "./layout";
import { marksOf } from "./marks";
import { ModelPanel } from "./ModelPanel";
import { firstSheet, placeOf } from "./places";
import { RunPanel } from "./RunPanel";
import { SheetTabs } from "./SheetTabs";
import { type Cells, useCells } from "./useCells";
import { useDraft } from "./useDraft";
import { useValidation } from "./useValidation";
import { watchedCells } from "./watchedCells";
import { WorkbookMenu } from "./WorkbookMenu";
import "./workbook.css";

export interface WorkbookViewProps {
  workbook: Workbook;
  /** A cell to begin at. */
  goTo: string | undefined;
  /** A saved simulation to begin with. */
  savedId: string | undefined;
}

type PanelName = "cell" | "model" | "run";

export function WorkbookView({ workbook, goTo, savedId }: WorkbookViewProps) {
  useDocumentTitle(`${workbook.name} · Ulam`);
  const control = useDraft(workbook.id);
  const { draft, dispatch, wasStored } = control;
  const [start] = useState(() => placeOf(workbook, firstSheet(workbook.sheets), goTo ?? "A1"));
  const [sheetName, setSheetName] = useState(start?.sheet ?? firstSheet(workbook.sheets));
  const [selections, setSelections] = useState<Record<string, Selection>>(
    start ? { [start.sheet]: start.selection } : {},
  );
  const [panel, setPanel] = useState<PanelName>(
    goTo !== undefined || isEmptyDraft(draft) ? "cell" : "model",
  );
  const [showSuggestions, setShowSuggestions] = useState(false);
  const [checkOpened, check] = useDisclosure();
  const mayRun = useMay("simulations:run");

  const sheet = workbook.sheets.find((one) => one.name === sheetName);
  const scheme = useScheme();
  const cells = useCells(workbook.id, sheet, scheme);
  const selection = selections[sheetName] ?? origin;
  const cell = sheetCell(sheetName, selection.active);
  const shown = cells.source.get(selection.active.row, selection.active.column);
  const [settledCell] = useDebouncedValue(cell, 120);
  const dependencies = useQuery(dependenciesQuery(workbook.id, settledCell));
  const current = settledCell === cell ? dependencies.data : undefined;
  const suggestions = useQuery(suggestionsQuery(workbook.id));
  const validation = useValidation(
    workbook.id,
    draft,
    (suggestions.data?.existing_inputs.length ?? 0) > 0,
  );

  const select = useCallback(
    (next: Selection) => setSelections((before) => ({ ...before, [sheetName]: next })),
    [sheetName],
  );
  const go = useCallback(
    (text: string): boolean => {
      const place = placeOf(workbook, sheetName, text);
      if (!place) return false;
      setSheetName(place.sheet);
      setSelections((before) => ({ ...before, [place.sheet]: place.selection }));
      return true;
    },
    [workbook, sheetName],
  );
  const goAndShow = useCallback(
    (text: string) => {
      go(text);
      setPanel("cell");
    },
    [go],
  );

  useWorkbooksOwnModel(suggestions.data?.spec, wasStored, control);
  useSavedSimulation(savedId, control, () => setPanel("model"));

  const onKey = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !mayRun) return;
    if (event.key === "i" || event.key === "o") {
      event.preventDefault();
      setPanel("cell");
      const label = current?.label ?? "";
      if (event.key === "o") dispatch({ type: "set_output", cell, name: label });
      else if (typeof current?.value === "number") {
        const suggested = suggestions.data?.inputs.find((one) => one.cell === cell);
        dispatch({
          type: "set_input",
          cell,
          name: label,
          distribution: suggested?.distribution ?? firstDistribution(current.value),
        });
      }
    }
  };

  return (
    <div className="workbook">
      <header className="workbook-head">
        <Group gap="sm" style={{ minWidth: 0 }} wrap="nowrap">
          <Title order={1} size="h3" className="workbook-name">
            {workbook.name}
          </Title>
          {workbook.base_case && <BaseCaseBadge badge={workbook.base_case} onOpen={check.open} />}
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Button size="xs" onClick={() => setPanel("run")}>
            Set up a run
          </Button>
          <WorkbookMenu
            workbook={workbook}
            cell={cell}
            shown={shown?.text ?? ""}
            watched={watchedCells(draft.outputs, suggestions.data)}
          />
        </Group>
      </header>
      {sheet && sheet.kind === "worksheet" ? (
        <SheetArea
          cells={cells}
          sheet={sheet}
          selection={selection}
          onSelect={select}
          onOpen={() => {
            setPanel("cell");
            document.getElementById("workbook-panel")?.focus();
          }}
          onKey={onKey}
          onGo={go}
          content={current?.formula ?? shown?.formula ?? shown?.text ?? ""}
          references={current?.references}
          marks={marksOf(sheet.name, draft, suggestions.data, showSuggestions, current)}
        />
      ) : (
        <Text p="md">This sheet has no cells.</Text>
      )}
      <SheetTabs sheets={workbook.sheets} current={sheetName} onChange={setSheetName} />
      <aside className="workbook-panel" id="workbook-panel" tabIndex={-1} aria-label="Simulation">
        <Tabs
          value={panel}
          onChange={(value) => setPanel((value ?? "cell") as PanelName)}
          keepMounted={false}
          className="workbook-tabs"
        >
          <Tabs.List grow>
            <Tabs.Tab value="cell">Cell</Tabs.Tab>
            <Tabs.Tab value="model">
              Model{" "}
              <Text span size="xs" c="dimmed">
                {draft.inputs.length} in, {draft.outputs.length} out
              </Text>
            </Tabs.Tab>
            <Tabs.Tab value="run">Run</Tabs.Tab>
          </Tabs.List>
          <ScrollArea className="workbook-panel-body" type="auto">
            <Tabs.Panel value="cell" p="md">
              <CellPanel
                {...control}
                workbookId={workbook.id}
                cell={cell}
                shown={shown}
                datesFrom1904={workbook.date_system === 1904}
                selection={`${quoteSheet(sheetName)}!${rangeName(selectedRange(selection))}`}
                dependencies={current}
                error={dependencies.error}
                suggestions={suggestions.data}
                mayEdit={mayRun}
                onGo={goAndShow}
                onCorrelate={() => setPanel("model")}
              />
            </Tabs.Panel>
            <Tabs.Panel value="model" p="md">
              <ProblemAlert error={suggestions.error} retry={() => void suggestions.refetch()} />
              <ModelPanel
                {...control}
                suggestions={suggestions.data}
                report={validation.report}
                showSuggestions={showSuggestions}
                onShowSuggestions={setShowSuggestions}
                onGo={goAndShow}
                mayEdit={mayRun}
              />
            </Tabs.Panel>
            <Tabs.Panel value="run" p="md">
              <RunPanel
                {...control}
                workbookId={workbook.id}
                workbookName={workbook.name}
                suggestions={suggestions.data}
                report={validation.report}
                isValidating={validation.isValidating}
                validationError={validation.error}
                mayRun={mayRun}
              />
            </Tabs.Panel>
          </ScrollArea>
        </Tabs>
      </aside>
      <CheckDrawer
        workbookId={workbook.id}
        opened={checkOpened}
        onClose={check.close}
        onGo={goAndShow}
      />
    </div>
  );
}

/** A workbook that marks outputs or correlates inputs itself begins with these. */
function useWorkbooksOwnModel(
  spec: Parameters<typeof draftOf>[0] | undefined,
  wasStored: boolean,
  { draft, dispatch }: ReturnType<typeof useDraft>,
) {
  const done = useRef(wasStored);
  useEffect(() => {
    if (!spec || done.current) return;
    done.current = true;
    const own = draftOf(spec, undefined);
    if (!isEmptyDraft(own) && isEmptyDraft(draft)) {
      dispatch({ type: "replace", draft: { ...own, trials: draft.trials, seed: draft.seed } });
    }
  }, [spec, draft, dispatch]);
}

/** Opened from a saved simulation: that one takes the place of the draft. */
function useSavedSimulation(
  savedId: string | undefined,
  { dispatch }: ReturnType<typeof useDraft>,
  onLoaded: () => void,
) {
  const saved = useQuery({ ...savedSimulationQuery(savedId ?? ""), enabled: Boolean(savedId) });
  const loaded = useRef<string>(undefined);
  useEffect(() => {
    if (!saved.data || loaded.current === saved.data.id) return;
    loaded.current = saved.data.id;
    const { id, name, version, spec, settings } = saved.data;
    dispatch({ type: "replace", draft: draftOf(spec, settings, { id, name, version }) });
    onLoaded();
  }, [saved.data, dispatch, onLoaded]);
}

interface SheetAreaProps {
  cells: Cells;
  sheet: Sheet;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onOpen: () => void;
  onKey: (event: React.KeyboardEvent) => void;
  onGo: (text: string) => boolean;
  content: string;
  references: Parameters<typeof FormulaBar>[0]["references"];
  marks: Parameters<typeof Grid>[0]["marks"];
}

function SheetArea(props: SheetAreaProps) {
  const { cells, sheet, selection } = props;
  const widths = useMemo(() => columnWidths(sheet.layout), [sheet]);
  const heights = useMemo(() => rowHeights(sheet.layout), [sheet]);
  const merged = useMemo(() => merges(sheet.layout), [sheet]);
  return (
    <div className="workbook-sheet">
      <FormulaBar
        address={rangeName(selectedRange(selection))}
        content={props.content}
        references={props.references}
        onGo={props.onGo}
      />
      {cells.error && (
        <ProblemAlert error={cells.error} retry={cells.retry} title="Some cells can't be shown" />
      )}
      <div className="workbook-grid">
        <Grid
          key={sheet.name}
          label={`Sheet ${sheet.name}`}
          usedRows={sheet.row_count}
          usedColumns={sheet.column_count}
          defaultRowHeight={defaultRowHeight(sheet.layout)}
          defaultColumnWidth={defaultColumnWidth(sheet.layout)}
          columnWidths={widths}
          rowHeights={heights}
          frozenRows={sheet.layout.frozen_rows}
          frozenColumns={sheet.layout.frozen_columns}
          merges={merged}
          hidesGridlines={!sheet.layout.shows_gridlines}
          source={cells.source}
          marks={props.marks}
          selection={selection}
          onSelect={props.onSelect}
          onVisible={cells.onVisible}
          onOpen={props.onOpen}
          onKey={props.onKey}
        />
      </div>
    </div>
  );
}
