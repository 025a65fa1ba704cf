import { MenuItemLink } from "~/components/links";
import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSettings,
  IconSun,
} from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { logout } from "~/api/identity";
import { forgetDrafts } from "~/pages/workbook/draftStorage";
import { notifyProblem } from "~/components/notify";
import { useSaveTheme } from "./usePreferences";
import { useUser } from "./useUser";

const schemes = [
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
  { value: "auto", label: "As the system", icon: IconDeviceDesktop },
] as const;

export function ProfileMenu() {
  const user = useUser();
  const client = useQueryClient();
  const router = useRouter();
  const { colorScheme } = useMantineColorScheme();
  const saveTheme = useSaveTheme();
  const signOut = useMutation({
    mutationFn: () => logout(false),
    onSuccess: () => {
      // Whoever uses this browser next shall find nothing of ours.
      forgetDrafts();
      client.clear();
      void router.navigate({ to: "/sign-in" });
    },
    onError: notifyProblem,
  });
  const { name, email } = user.principal;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={`Account of ${name}`}>
          <Avatar name={name} color="ulam" variant="filled" size={32} radius="xl" alt="" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--ulam-text)">
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme.value}
            leftSection={<scheme.icon size={16} />}
            rightSection={
              colorScheme === scheme.value ? <IconCheck size={14} aria-label="chosen" /> : null
            }
            onClick={() => saveTheme(scheme.value)}
          >
            {scheme.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <MenuItemLink to="/settings/profile" leftSection={<IconSettings size={16} />}>
          Settings
        </MenuItemLink>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
