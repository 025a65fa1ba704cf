import { MultiSelect, NumberInput, ScrollArea, Stack, Text } from "@mantine/core";
import { type Dispatch, useState } from "react";
import { sameCell } from "~/grid/addresses";
import type { Draft, DraftAction } from "./draft";

const SHOWN_MAX = 8;

/** The lower half of the matrix is typed; the upper half mirrors it. */
export function CorrelationMatrix(props: { draft: Draft; dispatch: Dispatch<DraftAction> }) {
  const { draft, dispatch } = props;
  const correlated = draft.inputs.filter((input) =>
    draft.correlations.some(
      ({ first, second }) => sameCell(first, input.cell) || sameCell(second, input.cell),
    ),
  );
  const [chosen, setChosen] = useState<string[]>();
  const start = correlated.length > 0 ? correlated : draft.inputs;
  const shown = (chosen ?? start.slice(0, SHOWN_MAX).map((input) => input.cell)).filter((cell) =>
    draft.inputs.some((input) => input.cell === cell),
  );
  const nameOf = (cell: string) => draft.inputs.find((input) => input.cell === cell)?.name || cell;
  const rhoOf = (first: string, second: string) =>
    draft.correlations.find(
      (one) =>
        (sameCell(one.first, first) && sameCell(one.second, second)) ||
        (sameCell(one.first, second) && sameCell(one.second, first)),
    )?.rho;
  return (
    <Stack gap="xs" mt={4}>
      {draft.inputs.length > 2 && (
        <MultiSelect
          size="xs"
          label="Inputs shown"
          maxValues={SHOWN_MAX}
          data={draft.inputs.map((input) => ({
            value: input.cell,
            label: input.name || input.cell,
          }))}
          value={shown}
          onChange={setChosen}
        />
      )}
      <ScrollArea type="auto">
        <table className="correlations">
          <thead>
            <tr>
              <td />
              {shown.map((cell, place) => (
                <th key={cell} scope="col" title={nameOf(cell)}>
                  {place + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, down) => (
              <tr key={row}>
                <th scope="row">
                  <Text size="xs" truncate maw={130} title={nameOf(row)}>
                    {down + 1}. {nameOf(row)}
                  </Text>
                </th>
                {shown.map((column, across) => {
                  if (across === down) return <td key={column}>1</td>;
                  const rho = rhoOf(row, column);
                  if (across > down) return <td key={column}>{rho ?? 0}</td>;
                  return (
                    <td key={column}>
                      <NumberInput
                        size="xs"
                        w={58}
                        hideControls
                        min={-1}
                        max={1}
                        step={0.1}
                        decimalScale={3}
                        aria-label={`Correlation of ${nameOf(row)} and ${nameOf(column)}`}
                        value={rho ?? 0}
                        onChange={(value) =>
                          dispatch({
                            type: "correlate",
                            first: column,
                            second: row,
                            rho: value === "" || value === "-" ? undefined : Number(value),
                          })
                        }
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Stack>
  );
}
