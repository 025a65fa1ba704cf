import { type Draft, emptyDraft } from "./draft";

/** Drafts stay in the browser until they are run or saved: a reload or a crash loses nothing. */
const PREFIX = "ulam.draft.";
const VERSION = 1;

const key = (userId: string, workbookId: string) => `${PREFIX}${userId}.${workbookId}`;

export function loadDraft(userId: string, workbookId: string): Draft | undefined {
  try {
    const text = localStorage.getItem(key(userId, workbookId));
    if (!text) return undefined;
    const stored = JSON.parse(text) as { version: number; draft: Partial<Draft> };
    // What an older version of the app kept is completed, not trusted.
    return stored.version === VERSION ? { ...emptyDraft(), ...stored.draft } : undefined;
  } catch {
    return undefined;
  }
}

export function storeDraft(userId: string, workbookId: string, draft: Draft): void {
  try {
    localStorage.setItem(key(userId, workbookId), JSON.stringify({ version: VERSION, draft }));
  } catch {
    // No room or no permission: the draft then lives as long as the page.
  }
}

/** At signing out: whoever uses this browser next shall find nothing. */
export function forgetDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX)) localStorage.removeItem(name);
    }
  } catch {
    // Storage that can't be read holds nothing of ours.
  }
}
