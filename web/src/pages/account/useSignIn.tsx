import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { LoginResponse } from "~/api/types";
import { SecondFactorForm } from "./SecondFactorForm";
import { useSignedIn } from "./useSignedIn";

interface SignInSettings<Given> {
  /** Asks the server to sign in. */
  ask: (given: Given) => Promise<LoginResponse>;
  /** Where to go afterwards. */
  returnTo: string | undefined;
  /** Of a sign-in that waits for a code already. */
  challenge?: string;
  /** What follows when somebody goes back from the code. */
  onBack?: () => void;
}

interface SignIn<Given> {
  attempt: UseMutationResult<LoginResponse, Error, Given>;
  /** The form for the code, to be shown in place of the page while a code is asked for. */
  secondFactor: ReactNode;
}

/** Signs in, with the second factor where the user has one. */
export function useSignIn<Given = void>(settings: SignInSettings<Given>): SignIn<Given> {
  const signedIn = useSignedIn(settings.returnTo);
  const [challenge, setChallenge] = useState(settings.challenge);
  const attempt = useMutation({
    mutationFn: settings.ask,
    onSuccess: (answer) => {
      if (answer.status === "second_factor_required") setChallenge(answer.challenge);
      else signedIn();
    },
  });
  const secondFactor = challenge !== undefined && (
    <SecondFactorForm
      challenge={challenge}
      onSignedIn={signedIn}
      onBack={() => {
        setChallenge(undefined);
        settings.onBack?.();
      }}
    />
  );
  return { attempt, secondFactor };
}
