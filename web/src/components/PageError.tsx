import { ButtonLink } from "~/components/links";
import { Button, Container, Group, Stack, Text, Title } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ProblemAlert } from "./ProblemAlert";

/** A page that couldn't be shown. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  // After an update of the server, pages of the app before it are gone: load the app anew.
  const isStale = /dynamically imported module|Importing a module script failed/.test(
    error instanceof Error ? error.message : "",
  );
  return (
    <Container size="sm" py="xl">
      <Stack>
        <Title order={1}>This page can't be shown</Title>
        {isStale ? (
          <>
            <Text>Ulam has been updated, or the connection was lost.</Text>
            <Group>
              <Button onClick={() => window.location.reload()}>Load the page again</Button>
            </Group>
          </>
        ) : (
          <ProblemAlert
            error={error}
            retry={() => {
              reset();
              void router.invalidate();
            }}
          />
        )}
      </Stack>
    </Container>
  );
}

export function NotFoundPage() {
  return (
    <Container size="sm" py="xl">
      <Stack align="flex-start">
        <Title order={1}>There is nothing here</Title>
        <Text>The address may be mistyped, or what was here has been deleted.</Text>
        <ButtonLink to="/">Go to Home</ButtonLink>
      </Stack>
    </Container>
  );
}
