import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { ApiError, setShareToken } from "~/api/http";
import { currentUserQuery } from "~/api/identity";
import { onSignedOut, queryClient } from "~/api/queryClient";
import { NotFoundPage, PageError } from "~/components/PageError";
import { PageLoading } from "~/components/PageLoading";

/** Every page is loaded when it is first opened; what is here is only where pages are. */

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

interface AccountSearch {
  /** Why a provider's sign-in came back without one. */
  error?: string | undefined;
  return_to?: string | undefined;
  token?: string | undefined;
}
const accountSearch = (search: Record<string, unknown>): AccountSearch => ({
  return_to: text(search.return_to),
  token: text(search.token),
  error: text(search.error),
});

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "account",
  component: lazyRouteComponent(() => import("~/pages/account/AccountLayout"), "AccountLayout"),
});
const signInRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "/sign-in",
  validateSearch: accountSearch,
  component: lazyRouteComponent(() => import("~/pages/account/SignInPage"), "SignInPage"),
});
const registerRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "/register",
  validateSearch: accountSearch,
  component: lazyRouteComponent(() => import("~/pages/account/RegisterPage"), "RegisterPage"),
});
const resetRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "/reset-password",
  validateSearch: accountSearch,
  component: lazyRouteComponent(
    () => import("~/pages/account/ResetPasswordPage"),
    "ResetPasswordPage",
  ),
});
const linkRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "/sign-in/link",
  validateSearch: accountSearch,
  component: lazyRouteComponent(() => import("~/pages/account/LinkPage"), "LinkPage"),
});
const confirmEmailRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "/confirm-email",
  validateSearch: accountSearch,
  component: lazyRouteComponent(
    () => import("~/pages/account/ConfirmEmailPage"),
    "ConfirmEmailPage",
  ),
});
const invitationRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "/invitation",
  validateSearch: accountSearch,
  component: lazyRouteComponent(() => import("~/pages/account/InvitationPage"), "InvitationPage"),
});
const sharedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/shared/$token",
  beforeLoad: ({ params, preload }) => {
    if (!preload) setShareToken(params.token);
  },
  onLeave: () => setShareToken(undefined),
  validateSearch: (
    search: Record<string, unknown>,
  ): {
    result?: string | undefined;
    saved?: string | undefined;
    output?: string | undefined;
    view?: string | undefined;
  } => ({
    result: text(search.result),
    saved: text(search.saved),
    output: text(search.output),
    view: text(search.view),
  }),
  component: lazyRouteComponent(() => import("~/pages/shared/SharedPage"), "SharedPage"),
});

const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(currentUserQuery);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        throw redirect({ to: "/sign-in", search: { return_to: location.href } });
      }
      throw error;
    }
  },
  component: lazyRouteComponent(() => import("~/shell/Shell"), "Shell"),
});

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  component: lazyRouteComponent(() => import("~/pages/home/HomePage"), "HomePage"),
});
const workbooksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/workbooks",
  component: lazyRouteComponent(() => import("~/pages/workbooks/WorkbooksPage"), "WorkbooksPage"),
});
const filesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/files",
  component: lazyRouteComponent(() => import("~/pages/files/FilesPage"), "FilesPage"),
});
const workbookRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/workbooks/$workbookId",
  validateSearch: (
    search: Record<string, unknown>,
  ): { cell?: string | undefined; saved?: string | undefined } => ({
    cell: text(search.cell),
    saved: text(search.saved),
  }),
  component: lazyRouteComponent(() => import("~/pages/workbook/WorkbookPage"), "WorkbookPage"),
});
const simulationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/simulations",
  component: lazyRouteComponent(() => import("~/pages/run/SimulationsPage"), "SimulationsPage"),
});
const simulationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/simulations/$simulationId",
  component: lazyRouteComponent(() => import("~/pages/run/RunPage"), "RunPage"),
});
const resultRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/results/$resultId",
  validateSearch: (
    search: Record<string, unknown>,
  ): { output?: string | undefined; view?: string | undefined } => ({
    output: text(search.output),
    view: text(search.view),
  }),
  component: lazyRouteComponent(() => import("~/pages/result/ResultPage"), "ResultPage"),
});
const compareRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/compare",
  validateSearch: (
    search: Record<string, unknown>,
  ): { results: string[]; output?: string | undefined } => ({
    results: Array.isArray(search.results)
      ? search.results.filter((one): one is string => typeof one === "string").slice(0, 6)
      : [],
    output: text(search.output),
  }),
  component: lazyRouteComponent(() => import("~/pages/compare/ComparePage"), "ComparePage"),
});
const savedListRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/saved",
  component: lazyRouteComponent(() => import("~/pages/saved/SavedListPage"), "SavedListPage"),
});
const savedRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/saved/$savedId",
  component: lazyRouteComponent(() => import("~/pages/saved/SavedPage"), "SavedPage"),
});
const notificationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/notifications",
  component: lazyRouteComponent(
    () => import("~/pages/notifications/NotificationsPage"),
    "NotificationsPage",
  ),
});
const alertsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/alerts",
  component: lazyRouteComponent(() => import("~/pages/alerts/AlertsPage"), "AlertsPage"),
});
const functionsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/functions",
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined } => ({
    q: text(search.q),
  }),
  component: lazyRouteComponent(() => import("~/pages/functions/FunctionsPage"), "FunctionsPage"),
});
const platformRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/platform",
  component: lazyRouteComponent(() => import("~/pages/platform/PlatformPage"), "PlatformPage"),
});
const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("~/pages/settings/SettingsLayout"), "SettingsLayout"),
});
const settingsIndexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/profile" });
  },
});
const profileRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/profile",
  component: lazyRouteComponent(() => import("~/pages/settings/ProfilePage"), "ProfilePage"),
});
const securityRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/security",
  component: lazyRouteComponent(() => import("~/pages/settings/SecurityPage"), "SecurityPage"),
});
const apiKeysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/api-keys",
  component: lazyRouteComponent(() => import("~/pages/settings/ApiKeysPage"), "ApiKeysPage"),
});
const webhooksRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("~/pages/settings/WebhooksPage"), "WebhooksPage"),
});
const preferencesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/preferences",
  component: lazyRouteComponent(
    () => import("~/pages/settings/PreferencesPage"),
    "PreferencesPage",
  ),
});
const organisationRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/organisation",
  component: lazyRouteComponent(
    () => import("~/pages/settings/OrganisationPage"),
    "OrganisationPage",
  ),
});
const membersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/members",
  component: lazyRouteComponent(() => import("~/pages/settings/MembersPage"), "MembersPage"),
});

const routeTree = rootRoute.addChildren([
  accountRoute.addChildren([
    signInRoute,
    registerRoute,
    resetRoute,
    linkRoute,
    confirmEmailRoute,
    invitationRoute,
  ]),
  sharedRoute,
  appRoute.addChildren([
    homeRoute,
    workbooksRoute,
    filesRoute,
    workbookRoute,
    simulationsRoute,
    simulationRoute,
    resultRoute,
    compareRoute,
    savedListRoute,
    savedRoute,
    notificationsRoute,
    alertsRoute,
    functionsRoute,
    platformRoute,
    settingsRoute.addChildren([
      settingsIndexRoute,
      profileRoute,
      securityRoute,
      apiKeysRoute,
      webhooksRoute,
      preferencesRoute,
      organisationRoute,
      membersRoute,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingComponent: PageLoading,
  defaultPendingMs: 300,
  defaultErrorComponent: PageError,
});

// The session may end at any time: sign in again, then go on where one was.
onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (
    ["/sign-in", "/register", "/reset-password", "/invitation", "/confirm-email"].includes(pathname)
  )
    return;
  if (pathname.startsWith("/sign-in/") || pathname.startsWith("/shared/")) return;
  queryClient.removeQueries({ queryKey: currentUserQuery.queryKey });
  void router.navigate({ to: "/sign-in", search: { return_to: href } });
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
