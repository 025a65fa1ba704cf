/** The shape of a distribution as a thumbnail; plain SVG, since the gallery has dozens. */
export function Sketch(props: {
  points: readonly { x: number; density: number }[];
  discrete: boolean;
  width?: number;
  height?: number;
}) {
  const { points, discrete, width = 132, height = 44 } = props;
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 1;
  const most = points.reduce((highest, point) => Math.max(highest, point.density), 0) || 1;
  const across = (x: number) =>
    last > first ? ((x - first) / (last - first)) * (width - 6) + 3 : width / 2;
  const up = (density: number) => height - 1 - (density / most) * (height - 4);
  return (
    <svg width="100%" height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {discrete ? (
        points.map((point) => (
          <line
            key={point.x}
            x1={across(point.x)}
            x2={across(point.x)}
            y1={height - 1}
            y2={up(point.density)}
            stroke="var(--ulam-input)"
            strokeWidth={2.5}
          />
        ))
      ) : (
        <path
          d={`M ${across(first)} ${height - 1} ${points
            .map((point) => `L ${across(point.x).toFixed(1)} ${up(point.density).toFixed(1)}`)
            .join(" ")} L ${across(last)} ${height - 1} Z`}
          fill="var(--ulam-input-soft)"
          stroke="var(--ulam-input)"
          strokeWidth={1.5}
        />
      )}
    </svg>
  );
}
