// The round picture of somebody who has none: initials on one of seven colours.

import { element } from "./dom.js";

// Letters of two words, or the first of one; a Chinese character stands for itself.
function initialsOf(name) {
  const words = name.trim().split(/\s+/).filter((word) => word.toLowerCase() !== "the");
  const first = (word) => [...(word ?? "")][0] ?? "";
  const letters = first(words[0]) + (words.length > 1 ? first(words.at(-1)) : "");
  return letters.toLocaleUpperCase();
}

export function avatar({ name, colour }) {
  return element("span", { class: `avatar colour-${colour % 7}`, "aria-hidden": "true" }, initialsOf(name));
}
