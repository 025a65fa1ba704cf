import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./http";

type Listener = () => void;
let signedOutListener: Listener = () => undefined;

/** Called when any request finds that the session is over. */
export function onSignedOut(listener: Listener): void {
  signedOutListener = listener;
}

function watch(error: unknown): void {
  if (error instanceof ApiError && error.status === 401 && error.kind !== "wrong-credentials") {
    signedOutListener();
  }
}

/** Only what may pass by itself is tried again: no connection, too many requests, a service away. */
function mayPass(error: unknown): boolean {
  return error instanceof ApiError && [0, 429, 502, 503, 504].includes(error.status);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.meta?.quiet !== true) watch(error);
    },
  }),
  mutationCache: new MutationCache({ onError: watch }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 2 && mayPass(error),
    },
    mutations: { retry: false },
  },
});
