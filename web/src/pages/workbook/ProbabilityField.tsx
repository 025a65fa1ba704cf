import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type Dispatch, useState } from "react";
import type { Draft, DraftAction } from "./draft";

/** Conditions on an output whose probabilities are wanted: `Model!B20 < 0`. */
export function ProbabilityField(props: {
  cell: string;
  draft: Draft;
  dispatch: Dispatch<DraftAction>;
}) {
  const { cell, draft, dispatch } = props;
  const [comparison, setComparison] = useState<string>("<");
  const [limit, setLimit] = useState<number | string>(0);
  const own = draft.probabilities.filter((expression) => expression.startsWith(cell));
  return (
    <Stack gap={4}>
      <Text size="xs" fw={600}>
        How likely is it that it is
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Select
          size="xs"
          w={110}
          aria-label="Comparison"
          allowDeselect={false}
          data={[
            { value: "<", label: "below" },
            { value: "<=", label: "at most" },
            { value: ">", label: "above" },
            { value: ">=", label: "at least" },
          ]}
          value={comparison}
          onChange={(value) => setComparison(value ?? "<")}
        />
        <NumberInput
          size="xs"
          aria-label="Limit"
          hideControls
          value={limit}
          onChange={setLimit}
          style={{ flex: 1 }}
        />
        <Button
          size="xs"
          variant="default"
          disabled={limit === ""}
          onClick={() =>
            dispatch({ type: "add_probability", expression: `${cell} ${comparison} ${limit}` })
          }
        >
          Add
        </Button>
      </Group>
      {own.map((expression) => (
        <Group key={expression} gap={4}>
          <Text size="sm" className="formula">
            {expression}
          </Text>
          <ActionIcon
            size="sm"
            aria-label={`Remove ${expression}`}
            onClick={() => dispatch({ type: "remove_probability", expression })}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  );
}
