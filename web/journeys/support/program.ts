import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const START_MS = 90_000;
const STOP_MS = 20_000;

/** `ulam serve`, with a data folder of its own. */
export interface Program {
  url: string;
  /** The newest mail to an address, as text; undefined where there is none yet. */
  mailTo: (address: string) => Promise<string | undefined>;
  stop: () => Promise<void>;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("no free port"));
      });
    });
  });
}

/** Only what the test says decides, not the settings of whoever runs it. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("ULAM_")),
  );
}

export async function startProgram(options: readonly string[] = []): Promise<Program> {
  const path = process.env.ULAM_PROGRAM;
  if (!path) throw new Error("ULAM_PROGRAM names no program. Run `scripts/web journey`.");
  const folder = await mkdtemp(join(tmpdir(), "ulam-journey-"));
  const data = join(folder, "data");
  const port = await freePort();
  const child = spawn(
    path,
    ["serve", "--data", data, "--listen", `127.0.0.1:${port}`, ...options],
    { env: environment(), stdio: ["ignore", "pipe", "pipe"] },
  );
  const log: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => log.push(line));
  try {
    await ready(child);
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`${String(error)}\n${log.slice(-40).join("\n")}`, { cause: error });
  }
  return {
    url: `http://127.0.0.1:${port}`,
    mailTo: (address) => newestMail(join(data, "mail"), address),
    stop: async () => {
      await stopped(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the program says on its standard output that it answers. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("The server did not start.")), START_MS);
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`The server ended with ${code}.`));
    });
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (!line.startsWith("Ulam is ready")) return;
      clearTimeout(late);
      resolve();
    });
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(late);
}

async function newestMail(folder: string, address: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(
    names
      .filter((name) => name.endsWith(".eml"))
      .map(async (name) => {
        const path = join(folder, name);
        return { at: (await stat(path)).mtimeMs, text: await readFile(path, "latin1") };
      }),
  );
  const mine = mails.filter(({ text }) => text.includes(`To: ${address}`));
  const newest = mine.sort((one, other) => one.at - other.at).at(-1);
  return newest && decoded(newest.text);
}

/** Quoted-printable as text (RFC 2045, section 6.7). */
function decoded(mail: string): string {
  const bytes = mail
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
