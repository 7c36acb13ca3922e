// Asks the API under `api/v1`, beside which the desk is served.

const BASE = new URL("api/v1/", document.baseURI).href;

export type Params = Record<string, string | number | boolean | string[] | null | undefined>;

/** What the API refused, in its own words (RFC 9457). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Seconds to wait before the next try, where told. */
    readonly wait = 0,
  ) {
    super(message);
  }
}

let token = "";

export function useToken(csrf: string): void {
  token = csrf;
}

export function address(path: string, params: Params = {}): string {
  const url = new URL(path.replace(/^\//, ""), BASE);
  for (const [name, value] of Object.entries(params)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined && each !== "") {
        url.searchParams.append(name, String(each));
      }
    }
  }
  return url.href;
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) {
    return (response.status === 204 ? null : await response.json()) as T;
  }
  let message = response.statusText || String(response.status);
  try {
    const problem = (await response.json()) as { detail?: unknown; title?: unknown };
    const said = problem.detail ?? problem.title;
    if (typeof said === "string") message = said;
  } catch {
    // No problem document: the status has to do.
  }
  if (response.status === 401) dispatchEvent(new CustomEvent("desk:login"));
  throw new Refused(response.status, message, Number(response.headers.get("Retry-After")) || 0);
}

export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(address(path, params), signal ? { signal } : {}));
}

export async function send<T>(
  method: "POST" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  params: Params = {},
): Promise<T> {
  const headers: Record<string, string> = { "X-CSRF-Token": token };
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  const content = body === undefined ? null : form ? body : JSON.stringify(body);
  return answer<T>(await fetch(address(path, params), { method, headers, body: content }));
}
