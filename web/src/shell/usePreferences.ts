import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { currentUserQuery, savePreferences } from "~/api/identity";
import type { CurrentUser, Preferences } from "~/api/types";
import { useUser } from "./useUser";

const schemeOf = (theme: Preferences["theme"]): MantineColorScheme =>
  theme === "light" || theme === "dark" ? theme : "auto";

/** The colours that the user chose, on whatever machine. */
export function usePreferences(): void {
  const { preferences } = useUser();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    setColorScheme(schemeOf(preferences.theme));
  }, [preferences.theme, setColorScheme]);
}

/** Saves changed settings; the page shows them at once and takes them back if that fails. */
export function useChangePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<Preferences>) => {
      const user = client.getQueryData<CurrentUser>(currentUserQuery.queryKey);
      return savePreferences({ ...(user?.preferences as Preferences), ...change });
    },
    onMutate: (change) => {
      const before = client.getQueryData<CurrentUser>(currentUserQuery.queryKey);
      if (before) {
        client.setQueryData<CurrentUser>(currentUserQuery.queryKey, {
          ...before,
          preferences: { ...before.preferences, ...change },
        });
      }
      return { before };
    },
    onError: (_error, _change, context) => {
      if (context?.before) client.setQueryData(currentUserQuery.queryKey, context.before);
    },
  });
}

export function useSaveTheme(): (scheme: MantineColorScheme) => void {
  const { setColorScheme } = useMantineColorScheme();
  const change = useChangePreferences();
  return (scheme) => {
    setColorScheme(scheme);
    change.mutate({ theme: scheme === "auto" ? "system" : scheme });
  };
}
