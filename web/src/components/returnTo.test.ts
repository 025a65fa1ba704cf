import { expect, it } from "vitest";
import { safeReturnTo } from "./returnTo";

it("returns to pages of this app only", () => {
  expect(safeReturnTo("/workbooks/1?cell=A1")).toBe("/workbooks/1?cell=A1");
  for (const path of [
    undefined,
    "",
    "https://elsewhere.example",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "javascript:alert(1)",
    "/sign-in?return_to=/sign-in",
  ]) {
    expect(safeReturnTo(path)).toBe("/");
  }
});
