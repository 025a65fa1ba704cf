import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, beforeEach, vi } from "vitest";
import { currentUserQuery } from "~/api/identity";
import type { CurrentUser, Permission, Tenant } from "~/api/types";

/** What tests of screens share: a page with its surroundings, and a server that answers as told. */

export interface SentRequest {
  method: string;
  /** With its query. */
  path: string;
  body: unknown;
}

type Answer = unknown | ((request: SentRequest) => unknown);

/** An answer that isn't 200. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors?: { field: string; message: string }[],
  ) {}
}

/** A request that is never answered. */
export const never = Symbol("never");

let answers: Record<string, Answer> = {};
let sent: SentRequest[] = [];

/** Sets what the server answers: `"GET /api/v2/alerts": page`. The query isn't part of the key. */
export function serve(next: Record<string, Answer>): void {
  answers = { ...answers, ...next };
}

/** The requests of a kind that were made: `"POST /api/v2/alerts"`. */
export function requests(key: string): SentRequest[] {
  return sent.filter((one) => `${one.method} ${one.path.split("?")[0]}` === key);
}

function bodyOf(body: BodyInit | null | undefined): unknown {
  if (typeof body !== "string") return body ?? undefined;
  return JSON.parse(body) as unknown;
}

async function answer(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const request = {
    method: init.method ?? "GET",
    path: String(input),
    body: bodyOf(init.body),
  };
  sent.push(request);
  const key = `${request.method} ${request.path.split("?")[0]}`;
  if (!(key in answers)) throw new Error(`No answer is set for ${key}`);
  const found = answers[key];
  const value: unknown =
    typeof found === "function" ? (found as (of: SentRequest) => unknown)(request) : found;
  if (value === never) return await new Promise<Response>(() => undefined);
  if (value instanceof Response) return value;
  if (value instanceof Refusal) {
    const problem = {
      type: "https://ulam.dev/problems/refused",
      title: "Refused",
      status: value.status,
      detail: value.detail,
      errors: value.errors ?? [],
    };
    return new Response(JSON.stringify(problem), { status: value.status });
  }
  if (value === undefined) return new Response(null, { status: 204 });
  return new Response(JSON.stringify(value), { status: 200 });
}

/** What browsers have and the test's document lacks. */
function completeDocument(): void {
  vi.stubGlobal("fetch", answer);
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  Object.defineProperty(document, "fonts", {
    configurable: true,
    value: { addEventListener: () => undefined, removeEventListener: () => undefined },
  });
  vi.stubGlobal("scrollTo", () => undefined);
  Element.prototype.scrollIntoView = () => undefined;
}

beforeEach(() => {
  answers = {};
  sent = [];
  completeDocument();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

export const tenant: Tenant = {
  id: "t1",
  name: "Los Alamos",
  plan: "standard",
  role: "owner",
  is_current: true,
  member_count: 3,
  requires_second_factor: false,
  allowed_ips: [],
  created_at: "2026-01-01T00:00:00Z",
};

const everything: Permission[] = [
  "files:read",
  "files:write",
  "workbooks:read",
  "workbooks:write",
  "simulations:read",
  "simulations:run",
  "results:read",
  "results:export",
  "saved_simulations:read",
  "saved_simulations:write",
  "notifications:read",
  "notifications:write",
  "members:read",
  "members:write",
  "api_keys:write",
  "tenant:admin",
];

export function user(permissions: Permission[] = everything): CurrentUser {
  return {
    principal: {
      kind: "user",
      name: "Stan Ulam",
      email: "stan@example.com",
      user_id: "u1",
      tenant_id: tenant.id,
      tenant_name: tenant.name,
      role: "owner",
      permissions,
      is_operator: permissions.includes("platform:operate"),
      is_second_factor_verified: false,
    },
    profile: {
      id: "u1",
      name: "Stan Ulam",
      email: "stan@example.com",
      locale: "en",
      time_zone: "UTC",
      has_password: true,
      is_email_confirmed: true,
      is_second_factor_enabled: false,
      created_at: "2026-01-01T00:00:00Z",
    },
    preferences: {} as CurrentUser["preferences"],
    tenants: [tenant],
  };
}

const paths = [
  "/",
  "/workbooks/$workbookId",
  "/settings/preferences",
  "/alerts",
  "/functions",
  "/files",
];

export interface Shown {
  user: ReturnType<typeof userEvent.setup>;
  client: QueryClient;
  /** Where the page has gone. */
  path: () => string;
}

/** Shows a page to somebody who is signed in. */
export async function show(page: ReactNode, as: CurrentUser = user()): Promise<Shown> {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(currentUserQuery.queryKey, as);
  serve({ "GET /api/v2/auth/user": as });
  const root = createRootRoute({ component: () => <div data-testid="page">{page}</div> });
  const router = createRouter({
    routeTree: root.addChildren(
      paths.map((path) => createRoute({ getParentRoute: () => root, path })),
    ),
    history: createMemoryHistory({ initialEntries: ["/"] }),
  });
  await router.load();
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        {/* Only the shape of the addresses matters here, not the app's own pages. */}
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findAllByTestId("page");
  return {
    user: userEvent.setup({ delay: null }),
    client,
    path: () => router.state.location.pathname,
  };
}
