import { type Dispatch, useEffect, useReducer, useState } from "react";
import { useUser } from "~/shell/useUser";
import { type Draft, type DraftAction, emptyDraft, reduceDraft } from "./draft";
import { loadDraft, storeDraft } from "./draftStorage";

export interface DraftControl {
  draft: Draft;
  dispatch: Dispatch<DraftAction>;
  /** Was there a draft before? Else the workbook's own outputs and correlations begin one. */
  wasStored: boolean;
}

export function useDraft(workbookId: string): DraftControl {
  const { principal, preferences } = useUser();
  const userId = principal.user_id ?? "nobody";
  const [stored] = useState(() => loadDraft(userId, workbookId));
  const [draft, dispatch] = useReducer(reduceDraft, stored ?? emptyDraft(preferences));
  useEffect(() => {
    storeDraft(userId, workbookId, draft);
  }, [userId, workbookId, draft]);
  return { draft, dispatch, wasStored: stored !== undefined };
}
