// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FileInfo } from "~/api/types";
import { requests, serve, show } from "~/testing/screen";
import { FilesPage } from "./FilesPage";

const notes: FileInfo = {
  id: "f1",
  name: "notes.txt",
  kind: "text",
  content_type: "text/plain",
  bytes: 12_431,
  sha256: "",
  state: "ready",
  version: 1,
  tags: [],
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  created_by: "u1",
  my_access: "manage",
};
const closed: FileInfo = { ...notes, id: "f2", name: "plan.xlsx", kind: "xlsx" };

const rowOf = async (name: string) =>
  within(await screen.findByRole("row", { name: RegExp(name) }));

describe("files", () => {
  it("lists what is no workbook, page by page, and deletes it after asking", async () => {
    serve({
      "GET /api/v2/files": ({ path }: { path: string }) =>
        path.includes("cursor=next")
          ? { items: [closed] }
          : { items: [notes], next_cursor: "next" },
      "DELETE /api/v2/files/f1": { id: "f1" },
    });
    const { user } = await show(<FilesPage />);
    expect((await rowOf("notes.txt")).getByText("12 kB")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show more" }));
    await rowOf("plan.xlsx");
    await user.click(screen.getByRole("button", { name: "More about notes.txt" }));
    expect(screen.queryByRole("menuitem", { name: "Open as a workbook" })).toBeNull();
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    expect(requests("DELETE /api/v2/files/f1")).toHaveLength(0);
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    await waitFor(() => expect(requests("DELETE /api/v2/files/f1")).toHaveLength(1));
  });

  it("renames a file", async () => {
    serve({
      "GET /api/v2/files": { items: [closed] },
      "PATCH /api/v2/files/f2": { ...closed, name: "budget.xlsx" },
    });
    const { user } = await show(<FilesPage />);
    await rowOf("plan.xlsx");
    await user.click(screen.getByRole("button", { name: "More about plan.xlsx" }));
    expect(await screen.findByRole("menuitem", { name: "Open as a workbook" })).toBeTruthy();
    await user.click(screen.getByRole("menuitem", { name: "Rename" }));
    const name = await screen.findByRole("textbox", { name: "Name" });
    await user.clear(name);
    await user.type(name, "budget.xlsx");
    await user.click(screen.getByRole("button", { name: "Rename" }));
    await waitFor(() =>
      expect(requests("PATCH /api/v2/files/f2")[0]?.body).toEqual({ name: "budget.xlsx" }),
    );
  });
});
