import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { BaseCaseBadge as Badge } from "~/api/types";

const looks: Record<Badge["verdict"], { color: string; icon: typeof IconCircleCheck }> = {
  matches: { color: "leaf", icon: IconCircleCheck },
  differs: { color: "red", icon: IconAlertTriangle },
  not_computable: { color: "red", icon: IconAlertTriangle },
  nothing_saved: { color: "gray", icon: IconInfoCircle },
  no_formulas: { color: "gray", icon: IconInfoCircle },
};

/** Does Ulam compute what Excel computed? In one line; opens the list. */
export function BaseCaseBadge({ badge, onOpen }: { badge: Badge; onOpen?: () => void }) {
  const { color, icon: Icon } = looks[badge.verdict];
  return (
    <Button
      size="compact-sm"
      variant="light"
      color={color}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={onOpen}
      aria-haspopup="dialog"
      h="auto"
      mih={26}
      ta="left"
      styles={{ label: { whiteSpace: "normal" } }}
    >
      {badge.sentence}
    </Button>
  );
}
