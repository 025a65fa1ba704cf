/** A histogram a few letters high, for lists. Plain SVG: lists must not load the charts. */
export function Sparkline(props: {
  counts: readonly number[];
  label: string;
  width?: number;
  height?: number;
  /** As wide as there is room. */
  fills?: boolean;
}) {
  const { counts, width = 120, height = 30 } = props;
  const most = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  return (
    <svg
      role="img"
      aria-label={props.label}
      width={props.fills ? "100%" : width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
    >
      {counts.map((count, place) => {
        const tall = (count / most) * (height - 1);
        return (
          <rect
            key={place}
            x={place * step}
            y={height - tall}
            width={Math.max(0.5, step - 0.6)}
            height={tall}
            fill="var(--ulam-output)"
          />
        );
      })}
    </svg>
  );
}
