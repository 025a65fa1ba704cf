import { ActionIcon, Menu, ScrollArea, Table, Tooltip } from "@mantine/core";
import {
  IconChartBar,
  IconDotsVertical,
  IconFileTypeSvg,
  IconPhoto,
  IconTable,
} from "@tabler/icons-react";
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { chartTheme } from "~/theme/echarts";
import type { Tokens } from "~/theme/tokens";
import { useTokens } from "~/theme/useScheme";
import { saveChart } from "./save";
import "./charts.css";

/** Loaded beside the page that shows charts, not when the first one is drawn. */
const echarts = import("./echarts");

export interface Margins {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const defaultMargins: Margins = { left: 64, right: 20, top: 16, bottom: 44 };

/** The rectangle of the axes within the figure, in pixels. */
export interface Plot extends Margins {
  width: number;
  height: number;
}

export interface ChartTable {
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

export interface ChartProps {
  title: string;
  /** What the chart shows, in a sentence: read by everybody, and in place of the picture. */
  sentence: string;
  /** The same as numbers. */
  table: () => ChartTable;
  build: (tokens: Tokens) => EChartsCoreOption;
  height?: number;
  margins?: Margins;
  overlay?: (plot: Plot) => ReactNode;
  actions?: ReactNode;
  /** Hide the heading where the page already has one. */
  quietTitle?: boolean;
  /** Index of the item clicked. */
  onPick?: ((dataIndex: number) => void) | undefined;
}

/** A chart with its sentence, its table, and a menu to save it. */
export function Chart(props: ChartProps) {
  const { title, sentence, build, height = 320, margins = defaultMargins } = props;
  const tokens = useTokens();
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder);
  const [asTable, setAsTable] = useState(false);
  const option = useMemo(
    () => ({
      animation: false,
      grid: { ...margins, outerBoundsMode: "none" },
      ...build(tokens),
    }),
    [build, tokens, margins],
  );
  useECharts(holder, option, tokens, width, height, asTable, props.onPick);

  const plot: Plot = {
    ...margins,
    width: Math.max(0, width - margins.left - margins.right),
    height: Math.max(0, height - margins.top - margins.bottom),
  };
  const save = (type: "png" | "svg") =>
    saveChart(option, { title, sentence, type, tokens, height });

  return (
    <figure className="chart" aria-label={title}>
      <div className="chart-head">
        <figcaption>
          {!props.quietTitle && <h2 className="chart-title">{title}</h2>}
          <p className="chart-sentence">{sentence}</p>
        </figcaption>
        <div className="chart-actions">
          {props.actions}
          <Tooltip label={asTable ? "Show as chart" : "Show as table"}>
            <ActionIcon
              aria-label={asTable ? `Show ${title} as chart` : `Show ${title} as table`}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? <IconChartBar size={18} /> : <IconTable size={18} />}
            </ActionIcon>
          </Tooltip>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={`Save ${title}`}>
                <IconDotsVertical size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => void save("png")}>
                Save as PNG
              </Menu.Item>
              <Menu.Item
                leftSection={<IconFileTypeSvg size={16} />}
                onClick={() => void save("svg")}
              >
                Save as SVG
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {asTable ? (
        <TableAlternative title={title} table={props.table()} height={height} />
      ) : (
        <div className="chart-area" style={{ height }}>
          <div ref={holder} className="chart-canvas" role="img" aria-label={sentence} />
          {width > 0 && props.overlay?.(plot)}
        </div>
      )}
    </figure>
  );
}

function TableAlternative(props: { title: string; table: ChartTable; height: number }) {
  const { columns, rows } = props.table;
  return (
    <ScrollArea.Autosize mah={Math.max(props.height, 240)} tabIndex={0} aria-label={props.title}>
      <Table stickyHeader captionSide="top">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => (
            <Table.Tr key={place}>
              {row.map((value, column) => (
                <Table.Td key={column}>{value}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

function useWidth(holder: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [holder]);
  return width;
}

/** Draws the option once ECharts has been loaded, and follows its size and the theme. */
function useECharts(
  holder: React.RefObject<HTMLDivElement | null>,
  option: EChartsCoreOption,
  tokens: Tokens,
  width: number,
  height: number,
  hidden: boolean,
  onPick: ((dataIndex: number) => void) | undefined,
) {
  const [chart, setChart] = useState<EChartsType>();
  useEffect(() => {
    const element = holder.current;
    if (!element || hidden) return;
    let instance: EChartsType | undefined;
    let gone = false;
    void echarts.then(({ init }) => {
      if (gone) return;
      instance = init(element, chartTheme(tokens));
      setChart(instance);
    });
    return () => {
      gone = true;
      setChart(undefined);
      instance?.dispose();
    };
  }, [holder, tokens, hidden]);
  useEffect(() => {
    chart?.setOption(option, { notMerge: true, lazyUpdate: true });
  }, [chart, option]);
  useEffect(() => {
    if (chart && width > 0) chart.resize({ width, height });
  }, [chart, width, height]);
  useEffect(() => {
    if (!chart || !onPick) return;
    const listener = (event: { dataIndex?: number }) => {
      if (event.dataIndex !== undefined) onPick(event.dataIndex);
    };
    chart.on("click", listener as (event: unknown) => void);
    return () => {
      if (!chart.isDisposed()) chart.off("click", listener as (event: unknown) => void);
    };
  }, [chart, onPick]);
}
