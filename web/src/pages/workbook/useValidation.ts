import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo } from "react";
import { validateSimulation } from "~/api/simulations";
import { type Draft, isEmptyDraft, specOf } from "./draft";

/** Checks the draft a moment after each change: errors, warnings, size, repaired correlations. */
export function useValidation(workbookId: string, draft: Draft, hasExisting: boolean) {
  const request = useMemo(() => ({ spec: specOf(draft), settings: draft.settings }), [draft]);
  const [settled] = useDebouncedValue(request, 500);
  const query = useQuery({
    queryKey: ["validation", workbookId, settled],
    queryFn: ({ signal }) => validateSimulation(workbookId, settled.spec, settled.settings, signal),
    enabled: !isEmptyDraft(draft) || hasExisting,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  return {
    report: query.data,
    error: query.error,
    isValidating: query.isFetching || settled !== request,
  };
}
