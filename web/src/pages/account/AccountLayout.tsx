import { Anchor, Box, Center, Group, Paper, Stack, Text } from "@mantine/core";
import { Outlet } from "@tanstack/react-router";
import { Logo } from "~/shell/Logo";

/** One calm card in the middle, for all pages before signing in. */
export function AccountLayout() {
  return (
    <Center component="main" mih="100%" p="md">
      <Stack w="100%" maw={420} gap="lg">
        <Group justify="center">
          <Logo size={36} />
          <Box>
            <Text fw={700} size="xl" lh={1.1}>
              Ulam
            </Text>
            <Text size="sm" c="dimmed">
              Answers with error bars, from your workbooks
            </Text>
          </Box>
        </Group>
        <Paper p="xl" shadow="sm">
          <Outlet />
        </Paper>
        <Text size="xs" c="dimmed" ta="center">
          <Anchor href="/docs" size="xs">
            API documentation
          </Anchor>
        </Text>
      </Stack>
    </Center>
  );
}
