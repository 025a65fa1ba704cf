import type { Tokens } from "~/theme/tokens";
import type { Delimiters } from "./probability";

export interface Bin {
  from: number;
  to: number;
  count: number;
}

interface CustomApi {
  value: (dimension: number) => number;
  coord: (point: [number, number]) => [number, number];
}

export interface Shape {
  type: "rect";
  shape: { x: number; y: number; width: number; height: number };
  style: { fill: string };
}

/**
 * Bars with their true edges, split at the delimiters so that the part between them stands out.
 * Data: [from, to, height].
 */
export function barSeries(
  bins: readonly Bin[],
  height: (bin: Bin) => number,
  inside: Delimiters,
  tokens: Tokens,
) {
  return {
    type: "custom" as const,
    name: "trials",
    clip: true,
    encode: { x: [0, 1], y: 2 },
    data: bins.map((bin) => [bin.from, bin.to, height(bin)]),
    renderItem: (_: unknown, api: CustomApi) => {
      const from = api.value(0);
      const to = api.value(1);
      const top = api.value(2);
      const piece = (low: number, high: number, fill: string): Shape[] => {
        if (!(high > low)) return [];
        const [x1, y1] = api.coord([low, top]);
        const [x2, y2] = api.coord([high, 0]);
        const gap = x2 - x1 > 3 ? 0.5 : 0;
        return [
          {
            type: "rect",
            shape: { x: x1 + gap, y: y1, width: Math.max(0.5, x2 - x1 - 2 * gap), height: y2 - y1 },
            style: { fill },
          },
        ];
      };
      const soft = tokens.series[0] + "55";
      const strong = tokens.series[0];
      const low = Math.min(Math.max(inside.low, from), to);
      const high = Math.max(Math.min(inside.high, to), low);
      return {
        type: "group",
        children: [
          ...piece(from, low, soft),
          ...piece(low, high, strong),
          ...piece(high, to, soft),
        ],
      };
    },
  };
}

/** A band between two curves over x. One item draws the whole polygon, whatever the signs. */
export function bandSeries(
  name: string,
  points: readonly { x: number; low: number; high: number }[],
  fill: string,
) {
  return {
    type: "custom" as const,
    name,
    clip: true,
    silent: true,
    z: 1,
    itemStyle: { color: fill },
    // All points are given so that the axes reach them; the first one draws.
    encode: { x: 0, y: [1, 2] },
    data: points.map((point) => [point.x, point.low, point.high]),
    renderItem: (params: { dataIndex: number }, api: CustomApi) => {
      if (params.dataIndex !== 0) return { type: "group", children: [] };
      const upper = points.map((point) => api.coord([point.x, point.high]));
      const lower = points.map((point) => api.coord([point.x, point.low])).reverse();
      return {
        type: "polygon",
        shape: { points: [...upper, ...lower] },
        style: { fill },
        silent: true,
      };
    },
  };
}
