import { useSuspenseQuery } from "@tanstack/react-query";
import { currentUserQuery } from "~/api/identity";
import type { CurrentUser, Permission } from "~/api/types";

export function useUser(): CurrentUser {
  return useSuspenseQuery(currentUserQuery).data;
}

/** What one may not do isn't offered; the services decide all the same. */
export function useMay(permission: Permission): boolean {
  return useUser().principal.permissions.includes(permission);
}
