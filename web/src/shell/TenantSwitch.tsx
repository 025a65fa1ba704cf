import { Menu, Text, UnstyledButton } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { switchTenant } from "~/api/identity";
import { notifyProblem } from "~/components/notify";
import { useUser } from "./useUser";

/** Which organisation one works in. */
export function TenantSwitch() {
  const user = useUser();
  const client = useQueryClient();
  const router = useRouter();
  const change = useMutation({
    mutationFn: switchTenant,
    onSuccess: () => {
      // Nothing of one organisation may be shown in another.
      client.clear();
      void router.navigate({ to: "/" }).then(() => router.invalidate());
    },
    onError: notifyProblem,
  });
  const name = user.principal.tenant_name ?? "No organisation";
  if (user.tenants.length < 2) {
    return (
      <Text size="sm" fw={600} px="xs" py={6} truncate>
        {name}
      </Text>
    );
  }
  return (
    <Menu position="bottom-start" width={230}>
      <Menu.Target>
        <UnstyledButton className="tenant-switch" aria-label={`Organisation: ${name}. Switch`}>
          <Text size="sm" fw={600} truncate component="span">
            {name}
          </Text>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {user.tenants.map((tenant) => (
          <Menu.Item
            key={tenant.id}
            onClick={() => change.mutate(tenant.id)}
            disabled={tenant.is_current || change.isPending}
            rightSection={tenant.is_current ? <IconCheck size={14} aria-label="current" /> : null}
          >
            {tenant.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
