import { Group, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { DistributionFamily, DistributionPreview } from "~/api/types";
import { formatNumber } from "~/formatting/numbers";
import { parseCall, withArgument, writeCall } from "./call";

export interface ParameterFieldsProps {
  distribution: string;
  family: DistributionFamily | undefined;
  preview: DistributionPreview | undefined;
  onChange: (distribution: string) => void;
}

/** One field a parameter: a number, a cell or a formula. */
export function ParameterFields({ distribution, family, preview, onChange }: ParameterFieldsProps) {
  const call = parseCall(distribution);
  if (!call) {
    return (
      <Text size="sm" c="dimmed">
        This is not one call of a distribution. Change it as text.
      </Text>
    );
  }
  const isPercentileForm = /alt$/i.test(call.name);
  return (
    <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs" style={{ alignItems: "end" }}>
      {call.arguments.map((argument, place) => {
        const parameter = isPercentileForm ? undefined : family?.parameters[place];
        const described = preview?.arguments[place];
        const name = parameter?.name ?? described?.name ?? `parameter ${place + 1}`;
        const comesTo =
          described && typeof described.value === "number" && !Number.isFinite(Number(argument))
            ? `= ${formatNumber(described.value)}`
            : undefined;
        return (
          <ArgumentField
            key={place}
            label={name.replaceAll("_", " ")}
            meaning={parameter?.meaning}
            comesTo={comesTo}
            value={argument}
            onCommit={(text) => onChange(writeCall(withArgument(call, place, text)))}
          />
        );
      })}
    </SimpleGrid>
  );
}

function ArgumentField(props: {
  label: string;
  meaning: string | undefined;
  comesTo: string | undefined;
  value: string;
  onCommit: (text: string) => void;
}) {
  const [text, setText] = useState(props.value);
  const [from, setFrom] = useState(props.value);
  if (from !== props.value) {
    setFrom(props.value);
    setText(props.value);
  }
  return (
    <TextInput
      size="xs"
      label={props.label}
      description={props.meaning}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        // A whole number is drawn at once; a formula when it is finished.
        if (typed.trim() !== "" && Number.isFinite(Number(typed))) {
          setFrom(typed.trim());
          props.onCommit(typed.trim());
        }
      }}
      onBlur={() => text.trim() !== "" && text !== props.value && props.onCommit(text.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter" && text.trim() !== "") props.onCommit(text.trim());
      }}
      rightSection={
        props.comesTo && (
          <Group pr={6}>
            <Text size="xs" c="dimmed">
              {props.comesTo}
            </Text>
          </Group>
        )
      }
      rightSectionWidth={props.comesTo ? 70 : 0}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
    />
  );
}
