// What happens in the store while one looks: one stream of events for all pages, closed while the
// tab is hidden (browsers open few connections to a host) and resumed where it ended.

import { address } from "./api";
import type { Change } from "./types";

const KINDS = ["incident-new", "incident-changed", "incident-gone"];
const MOST = 5000;
const AGAIN = 30_000;

class Live {
  /** Lines on incidents since the desk was opened, oldest first. */
  news = $state.raw<Change[]>([]);
  /** The number of the journal's last line that was heard of. */
  last = $state<number | null>(null);
  #on = false;
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#tune());
    addEventListener("pagehide", () => this.#close());
    addEventListener("pageshow", () => this.#tune());
  }

  /** Listen, or stop listening: only who is logged in hears anything. */
  listen(on: boolean): void {
    this.#on = on;
    this.#tune();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #tune(): void {
    if (!this.#on || document.hidden) this.#close();
    else if (!this.#source) this.#open();
  }

  #open(): void {
    const source = new EventSource(address("stream", { since: this.last }));
    this.#source = source;
    source.addEventListener("here", (event) => (this.last ??= Number(event.data)));
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        const change = JSON.parse(event.data as string) as Change;
        this.last = change.number;
        this.news = [...this.news, change].slice(-MOST);
      });
    }
    source.onerror = () => {
      // The browser tries again by itself, unless it was turned away: too many streams, no login.
      if (source.readyState !== EventSource.CLOSED) return;
      this.#close();
      if (this.#on) this.#timer = setTimeout(() => this.#tune(), AGAIN);
    };
  }
}

export const live = new Live();
