import { describe, expect, it } from "vitest";
import { type Draft, type DraftAction, draftOf, emptyDraft, reduceDraft, specOf } from "./draft";

function after(actions: DraftAction[], draft: Draft = emptyDraft()): Draft {
  return actions.reduce(reduceDraft, draft);
}

const price: DraftAction = {
  type: "set_input",
  cell: "Model!B3",
  distribution: "Pert(8, 10, 15)",
  name: "Price",
};
const volume: DraftAction = {
  type: "set_input",
  cell: "Model!B4",
  distribution: "Normal(100, 10)",
};

describe("the draft of a simulation", () => {
  it("keeps one input a cell, however the cell is written", () => {
    const draft = after([
      price,
      { type: "set_input", cell: "'Model'!$b$3", distribution: "Uniform(8, 15)" },
    ]);
    expect(draft.inputs).toEqual([
      { cell: "Model!B3", name: "Price", distribution: "Uniform(8, 15)" },
    ]);
  });

  it("needs a distribution to make an input", () => {
    expect(after([{ type: "set_input", cell: "Model!B3", name: "Price" }]).inputs).toEqual([]);
  });

  it("has one correlation a pair, in either order, and none of zero", () => {
    const correlate = (first: string, second: string, rho: number | undefined): DraftAction => ({
      type: "correlate",
      first,
      second,
      rho,
    });
    const draft = after([
      price,
      volume,
      correlate("Model!B3", "Model!B4", 0.5),
      correlate("Model!B4", "Model!B3", -4),
    ]);
    expect(draft.correlations).toEqual([{ first: "Model!B4", second: "Model!B3", rho: -1 }]);
    expect(after([correlate("Model!B3", "Model!B4", 0)], draft).correlations).toEqual([]);
  });

  it("forgets correlations of an input that is removed", () => {
    const draft = after([
      price,
      volume,
      { type: "correlate", first: "Model!B3", second: "Model!B4", rho: 0.3 },
      { type: "remove_input", cell: "model!b4" },
    ]);
    expect(draft.inputs).toHaveLength(1);
    expect(draft.correlations).toEqual([]);
  });

  it("writes a spec whose correlations follow renamed inputs", () => {
    const draft = after([
      price,
      volume,
      { type: "correlate", first: "Model!B3", second: "Model!B4", rho: -0.4 },
      { type: "set_input", cell: "Model!B3", name: "Unit price" },
      { type: "set_output", cell: "Model!B20", name: " Profit " },
      { type: "add_probability", expression: " Model!B20 < 0 " },
      { type: "add_probability", expression: "Model!B20 < 0" },
      { type: "set_run", change: { trials: 1000, seed: 7, sampling: "lhs" } },
    ]);
    expect(specOf(draft)).toEqual({
      inputs: [
        { cell: "Model!B3", name: "Unit price", distribution: "Pert(8, 10, 15)" },
        { cell: "Model!B4", distribution: "Normal(100, 10)" },
      ],
      outputs: [{ cell: "Model!B20", name: "Profit" }],
      correlations: [["Unit price", "Model!B4", -0.4]],
      copulas: [],
      probabilities: ["Model!B20 < 0"],
      trials: 1000,
      seed: 7,
      sampling: "lhs",
    });
  });

  it("reads back what it writes", () => {
    const draft = after([
      price,
      volume,
      { type: "correlate", first: "Model!B3", second: "Model!B4", rho: -0.4 },
      { type: "set_output", cell: "Model!B20" },
    ]);
    expect(draftOf(specOf(draft), draft.settings)).toEqual({ ...draft, saved: undefined });
  });

  it("reads a spec in which what is empty is left out", () => {
    const draft = draftOf({ outputs: ["Model!B20"] } as never, null);
    expect(draft.inputs).toEqual([]);
    expect(draft.outputs).toEqual([{ cell: "Model!B20", name: "" }]);
    expect(draft.trials).toBe(100_000);
  });
});
