import {
  IconHome,
  IconPlayerPlay,
  IconTable,
  IconTemplate,
  type TablerIcon,
} from "@tabler/icons-react";

export interface NavigationItem {
  to: "/" | "/workbooks" | "/simulations" | "/saved";
  label: string;
  icon: TablerIcon;
}

/** The menu. What is in it works. */
export const navigation: readonly NavigationItem[] = [
  { to: "/", label: "Home", icon: IconHome },
  { to: "/workbooks", label: "Workbooks", icon: IconTable },
  { to: "/simulations", label: "Simulations", icon: IconPlayerPlay },
  { to: "/saved", label: "Saved simulations", icon: IconTemplate },
];
