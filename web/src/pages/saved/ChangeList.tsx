import { List } from "@mantine/core";
import type { SpecChange } from "~/api/types";

const words = { added: "new", removed: "gone", changed: "changed" } as const;

/** What differs between two specs, one line a difference. */
export function ChangeList({ changes }: { changes: readonly SpecChange[] }) {
  return (
    <List size="sm" listStyleType="none">
      {changes.map((change, place) => (
        <List.Item key={place}>
          {change.part}
          {change.item && ` ${change.item}`}: {words[change.kind]}
          {change.before && (
            <>
              {" "}
              <del className="formula">{change.before}</del>
            </>
          )}
          {change.after && (
            <>
              {" "}
              <ins className="formula">{change.after}</ins>
            </>
          )}
        </List.Item>
      ))}
    </List>
  );
}
