import { PasswordInput, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { signInOptionsQuery } from "~/api/identity";

/** A password being chosen: says what is missing while one types. */
export function NewPasswordInput(props: {
  label?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}) {
  const options = useQuery(signInOptionsQuery);
  const fewest = options.data?.password_characters_min ?? 12;
  const missing = fewest - [...props.value].length;
  return (
    <div>
      <PasswordInput
        label={props.label ?? "Password"}
        description={`At least ${fewest} characters. A few words that don't belong together are easy to remember and hard to guess.`}
        autoComplete="new-password"
        required
        minLength={fewest}
        value={props.value}
        error={props.error}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed" mt={4} aria-live="polite" mih="1.2em">
        {props.value !== "" && missing > 0 ? `${missing} more to go` : ""}
      </Text>
    </div>
  );
}
