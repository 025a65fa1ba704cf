/** The ends of the least-squares line through the points; undefined where there is none. */
export function leastSquares(
  points: readonly (readonly [number, number])[],
): [[number, number], [number, number]] | undefined {
  if (points.length < 3) return undefined;
  let meanX = 0;
  let meanY = 0;
  for (const [x, y] of points) {
    meanX += x / points.length;
    meanY += y / points.length;
  }
  let across = 0;
  let square = 0;
  let low = Infinity;
  let high = -Infinity;
  for (const [x, y] of points) {
    across += (x - meanX) * (y - meanY);
    square += (x - meanX) ** 2;
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  if (!(square > 0)) return undefined;
  const slope = across / square;
  return [
    [low, meanY + slope * (low - meanX)],
    [high, meanY + slope * (high - meanX)],
  ];
}
