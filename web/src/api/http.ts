import type { Problem } from "./types";

/**
 * Requests to the API. Sign-in is an HttpOnly cookie that scripts can't read; requests that change
 * something carry a header that other sites can't send.
 */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
  }

  get status(): number {
    return this.problem.status;
  }

  /** The last part of the problem's type: `not-signed-in`. */
  get kind(): string {
    return this.problem.type.split("/").at(-1) ?? "";
  }

  /** What is wrong with a field of the request. */
  fieldMessage(field: string): string | undefined {
    return this.problem.errors?.find((error) => error.field === field)?.message;
  }
}

export type QueryValue = string | number | boolean | null | undefined | readonly string[];

export interface RequestOptions {
  query?: Record<string, QueryValue>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The token of a shared link: while it is set, requests are made with it. */
let shareToken: string | undefined;

export function setShareToken(token: string | undefined): void {
  shareToken = token;
}

/** A path for a link or download, which can carry no header: the shared link's token goes along. */
export function linkPath(path: string): string {
  return shareToken ? pathWithQuery(path, { share: shareToken }) : path;
}

export function pathWithQuery(path: string, query: Record<string, QueryValue> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    if (Array.isArray(value)) {
      for (const one of value as readonly string[]) parameters.append(name, one);
    } else parameters.set(name, String(value));
  }
  const text = parameters.toString();
  if (!text) return path;
  return `${path}${path.includes("?") ? "&" : "?"}${text}`;
}

/** An id or name as a part of a path. */
export function part(text: string): string {
  return encodeURIComponent(text);
}

function unreachable(path: string): Problem {
  return {
    type: "https://ulam.dev/problems/unreachable",
    title: "Ulam can't be reached",
    status: 0,
    detail: "Check your connection, then try again. Nothing that you entered is lost.",
    instance: path,
  };
}

async function problemOf(response: Response, path: string): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<Problem>;
    if (typeof body.title === "string" && typeof body.status === "number") return body as Problem;
  } catch {
    // Something between us and Ulam answered, not in its form.
  }
  return {
    type: "about:blank",
    title: `The server answered ${response.status}`,
    status: response.status,
    detail: "Try again in a moment. If it stays so, tell whoever runs this server.",
    instance: path,
    correlation_id: response.headers.get("x-correlation-id"),
  };
}

export async function send(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Response> {
  const headers = new Headers(options.headers);
  headers.set("Accept", headers.get("Accept") ?? "application/json");
  if (method !== "GET") headers.set("X-Ulam-Csrf", "1");
  if (shareToken) headers.set("X-Ulam-Share", shareToken);
  let body: BodyInit | undefined;
  if (options.body instanceof FormData) body = options.body;
  else if (options.body !== undefined) {
    headers.set("Content-Type", "application/json");
    body = JSON.stringify(options.body);
  }
  let response: Response;
  try {
    response = await fetch(pathWithQuery(path, options.query), {
      method,
      headers,
      body: body ?? null,
      credentials: "same-origin",
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(unreachable(path));
  }
  if (!response.ok) throw new ApiError(await problemOf(response, path));
  return response;
}

async function json<T>(response: Response): Promise<T> {
  if (response.status === 204 || response.headers.get("content-length") === "0") {
    return undefined as T;
  }
  return (await response.json()) as T;
}

export async function get<T>(
  path: string,
  query?: Record<string, QueryValue>,
  signal?: AbortSignal,
): Promise<T> {
  return json<T>(await send("GET", path, { ...(query ? { query } : {}), signal }));
}

export async function post<T>(
  path: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<T> {
  return json<T>(await send("POST", path, { ...options, body }));
}

export async function put<T>(path: string, body?: unknown): Promise<T> {
  return json<T>(await send("PUT", path, { body }));
}

export async function patch<T>(path: string, body?: unknown): Promise<T> {
  return json<T>(await send("PATCH", path, { body }));
}

export async function remove<T>(path: string, body?: unknown): Promise<T> {
  return json<T>(await send("DELETE", path, { body }));
}
