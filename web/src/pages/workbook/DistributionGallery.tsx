import { Modal, SegmentedControl, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { catalogueQuery } from "~/api/distributions";
import type { DistributionFamily } from "~/api/types";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { Sketch } from "./Sketch";

export interface DistributionGalleryProps {
  opened: boolean;
  onClose: () => void;
  onPick: (family: DistributionFamily) => void;
}

function matches(family: DistributionFamily, words: string): boolean {
  const text = [family.name, family.summary, ...family.aliases.map((alias) => alias.name)]
    .join(" ")
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** All distributions by what they are for, each with its shape. */
export function DistributionGallery({ opened, onClose, onPick }: DistributionGalleryProps) {
  const catalogue = useQuery({ ...catalogueQuery, enabled: opened });
  const [words, setWords] = useState("");
  const [group, setGroup] = useState("all");
  const groups = useMemo(() => {
    const families = (catalogue.data?.families ?? []).filter((family) => matches(family, words));
    return (catalogue.data?.groups ?? [])
      .filter((one) => group === "all" || one.id === group || words !== "")
      .map((one) => ({
        ...one,
        families: families.filter((family) => family.group === one.id),
      }))
      .filter((one) => one.families.length > 0);
  }, [catalogue.data, words, group]);
  return (
    <Modal opened={opened} onClose={onClose} title="Choose a distribution" size="xl">
      <Stack>
        <TextInput
          aria-label="Search distributions"
          placeholder="Search by name, by another tool's name, or by what it is for"
          leftSection={<IconSearch size={16} />}
          data-autofocus
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {catalogue.data && words === "" && (
          <SegmentedControl
            size="xs"
            aria-label="Group"
            value={group}
            onChange={setGroup}
            data={[
              { value: "all", label: "All" },
              ...catalogue.data.groups.map((one) => ({ value: one.id, label: one.title })),
            ]}
            style={{ flexWrap: "wrap" }}
          />
        )}
        {catalogue.isPending && <PageLoading />}
        <ProblemAlert error={catalogue.error} retry={() => void catalogue.refetch()} />
        {catalogue.data && groups.length === 0 && (
          <Text c="dimmed">No distribution matches. Try fewer words.</Text>
        )}
        {groups.map((one) => (
          <section key={one.id} aria-label={one.title}>
            <Text fw={600}>{one.title}</Text>
            <Text size="sm" c="dimmed">
              {one.description}
            </Text>
            <div className="gallery">
              {one.families.map((family) => (
                <UnstyledButton
                  key={family.name}
                  className="gallery-card"
                  title={family.signature}
                  onClick={() => onPick(family)}
                >
                  <Sketch points={family.sketch} discrete={family.is_discrete} />
                  <Text size="sm" fw={600}>
                    {family.name}
                  </Text>
                  <Text size="xs" c="dimmed" lineClamp={2}>
                    {family.summary}
                  </Text>
                </UnstyledButton>
              ))}
            </div>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}
