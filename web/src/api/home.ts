import { queryOptions } from "@tanstack/react-query";
import { get } from "./http";
import type { Home } from "./types";

export const homeQuery = queryOptions({
  queryKey: ["home"],
  queryFn: ({ signal }) => get<Home>("/api/v2/home", undefined, signal),
  refetchInterval: (query) => ((query.state.data?.running.length ?? 0) > 0 ? 3000 : 60_000),
});
