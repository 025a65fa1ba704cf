import { describe, expect, it } from "vitest";
import { Axis } from "./axis";
import { frozenThatFit, scrolledTo } from "./panes";

const rows = new Axis(1000, 20);

describe("frozen rows", () => {
  it("leave room to scroll", () => {
    expect(frozenThatFit(rows, 3, 400)).toBe(3);
    expect(frozenThatFit(rows, 30, 400)).toBe(12);
    expect(frozenThatFit(rows, 1, 20)).toBe(0);
    expect(frozenThatFit(new Axis(2, 20), 5, 400)).toBe(1);
  });

  it("are never scrolled to, and what scrolls isn't hidden behind them", () => {
    // 3 frozen rows of 60 pixels, 400 of room: rows 3 to 19 are in sight at first.
    expect(scrolledTo(rows, 2, 3, 500, 400)).toBe(500);
    expect(scrolledTo(rows, 3, 3, 500, 400)).toBe(0);
    expect(scrolledTo(rows, 19, 3, 0, 400)).toBe(0);
    expect(scrolledTo(rows, 20, 3, 0, 400)).toBe(20);
    expect(scrolledTo(rows, 27, 3, 500, 400)).toBe(480);
    expect(scrolledTo(rows, 28, 3, 500, 400)).toBe(500);
  });

  it("a row taller than the room begins at the top", () => {
    const tall = new Axis(10, 20, [[5, 900]]);
    expect(scrolledTo(tall, 5, 1, 0, 400)).toBe(80);
  });
});
