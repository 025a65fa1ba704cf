import { useComputedColorScheme } from "@mantine/core";
import { type Scheme, type Tokens, tokensOf } from "./tokens";

export function useScheme(): Scheme {
  return useComputedColorScheme("light");
}

export function useTokens(): Tokens {
  return tokensOf(useScheme());
}
