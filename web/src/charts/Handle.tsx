import { useRef } from "react";
import type { Plot } from "./Chart";

export interface HandleProps {
  label: string;
  value: number;
  text: string;
  /** The ends of the horizontal axis. */
  axis: { low: number; high: number };
  plot: Plot;
  /** Pixels above the axes that the handle reaches. */
  reach?: number;
  kind?: "delimiter" | "parameter";
  showLabel?: boolean;
  /** Steps that the label is raised by, so that neighbours don't cover one another. */
  labelLevel?: number;
  onChange: (value: number) => void;
  /** The end of a drag, or a key. */
  onCommit?: (value: number) => void;
}

/** A vertical line that is dragged, or moved by arrow keys, along the horizontal axis. */
export function Handle(props: HandleProps) {
  const { axis, plot, value, reach = 0 } = props;
  const latest = useRef(value);
  const span = axis.high - axis.low;
  const share = span > 0 ? (value - axis.low) / span : 0;
  if (plot.width <= 0 || share < -0.001 || share > 1.001) return null;

  const change = (next: number) => {
    const within = Math.min(Math.max(next, axis.low), axis.high);
    latest.current = within;
    props.onChange(within);
  };
  const atPointer = (event: React.PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!box) return value;
    return axis.low + ((event.clientX - box.left - plot.left) / plot.width) * span;
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = span / (event.shiftKey ? 20 : 200);
    const target: Record<string, number> = {
      ArrowLeft: value - step,
      ArrowDown: value - step,
      ArrowRight: value + step,
      ArrowUp: value + step,
      PageDown: value - span / 10,
      PageUp: value + span / 10,
      Home: axis.low,
      End: axis.high,
    };
    const next = target[event.key];
    if (next === undefined) return;
    event.preventDefault();
    change(next);
    props.onCommit?.(latest.current);
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      className="delimiter"
      data-kind={props.kind ?? "delimiter"}
      aria-label={props.label}
      aria-orientation="horizontal"
      aria-valuemin={axis.low}
      aria-valuemax={axis.high}
      aria-valuenow={value}
      aria-valuetext={props.text}
      style={{
        left: plot.left + share * plot.width,
        top: plot.top - reach,
        height: plot.height + reach,
      }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        latest.current = value;
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) change(atPointer(event));
      }}
      onPointerUp={(event) => {
        event.currentTarget.releasePointerCapture(event.pointerId);
        props.onCommit?.(latest.current);
      }}
    >
      {props.showLabel && (
        <span className="delimiter-label" style={{ marginTop: -14 * (props.labelLevel ?? 0) }}>
          {props.text}
        </span>
      )}
    </div>
  );
}
