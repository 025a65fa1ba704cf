import { useSuspenseQuery } from "@tanstack/react-query";
import { currentUserQuery } from "~/api/identity";
import type { CurrentUser } from "~/api/types";

export function useUser(): CurrentUser {
  return useSuspenseQuery(currentUserQuery).data;
}

/** What one may not do isn't offered; the services decide all the same. */
export function useMay(permission: string): boolean {
  return useUser().principal.permissions.some((one) => one === permission);
}
