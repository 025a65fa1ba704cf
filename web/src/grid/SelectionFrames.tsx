import type { Range } from "./addresses";
import type { Axis } from "./axis";

export interface SelectionFramesProps {
  selected: Range;
  /** The active cell, with the cells that it is merged with. */
  active: Range;
  rows: Axis;
  columns: Axis;
  /** What is taken from a row's place for the place on the screen. */
  base: number;
  /** The rows that are drawn here. */
  firstRow: number;
  lastRow: number;
  frozenColumns: number;
  frozenWidth: number;
}

/** The frames around the selection and its active cell, in frozen columns and in those that scroll. */
export function SelectionFrames(props: SelectionFramesProps) {
  return (
    <div className="grid-frames" role="presentation" aria-hidden>
      {props.frozenColumns > 0 && (
        <div className="grid-frames-frozen" style={{ width: props.frozenWidth }}>
          {props.selected.left < props.frozenColumns && <Frames {...props} />}
        </div>
      )}
      <div className="grid-frames-window" style={{ left: props.frozenWidth }}>
        <div className="grid-frames-moved">
          {props.selected.right >= props.frozenColumns && <Frames {...props} />}
        </div>
      </div>
    </div>
  );
}

/** Clipped to the rows that are drawn: a frame around a million rows would be too tall to draw. */
function Frames(props: SelectionFramesProps) {
  const { rows, columns, base } = props;
  const frame = (range: Range, className: string) => {
    const top = Math.max(range.top, props.firstRow - 1, 0);
    const bottom = Math.min(range.bottom, props.lastRow + 1);
    if (top > bottom) return null;
    return (
      <div
        className={className}
        style={{
          top: rows.offset(top) - base,
          height: rows.offset(bottom) + rows.size(bottom) - rows.offset(top),
          left: columns.offset(range.left),
          width:
            columns.offset(range.right) + columns.size(range.right) - columns.offset(range.left),
        }}
      />
    );
  };
  return (
    <>
      {frame(props.selected, "grid-selection")}
      {frame(props.active, "grid-active")}
    </>
  );
}
