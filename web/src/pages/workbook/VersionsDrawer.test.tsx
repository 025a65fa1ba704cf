// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Refusal, requests, type SentRequest, serve, show, user } from "~/testing/screen";
import { VersionsDrawer } from "./VersionsDrawer";

const workbook = { id: "w2", name: "plan.xlsx", file_id: "f1", file_version: 2 };
const version = (number: number, comment: string | null) => ({
  version: number,
  bytes: 12_345,
  sha256: "",
  created_at: "2026-11-20T10:00:00Z",
  created_by: "u1",
  created_by_name: "Stan Ulam",
  comment,
  scan: "clean",
});
const details = {
  file: { id: "f1", name: "plan.xlsx", version: 2, my_access: "manage" },
  versions: [version(2, "Prices of March"), version(1, null)],
};
const exported = (value: number) => ({
  workbook: "plan.xlsx",
  date_system: 1900,
  names: [],
  tables: [],
  sheets: [{ name: "Model", cells: { B3: { value } } }],
});

function open(as = user()) {
  return show(<VersionsDrawer workbook={workbook} opened onClose={() => undefined} />, as);
}

describe("versions of a workbook", () => {
  it("are listed, and an older one is opened", async () => {
    serve({
      "GET /api/v2/files/f1": details,
      "POST /api/v2/workbooks": { id: "w1", state: "ready" },
    });
    const { user: person, path } = await open();
    expect(await screen.findByText("Prices of March")).toBeTruthy();
    expect(screen.getByText("latest")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Open version 2" })).toBeNull();
    expect(screen.getByRole("link", { name: "Download version 1" }).getAttribute("href")).toBe(
      "/api/v2/files/f1/download?version=1",
    );
    await person.click(screen.getByRole("button", { name: "Open version 1" }));
    await waitFor(() => expect(path()).toBe("/workbooks/w1"));
    expect(requests("POST /api/v2/workbooks")[0]?.body).toEqual({ file_id: "f1", version: 1 });
  });

  it("are compared cell by cell", async () => {
    serve({
      "GET /api/v2/files/f1": details,
      "POST /api/v2/workbooks": ({ body }: SentRequest) => ({
        id: `w${(body as { version: number }).version}`,
        state: "ready",
      }),
      "GET /api/v2/workbooks/w1/export": exported(10),
      "GET /api/v2/workbooks/w2/export": exported(12),
    });
    const { user: person } = await open();
    await person.click(await screen.findByRole("button", { name: "What changed in version 2" }));
    const entered = within(await screen.findByRole("region", { name: "Entered" }));
    expect(entered.getByText("Model!B3")).toBeTruthy();
    expect(entered.getByText("10").tagName).toBe("DEL");
    expect(entered.getByText("12").tagName).toBe("INS");
  });

  it("are restored as a new version, after asking", async () => {
    serve({
      "GET /api/v2/files/f1": details,
      // The document's own Blob, which its forms take.
      "GET /api/v2/files/f1/download": () =>
        Object.assign(new Response(), {
          blob: () => Promise.resolve(new Blob(["the content of version 1"])),
        }),
      "POST /api/v2/files/f1/versions": { id: "f1", version: 3 },
      "POST /api/v2/workbooks": { id: "w3", state: "ready" },
    });
    const { user: person, path } = await open();
    await person.click(await screen.findByRole("button", { name: "Restore version 1" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Are you sure?" }));
    await person.click(dialog.getByRole("button", { name: "Restore" }));
    await waitFor(() => expect(path()).toBe("/workbooks/w3"));
    expect(requests("GET /api/v2/files/f1/download")[0]?.path).toContain("version=1");
    const form = requests("POST /api/v2/files/f1/versions")[0]?.body;
    expect(form).toBeInstanceOf(FormData);
    expect((form as FormData).get("comment")).toBe("Version 1 again");
    expect(((form as FormData).get("file") as File).name).toBe("plan.xlsx");
  });

  it("can't be changed by those who may only look", async () => {
    serve({
      "GET /api/v2/files/f1": { ...details, file: { ...details.file, my_access: "view" } },
    });
    await open(user(["files:read", "workbooks:read"]));
    expect(await screen.findByText("Prices of March")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Restore|Open|Add a version/ })).toBeNull();
  });

  it("say what is wrong and try again", async () => {
    let isUp = false;
    serve({
      "GET /api/v2/files/f1": () => (isUp ? details : new Refusal(503, "Files can't be reached.")),
    });
    const { user: person } = await open();
    expect(await screen.findByText("Files can't be reached.")).toBeTruthy();
    isUp = true;
    await person.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Prices of March")).toBeTruthy();
  });
});
