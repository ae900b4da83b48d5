// What a visitor has chosen for good: language and appearance.

import { recall, remember } from "./memory.js";
import { preferredLanguage, speak } from "./words.js";

const themes = ["auto", "light", "dark"];

function kept(key, allowed, otherwise) {
  const value = recall("localStorage", key);
  return allowed.includes(value) ? value : otherwise;
}

export class Settings {
  theme = kept("theme", themes, "auto");
  language = kept("language", ["en", "zh"], preferredLanguage());

  constructor() {
    this.#apply();
  }

  setTheme(theme) {
    this.theme = theme;
    remember("localStorage", "theme", theme);
    this.#apply();
  }

  setLanguage(language) {
    this.language = language;
    remember("localStorage", "language", language);
    this.#apply();
  }

  nextTheme() {
    return themes[(themes.indexOf(this.theme) + 1) % themes.length];
  }

  #apply() {
    document.documentElement.dataset.theme = this.theme;
    speak(this.language);
  }
}
