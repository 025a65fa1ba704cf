import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { safeReturnTo } from "~/components/returnTo";

/** What follows a successful sign-in: forget what another user saw, and go where one wanted to go. */
export function useSignedIn(returnTo: string | undefined): () => void {
  const client = useQueryClient();
  const router = useRouter();
  return useCallback(() => {
    client.clear();
    router.history.replace(safeReturnTo(returnTo));
  }, [client, router, returnTo]);
}
