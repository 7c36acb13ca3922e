// Who is at the desk.

import { get, Refused, send, useToken } from "./api";

interface Answer {
  name: string | null;
  role: string | null;
  csrf: string;
  login: boolean;
}

class Session {
  name = $state<string | null>(null);
  role = $state<string | null>(null);
  needed = $state(false);
  ready = $state(false);

  #take(answer: Answer): void {
    this.name = answer.name;
    this.role = answer.role;
    this.needed = answer.login;
    useToken(answer.csrf);
    this.ready = true;
  }

  async load(): Promise<void> {
    try {
      this.#take(await get<Answer>("session"));
    } catch (error) {
      // A desk without accounts.
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      this.#take({ name: null, role: "admin", csrf: "", login: false });
    }
  }

  async login(name: string, password: string): Promise<void> {
    await send("POST", "session", { name, password });
    await this.load();
  }

  async logout(): Promise<void> {
    await send("DELETE", "session");
    await this.load();
  }
}

export const session = new Session();
