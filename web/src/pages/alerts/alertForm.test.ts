import { describe, expect, it } from "vitest";
import type { AlertRule } from "~/api/alerts";
import { type AlertDraft, draftOfRule, emptyDraft, missing, requestOf } from "./alertForm";
import { isProbability, ordinal, ruleSentence } from "./alertWords";

const loss: AlertDraft = {
  ...emptyDraft,
  name: " Loss too likely ",
  workbookId: "w1",
  condition: "Model!B20 < 0",
  threshold: 10,
  channels: ["in_app", "email"],
};

const nameOf = (id: string) => (id === "w1" ? "plan.xlsx" : undefined);

describe("an alert rule", () => {
  it("asks for a probability as a share of one", () => {
    expect(requestOf(loss)).toEqual({
      name: "Loss too likely",
      subject: {
        kind: "result",
        workbook_id: "w1",
        saved_simulation_id: null,
        output: null,
        statistic: "Model!B20 < 0",
      },
      comparator: "above",
      threshold: 0.1,
      channels: ["in_app", "email"],
      cooldown_seconds: 3600,
    });
  });

  it("watches usage or a statistic as it is", () => {
    const usage = requestOf({ ...loss, watches: "usage", metric: "files", threshold: 900 });
    expect(usage.subject).toEqual({ kind: "metric", metric: "files" });
    expect(usage.threshold).toBe(900);
    const mean = requestOf({
      ...loss,
      watches: "saved",
      savedId: "s1",
      statistic: "p95",
      output: " NPV ",
    });
    expect(mean.subject).toMatchObject({
      workbook_id: null,
      saved_simulation_id: "s1",
      output: "NPV",
      statistic: "p95",
    });
    expect(mean.threshold).toBe(10);
  });

  it("says what is missing", () => {
    expect(missing(emptyDraft)).toEqual([
      "a name",
      "the workbook",
      "the condition",
      "the figure to compare with",
    ]);
    expect(missing({ ...emptyDraft, watches: "usage", name: "x", threshold: 0 })).toEqual([]);
    expect(missing({ ...loss, channels: [] })).toEqual(["a way to tell you"]);
    expect(missing(loss)).toEqual([]);
  });

  it("comes back into the form as it was typed", () => {
    const rule: AlertRule = {
      ...requestOf(loss),
      cooldown_seconds: 3600,
      id: "a1",
      is_enabled: true,
      state: "ok",
      created_at: "2026-01-01T00:00:00Z",
      created_by: "u1",
    };
    expect(draftOfRule(rule)).toEqual({ ...loss, name: "Loss too likely", output: "" });
    // 0.07 * 100 is 7.000000000000001 in binary.
    expect(draftOfRule({ ...rule, threshold: 0.07 }).threshold).toBe(7);
  });
});

describe("words", () => {
  it("say what a rule watches", () => {
    expect(ruleSentence(requestOf(loss), nameOf)).toBe(
      "The probability of Model!B20 < 0 in plan.xlsx is above 10.0%",
    );
    const tail = requestOf({
      ...loss,
      statistic: "p95",
      output: "NPV",
      comparator: "below",
      threshold: 1000,
    });
    expect(ruleSentence(tail, nameOf)).toBe(
      "The 95th percentile of NPV in plan.xlsx is below 1,000",
    );
    expect(ruleSentence(requestOf({ ...loss, workbookId: "gone" }), nameOf)).toContain(
      "in a model that is gone",
    );
    const storage = requestOf({
      ...loss,
      watches: "usage",
      threshold: 2e9,
      comparator: "at_least",
    });
    expect(ruleSentence(storage, nameOf)).toBe("Storage of the organisation is at least 2.0 GB");
  });

  it("tell conditions from statistics", () => {
    for (const one of ["mean", "SD", "median", "p5", "P95"]) expect(isProbability(one)).toBe(false);
    for (const one of ["Model!B20 < 0", "p > 5", "P100 < 3"]) expect(isProbability(one)).toBe(true);
  });

  it("count in English", () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 95].map(ordinal)).toEqual([
      "1st",
      "2nd",
      "3rd",
      "4th",
      "11th",
      "12th",
      "13th",
      "21st",
      "95th",
    ]);
  });
});
