import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { Dependencies } from "~/api/types";

export interface FormulaBarProps {
  /** The selection: `B3` or `B3:D9`. */
  address: string;
  content: string;
  references: Dependencies["references"] | undefined;
  /** Goes to what was typed; false where there is no such place. */
  onGo: (text: string) => boolean;
}

/** Where one is, and what stands there. Typing an address or a name goes there. */
export function FormulaBar({ address, content, references, onGo }: FormulaBarProps) {
  const [typed, setTyped] = useState<string>();
  const [isWrong, setIsWrong] = useState(false);
  return (
    <div className="formula-bar">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === undefined || onGo(typed)) {
            setTyped(undefined);
            setIsWrong(false);
          } else setIsWrong(true);
        }}
      >
        <TextInput
          aria-label="Go to cell or name"
          size="xs"
          w={130}
          value={typed ?? address}
          error={isWrong}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => {
            setTyped(undefined);
            setIsWrong(false);
          }}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        />
      </form>
      <output className="formula-bar-content formula" aria-label="Content of the selected cell">
        <Highlighted formula={content} references={references} />
      </output>
    </div>
  );
}

/** The formula with its references marked, as the cells that it reads are marked in the sheet. */
function Highlighted(props: {
  formula: string;
  references: Dependencies["references"] | undefined;
}) {
  const letters = [...props.formula];
  const pieces = [];
  let at = 0;
  for (const reference of props.references ?? []) {
    const end = reference.start + reference.length;
    if (reference.start < at || end > letters.length) continue;
    pieces.push(letters.slice(at, reference.start).join(""));
    pieces.push(
      <mark key={reference.start} className="formula-reference">
        {letters.slice(reference.start, end).join("")}
      </mark>,
    );
    at = end;
  }
  pieces.push(letters.slice(at).join(""));
  return pieces;
}
