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

it("leaves out what is written otherwise", () => {
  const [money, rate] = ["Model!D23", "Model!D24"].map((cell, place) => ({
    key: cell,
    cell,
    number_format: place === 0 ? "#,##0" : "0.0%",
  }));
  if (!money || !rate) throw new Error("two outputs");
  expect(rowOfOutputs([money, rate], money)).toEqual(["Model!D23"]);
});

it("takes the column where there is no row", () => {
  const column = [outputs[1], outputs[3]].filter((one) => one !== undefined);
  expect(rowOfOutputs(column, { key: "Model!B9", cell: "Model!B9" })).toEqual([
    "Model!B5",
    "Model!B9",
  ]);
});
