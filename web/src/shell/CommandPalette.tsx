import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from "@mantine/spotlight";
import {
  IconBell,
  IconKey,
  IconMoon,
  IconPlayerPlay,
  IconPlus,
  IconSearch,
  IconTable,
  IconTemplate,
  IconUser,
  IconUsers,
} from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useComputedColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { savedSimulationsQuery } from "~/api/saved";
import { simulationsQuery } from "~/api/simulations";
import { workbooksQuery } from "~/api/workbooks";
import { navigation } from "./navigation";
import { paletteStore } from "./palette";
import { chooseFile } from "./uploads";
import { useSaveTheme } from "./usePreferences";

/** Ctrl/Cmd-K: go anywhere, find anything by name. */
export default function CommandPalette() {
  const router = useRouter();
  const scheme = useComputedColorScheme("light");
  const saveTheme = useSaveTheme();
  const [query, setQuery] = useState("");
  const [asked] = useDebouncedValue(query.trim(), 200);
  const enabled = asked.length > 0;
  const options = { enabled, placeholderData: keepPreviousData, staleTime: 30_000 };
  const workbooks = useQuery({ ...workbooksQuery(asked), ...options });
  const simulations = useQuery({ ...simulationsQuery({ q: asked, limit: 8 }), ...options });
  const saved = useQuery({ ...savedSimulationsQuery({ q: asked, limit: 8 }), ...options });

  const actions = useMemo<(SpotlightActionData | SpotlightActionGroupData)[]>(() => {
    const go = (to: string) => () => router.history.push(to);
    const groups: SpotlightActionGroupData[] = [
      {
        group: "Go to",
        actions: [
          ...navigation.map((item) => ({
            id: `page-${item.to}`,
            label: item.label,
            leftSection: <item.icon size={18} />,
            onClick: go(item.to),
          })),
          {
            id: "page-notifications",
            label: "Notifications",
            leftSection: <IconBell size={18} />,
            onClick: go("/notifications"),
          },
          {
            id: "page-profile",
            label: "Profile",
            keywords: "settings name password",
            leftSection: <IconUser size={18} />,
            onClick: go("/settings/profile"),
          },
          {
            id: "page-keys",
            label: "API keys",
            keywords: "settings token",
            leftSection: <IconKey size={18} />,
            onClick: go("/settings/api-keys"),
          },
          {
            id: "page-members",
            label: "Members and roles",
            keywords: "settings invite team",
            leftSection: <IconUsers size={18} />,
            onClick: go("/settings/members"),
          },
        ],
      },
      {
        group: "Do",
        actions: [
          {
            id: "do-upload",
            label: "Upload a workbook",
            keywords: "open file excel xlsx",
            leftSection: <IconPlus size={18} />,
            onClick: chooseFile,
          },
          {
            id: "do-theme",
            label: scheme === "dark" ? "Use light colours" : "Use dark colours",
            keywords: "theme appearance dark light",
            leftSection: <IconMoon size={18} />,
            onClick: () => saveTheme(scheme === "dark" ? "light" : "dark"),
          },
        ],
      },
    ];
    if (!enabled) return groups;
    const found = (group: string, list: SpotlightActionData[]) => {
      if (list.length > 0) groups.unshift({ group, actions: list });
    };
    // Keywords hold the question: what the server found stays, also where it matched something unseen.
    found(
      "Saved simulations",
      (saved.data?.items ?? []).slice(0, 8).map((item) => ({
        id: `saved-${item.id}`,
        label: item.name,
        keywords: asked,
        leftSection: <IconTemplate size={18} />,
        onClick: go(`/saved/${item.id}`),
      })),
    );
    found(
      "Simulations",
      (simulations.data?.items ?? []).slice(0, 8).map((item) => ({
        id: `simulation-${item.id}`,
        label: item.name,
        description: item.workbook_name,
        keywords: asked,
        leftSection: <IconPlayerPlay size={18} />,
        onClick: go(
          item.status.result_id ? `/results/${item.status.result_id}` : `/simulations/${item.id}`,
        ),
      })),
    );
    found(
      "Workbooks",
      (workbooks.data?.items ?? []).slice(0, 8).map((item) => ({
        id: `workbook-${item.id}`,
        label: item.name,
        keywords: asked,
        leftSection: <IconTable size={18} />,
        onClick: go(`/workbooks/${item.id}`),
      })),
    );
    return groups;
  }, [router, scheme, saveTheme, enabled, asked, workbooks.data, simulations.data, saved.data]);

  return (
    <Spotlight
      store={paletteStore}
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      shortcut={["mod + K"]}
      nothingFound="Nothing found"
      highlightQuery
      scrollable
      maxHeight={440}
      limit={24}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: "Search workbooks, simulations, pages",
        "aria-label": "Search",
      }}
    />
  );
}
