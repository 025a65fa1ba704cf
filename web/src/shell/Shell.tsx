import { ActionIconLink, NavLinkLink } from "~/components/links";
import { AppShell, Burger, Group, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSearch, IconSettings } from "@tabler/icons-react";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { PageLoading } from "~/components/PageLoading";
import { DropAnywhere } from "./DropAnywhere";
import { Logo } from "./Logo";
import { navigation } from "./navigation";
import { NotificationBell } from "./NotificationBell";
import { openCommandPalette } from "./palette";
import { ProfileMenu } from "./ProfileMenu";
import { TenantSwitch } from "./TenantSwitch";
import { usePreferences } from "./usePreferences";
import "./shell.css";

const CommandPalette = lazy(() => import("./CommandPalette"));

/** The frame of all pages of those who are signed in. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  usePreferences();
  const isHere = (to: string) => (to === "/" ? pathname === "/" : pathname.startsWith(to));
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={0}
    >
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <AppShell.Header className="shell-header">
        <Group gap="sm" wrap="nowrap">
          <Burger
            opened={opened}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={opened ? "Close the menu" : "Open the menu"}
          />
          <Link to="/" className="shell-home" aria-label="Ulam, Home">
            <Logo />
            <Text fw={700} size="lg" visibleFrom="xs">
              Ulam
            </Text>
          </Link>
        </Group>
        <UnstyledButton
          className="shell-search"
          onClick={openCommandPalette}
          aria-keyshortcuts="Control+K Meta+K"
        >
          <IconSearch size={16} aria-hidden />
          <span className="shell-search-text">Search or do anything</span>
          <kbd className="shell-search-key">Ctrl K</kbd>
        </UnstyledButton>
        <Group gap={4} wrap="nowrap">
          <NotificationBell />
          <Tooltip label="Settings">
            <ActionIconLink to="/settings/profile" size="lg" aria-label="Settings" visibleFrom="xs">
              <IconSettings size={20} />
            </ActionIconLink>
          </Tooltip>
          <ProfileMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" className="shell-navbar" aria-label="Main">
        <AppShell.Section>
          <TenantSwitch />
        </AppShell.Section>
        <AppShell.Section grow component="nav" aria-label="Pages" mt="xs">
          {navigation.map((item) => (
            <NavLinkLink
              key={item.to}
              to={item.to}
              label={item.label}
              leftSection={<item.icon size={18} aria-hidden />}
              active={isHere(item.to)}
              aria-current={isHere(item.to) ? "page" : undefined}
              onClick={close}
            />
          ))}
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <Suspense fallback={null}>
        <CommandPalette />
      </Suspense>
      <DropAnywhere />
    </AppShell>
  );
}
