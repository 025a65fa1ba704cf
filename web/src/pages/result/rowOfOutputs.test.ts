import { expect, it } from "vitest";
import { rowOfOutputs } from "./rowOfOutputs";

const outputs = ["Model!D5", "Model!B5", "Model!AA5", "Model!B9", "Other!C5"].map((cell) => ({
  key: cell,
  cell,
}));

it("finds the row that an output stands in, from left to right", () => {
  expect(rowOfOutputs(outputs, { key: "Model!B5", cell: "Model!B5" })).toEqual([
    "Model!B5",
    "Model!D5",
    "Model!AA5",
  ]);
});

it("takes the column where there is no row", () => {
  const column = [outputs[1], outputs[3]].filter((one) => one !== undefined);
  expect(rowOfOutputs(column, { key: "Model!B9", cell: "Model!B9" })).toEqual([
    "Model!B5",
    "Model!B9",
  ]);
});
