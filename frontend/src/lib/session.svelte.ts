// Who is at the desk.

import { get, Refused, send, useToken } from "./api";
import type { Role } from "./types";

interface Answer {
  name: string | null;
  role: Role | null;
  csrf: string;
  login: boolean;
  sso?: boolean;
}
export const ROLES: Role[] = ["viewer", "coder", "editor", "admin"];

class Session {
  name = $state<string | null>(null);
  role = $state<Role | null>(null);
  /** Whether one has to log in. */
  needed = $state(false);
  /** Whether one can log in elsewhere (OpenID Connect). */
  elsewhere = $state(false);
  ready = $state(false);
  #asking: Promise<void> | null = null;

  #take(answer: Answer): void {
    this.name = answer.name;
    this.role = answer.role;
    this.needed = answer.login;
    this.elsewhere = answer.sso ?? false;
    useToken(answer.csrf);
    this.ready = true;
  }

  /** Asks once, however many ask at a time: each answer may bring a cookie of its own. */
  load(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(): Promise<void> {
    try {
      this.#take(await get<Answer>("session"));
    } catch (error) {
      // A desk without accounts.
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      this.#take({ name: null, role: "admin", csrf: "", login: false });
    }
  }

  /** Whether this role is theirs, or a higher one. */
  may(role: Role): boolean {
    return this.role !== null && ROLES.indexOf(this.role) >= ROLES.indexOf(role);
  }

  async login(name: string, password: string): Promise<void> {
    // What was known of the session may have run out while the form stood open.
    await this.load();
    this.#take(await send<Answer>("POST", "session", { name, password }));
  }

  async password(current: string, password: string): Promise<void> {
    this.#take(await send<Answer>("POST", "account/password", { current, password }));
  }

  async logout(): Promise<void> {
    this.#take(await send<Answer>("DELETE", "session"));
  }
}

export const session = new Session();
