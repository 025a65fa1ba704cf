import {
  IconHome,
  IconPlayerPlay,
  IconServer,
  IconTable,
  IconTemplate,
  type TablerIcon,
} from "@tabler/icons-react";

export interface NavigationItem {
  to: "/" | "/workbooks" | "/simulations" | "/saved" | "/platform";
  label: string;
  icon: TablerIcon;
  /** The permission without which it isn't shown. */
  needs?: string;
}

/** The menu. What is in it works. */
export const navigation: readonly NavigationItem[] = [
  { to: "/", label: "Home", icon: IconHome },
  { to: "/workbooks", label: "Workbooks", icon: IconTable },
  { to: "/simulations", label: "Simulations", icon: IconPlayerPlay },
  { to: "/saved", label: "Saved simulations", icon: IconTemplate },
  { to: "/platform", label: "Platform", icon: IconServer, needs: "platform:operate" },
];

/** What of the menu one may use. */
export function navigationFor(permissions: readonly string[]): readonly NavigationItem[] {
  return navigation.filter((item) => !item.needs || permissions.includes(item.needs));
}
