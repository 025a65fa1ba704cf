import {
  Accordion,
  Badge,
  Button,
  Code,
  Group,
  List,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconMathFunction, IconSearch } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import {
  evaluateFormula,
  formulaCheckQuery,
  type FunctionInfo,
  type FunctionReference,
  functionsQuery,
} from "~/api/formulas";
import { EmptyState } from "~/components/EmptyState";
import { PageHeader } from "~/components/PageHeader";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatCount, plural } from "~/formatting/numbers";
import { searchFunctions } from "./searchFunctions";

/** Functions drawn at once; more are found by searching. */
const SHOWN_MAX = 60;

/** The formula language: what is known, what isn't, and a line to try it. */
export function FunctionsPage() {
  const reference = useQuery(functionsQuery);
  return (
    <div className="page page-narrow">
      <PageHeader
        title="Functions"
        subtitle={
          reference.data
            ? `${formatCount(reference.data.functions.length)} functions that formulas can use.`
            : "What formulas can use."
        }
      />
      <TryFormula />
      <ProblemAlert error={reference.error} retry={() => void reference.refetch()} />
      {reference.isPending && <PageLoading />}
      {reference.data && <Reference reference={reference.data} />}
    </div>
  );
}

function Reference({ reference }: { reference: FunctionReference }) {
  const [asked, setAsked] = useState("");
  const [category, setCategory] = useState<string | null>(null);
  const [more, setMore] = useState(false);
  const found = searchFunctions(reference.functions, asked, category);
  const shown = more ? found : found.slice(0, SHOWN_MAX);
  return (
    <>
      <Group my="md" gap="sm">
        <TextInput
          aria-label="Search functions"
          placeholder="Search by name or purpose"
          leftSection={<IconSearch size={16} />}
          value={asked}
          onChange={(event) => setAsked(event.currentTarget.value)}
          style={{ flex: 1, minWidth: 180 }}
        />
        <Select
          aria-label="Category"
          placeholder="All categories"
          clearable
          w={200}
          data={reference.coverage.map((one) => one.category)}
          value={category}
          onChange={setCategory}
        />
      </Group>
      <Text size="sm" c="dimmed" role="status" mb="xs">
        {plural(found.length, "function")}
      </Text>
      {found.length === 0 && (
        <EmptyState
          icon={<IconMathFunction size={44} stroke={1.4} />}
          title="No function has this in its name or description"
        >
          Workbooks that call it are told so before they run, cell by cell.
        </EmptyState>
      )}
      <Accordion variant="separated" chevronPosition="left">
        {shown.map((one) => (
          <FunctionItem key={one.name} one={one} />
        ))}
      </Accordion>
      {shown.length < found.length && (
        <Group justify="center" mt="md">
          <Button variant="default" onClick={() => setMore(true)}>
            Show all {formatCount(found.length)}
          </Button>
        </Group>
      )}
      <Missing reference={reference} category={category} />
    </>
  );
}

function FunctionItem({ one }: { one: FunctionInfo }) {
  return (
    <Accordion.Item value={one.name}>
      <Accordion.Control>
        <Text size="sm" component="span" fw={600} className="formula">
          {one.name}
        </Text>{" "}
        {one.is_random && (
          <Badge size="sm" variant="light" color="leaf">
            random
          </Badge>
        )}{" "}
        <Text size="sm" component="span" c="dimmed">
          {one.summary}
        </Text>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="xs">
          <Code block>{one.signature}</Code>
          <Text size="sm">{one.summary}</Text>
          {one.examples.length > 0 && (
            <List size="sm" listStyleType="none">
              {one.examples.map((example) => (
                <List.Item key={example.formula} style={{ overflowWrap: "anywhere" }}>
                  <span className="formula">{example.formula}</span> gives{" "}
                  <span className="formula">{example.result}</span>
                </List.Item>
              ))}
            </List>
          )}
          <Text size="xs" c="dimmed">
            {one.category}
            {one.is_volatile && ". Computed anew at each recalculation"}
          </Text>
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

/** What Excel has and Ulam doesn't, with the reason. */
function Missing(props: { reference: FunctionReference; category: string | null }) {
  const categories = props.reference.coverage.filter(
    (one) => one.missing.length > 0 && (!props.category || one.category === props.category),
  );
  if (categories.length === 0) return null;
  return (
    <Paper component="section" aria-labelledby="missing-functions" mt="lg">
      <Text fw={600} id="missing-functions">
        Not there
      </Text>
      <Text size="sm" c="dimmed" mb="xs">
        Excel has these. A workbook that calls one is told which cells can't be computed.
      </Text>
      <List size="sm" listStyleType="none">
        {categories.flatMap((one) =>
          one.missing.map((missing) => (
            <List.Item key={missing.name}>
              <span className="formula">{missing.name}</span>: {missing.reason}
            </List.Item>
          )),
        )}
      </List>
    </Paper>
  );
}

/** A formula without a workbook: checked as it is typed, computed on Enter. */
function TryFormula() {
  const [typed, setTyped] = useState("");
  const [settled] = useDebouncedValue(typed.trim(), 250);
  const check = useQuery(formulaCheckQuery(settled));
  const evaluate = useMutation({ mutationFn: evaluateFormula });
  const found = settled.length > 1 ? check.data : undefined;
  const problem = found?.error
    ? `${found.error.message} (at character ${found.error.position + 1})`
    : found && found.unsupported.length > 0
      ? `Not known: ${found.unsupported.join(", ")}`
      : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") evaluate.mutate(typed.trim());
  };
  return (
    <Paper>
      <form onSubmit={submit}>
        <Group align="flex-start">
          <TextInput
            label="Try a formula"
            placeholder="=SUMPRODUCT({1,2,3},{4,5,6})"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            error={problem}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              evaluate.reset();
            }}
            style={{ flex: 1, minWidth: 200 }}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          />
          <Button type="submit" mt={24} loading={evaluate.isPending} disabled={typed.trim() === ""}>
            Compute
          </Button>
        </Group>
      </form>
      <div role="status" style={{ marginTop: 8 }}>
        {evaluate.data && (
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            Gives <b className="formula">{evaluate.data.text}</b>
            {evaluate.data.array && ` and ${plural(cellCount(evaluate.data.array), "cell")} in all`}
          </Text>
        )}
      </div>
      <ProblemAlert error={evaluate.error} />
    </Paper>
  );
}

function cellCount(array: readonly (readonly unknown[])[]): number {
  return array.reduce((sum, row) => sum + row.length, 0);
}
