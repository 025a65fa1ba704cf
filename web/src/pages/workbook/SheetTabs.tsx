import type { Sheet } from "~/api/types";

export interface SheetTabsProps {
  sheets: readonly Sheet[];
  current: string;
  onChange: (sheet: string) => void;
}

export function SheetTabs({ sheets, current, onChange }: SheetTabsProps) {
  const shown = sheets.filter((sheet) => sheet.visibility === "visible" || sheet.name === current);
  const move = (event: React.KeyboardEvent, place: number) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    // Sheets without cells can't be shown: the next one is meant.
    let target = place;
    do target = (target + step + shown.length) % shown.length;
    while (target !== place && shown[target]?.kind !== "worksheet");
    const next = shown[target];
    if (!next || target === place) return;
    onChange(next.name);
    const tabs = event.currentTarget.parentElement?.children;
    (tabs?.[target] as HTMLElement | undefined)?.focus();
  };
  return (
    <div role="tablist" aria-label="Sheets" className="sheet-tabs">
      {shown.map((sheet, place) => (
        <button
          key={sheet.name}
          type="button"
          role="tab"
          aria-selected={sheet.name === current}
          tabIndex={sheet.name === current ? 0 : -1}
          disabled={sheet.kind !== "worksheet"}
          className="sheet-tab"
          style={sheet.layout.tab_color ? { borderBottomColor: sheet.layout.tab_color } : undefined}
          onClick={() => onChange(sheet.name)}
          onKeyDown={(event) => move(event, place)}
        >
          {sheet.name}
        </button>
      ))}
    </div>
  );
}
