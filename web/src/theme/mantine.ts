import {
  ActionIcon,
  Button,
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  Paper,
  Table,
  Tooltip,
} from "@mantine/core";
import { dark, fontFamily, light, monospace, type Tokens } from "./tokens";

const ulam: MantineColorsTuple = [
  "#eef4fd",
  "#dce8fa",
  "#b9d0f4",
  "#93b7ee",
  "#78a9f5",
  "#4a86df",
  "#2f70cf",
  "#1f5fbf",
  "#194f9f",
  "#133f80",
];
const leaf: MantineColorsTuple = [
  "#e9f8f1",
  "#d8f1e5",
  "#aee0ca",
  "#80cfad",
  "#4fc796",
  "#28a878",
  "#0f8058",
  "#0f7a55",
  "#0b6446",
  "#074d36",
];

/** Mantine's greys for dark pages, from text to ground, with the tone of our tokens. */
const slate: MantineColorsTuple = [
  "#e6eaef",
  "#c3cbd5",
  "#a3aebb",
  "#74808d",
  "#3a424d",
  "#2d343e",
  "#20252d",
  "#191d24",
  "#14171c",
  "#101317",
];

export const theme = createTheme({
  primaryColor: "ulam",
  // White text can be read on this shade of each colour, in both schemes.
  primaryShade: { light: 7, dark: 6 },
  colors: { ulam, leaf, dark: slate },
  fontFamily,
  fontFamilyMonospace: monospace,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.3" },
      h2: { fontSize: "1.15rem", lineHeight: "1.35" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
    },
  },
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray" } }),
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, p: "md" } }),
    Menu: Menu.extend({ defaultProps: { shadow: "md", withinPortal: true } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, closeButtonProps: { "aria-label": "Close" } },
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: "xs" } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
  },
});

function variables(tokens: Tokens): Record<string, string> {
  const result: Record<string, string> = {
    "--mantine-color-body": tokens.background,
    "--mantine-color-text": tokens.text,
    "--mantine-color-dimmed": tokens.textDimmed,
    "--mantine-color-placeholder": tokens.textDimmed,
    "--mantine-color-default": tokens.surface,
    "--mantine-color-default-hover": tokens.gridHeader,
    "--mantine-color-default-border": tokens.border,
    "--mantine-color-anchor": tokens.accent,
    "--mantine-color-error": tokens.danger,
    "--mantine-color-yellow-light": tokens.warningSoft,
    "--mantine-color-yellow-light-color": tokens.warning,
    "--mantine-color-red-light": tokens.dangerSoft,
    "--mantine-color-red-light-color": tokens.danger,
    "--mantine-color-red-text": tokens.danger,
    "--mantine-color-leaf-light": tokens.inputSoft,
    "--mantine-color-leaf-light-color": tokens.input,
    "--mantine-color-ulam-light": tokens.accentSoft,
    "--mantine-color-ulam-light-color": tokens.accent,
    "--mantine-color-gray-light-color": tokens.textDimmed,
  };
  for (const [name, value] of Object.entries(tokens)) {
    if (typeof value !== "string") continue;
    result[`--ulam-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`] = value;
  }
  return result;
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variables(light),
  dark: variables(dark),
});
