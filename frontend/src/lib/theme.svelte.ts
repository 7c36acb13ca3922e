// Light or dark: as the system says, unless the reader chose.

export type Theme = "system" | "light" | "dark";
const KEY = "dateline-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

class Colours {
  chosen = $state<Theme>(this.#stored());
  #system = $state(system.matches);
  dark = $derived(this.chosen === "dark" || (this.chosen === "system" && this.#system));

  constructor() {
    system.addEventListener("change", () => (this.#system = system.matches));
  }

  #stored(): Theme {
    try {
      const value = localStorage.getItem(KEY);
      return value === "light" || value === "dark" ? value : "system";
    } catch {
      return "system";
    }
  }

  choose(theme: Theme): void {
    this.chosen = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }
}

export const colours = new Colours();
