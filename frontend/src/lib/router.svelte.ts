// Where the desk is: the page, what it is about, and everything chosen on it, all in the address.

export interface Route {
  page: string;
  id: string;
  query: URLSearchParams;
}

function read(): Route {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [page = "", ...rest] = path.split("/");
  let id = rest.join("/");
  try {
    id = decodeURIComponent(id);
  } catch {
    // An address typed by hand may hold a lone per cent sign: take it as written.
  }
  return { page, id, query: new URLSearchParams(query) };
}

class Router {
  route = $state.raw<Route>(read());

  constructor() {
    addEventListener("hashchange", () => (this.route = read()));
  }

  /** The address of a page. */
  link(page: string, id = "", query: Record<string, string> = {}): string {
    const path = id ? `${page}/${encodeURIComponent(id)}` : page;
    const asked = new URLSearchParams(query).toString();
    return `#/${path}${asked ? `?${asked}` : ""}`;
  }

  /** Put choices into the address; null takes one out. No step in the browser's history. */
  choose(changes: Record<string, string | string[] | null>): void {
    const query = new URLSearchParams(this.route.query);
    for (const [name, value] of Object.entries(changes)) {
      query.delete(name);
      for (const each of Array.isArray(value) ? value : [value]) {
        if (each !== null && each !== "") query.append(name, each);
      }
    }
    const asked = query.toString();
    const { page, id } = this.route;
    const path = id ? `${page}/${encodeURIComponent(id)}` : page;
    history.replaceState(null, "", `#/${path}${asked ? `?${asked}` : ""}`);
    this.route = { page, id, query };
  }

  go(page: string, id = "", query: Record<string, string> = {}): void {
    location.hash = this.link(page, id, query);
  }
}

export const router = new Router();
