import { useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { currentUserQuery } from "~/api/identity";
import { NavLinkLink } from "~/components/links";
import { PageHeader } from "~/components/PageHeader";
import { useActiveInSight } from "~/components/useActiveInSight";
import "./settings.css";

const pages = [
  { to: "/settings/profile", label: "Profile" },
  { to: "/settings/security", label: "Password and sessions" },
  { to: "/settings/preferences", label: "Preferences" },
  { to: "/settings/api-keys", label: "API keys", needs: "api_keys:write" },
  { to: "/settings/webhooks", label: "Webhooks", needs: "notifications:write" },
  { to: "/settings/organisation", label: "Organisation" },
  { to: "/settings/members", label: "Members and roles", needs: "members:read" },
] as const;

export function SettingsLayout() {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const { permissions } = useSuspenseQuery(currentUserQuery).data.principal;
  const nav = useActiveInSight<HTMLElement>(pathname);
  const may = (needs: string | undefined) =>
    needs === undefined || permissions.some((permission) => permission === needs);
  return (
    <div className="page">
      <PageHeader title="Settings" />
      <div className="settings">
        <nav aria-label="Settings" ref={nav}>
          {pages
            .filter((page) => may("needs" in page ? page.needs : undefined))
            .map((page) => (
              <NavLinkLink
                key={page.to}
                to={page.to}
                label={page.label}
                active={pathname === page.to}
                aria-current={pathname === page.to ? "page" : undefined}
              />
            ))}
        </nav>
        <div className="settings-page">
          <Outlet />
        </div>
      </div>
    </div>
  );
}
