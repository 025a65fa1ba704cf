import type { EChartsCoreOption } from "echarts/core";
import { chartTheme } from "~/theme/echarts";
import type { Tokens } from "~/theme/tokens";
import { download, fileName } from "~/components/download";

const WIDTH = 960;
const HEAD = 64;

export interface SaveRequest {
  title: string;
  sentence: string;
  type: "png" | "svg";
  tokens: Tokens;
  height: number;
}

/** Draws the chart again for paper: with its title and sentence, on an opaque ground. */
export async function saveChart(option: EChartsCoreOption, request: SaveRequest): Promise<void> {
  const { init } = await import("./echarts");
  const { tokens, title, sentence, type } = request;
  const height = Math.max(360, request.height) + HEAD;
  const holder = document.createElement("div");
  const chart = init(holder, chartTheme(tokens), {
    renderer: type === "svg" ? "svg" : "canvas",
    width: WIDTH,
    height,
    ...(type === "svg" ? { ssr: true } : {}),
  });
  try {
    const grid = option.grid as { top?: number } | undefined;
    chart.setOption({
      ...option,
      backgroundColor: tokens.surface,
      tooltip: { show: false },
      grid: { ...grid, top: (grid?.top ?? 16) + HEAD },
      title: {
        text: title,
        subtext: sentence,
        left: 20,
        top: 14,
        textStyle: { fontSize: 16, color: tokens.text },
        subtextStyle: {
          fontSize: 13,
          color: tokens.textDimmed,
          width: WIDTH - 40,
          overflow: "break",
        },
      },
    });
    const name = fileName(title, type);
    if (type === "svg") {
      download(new Blob([chart.renderToSVGString()], { type: "image/svg+xml" }), name);
    } else {
      const url = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: tokens.surface });
      download(await (await fetch(url)).blob(), name);
    }
  } finally {
    chart.dispose();
  }
}
