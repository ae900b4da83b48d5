// One message as a bubble, with its keyboard below.

import { element } from "./dom.js";
import { icon, tail, tickIcon } from "./icons.js";
import { richText } from "./rich_text.js";
import { dayOf, say, sizeOf, timeOfDay } from "./words.js";

// The first words of a message, on one line.
export function summaryOf(message) {
  return message.text.split("\n").find((line) => line.trim()) ?? message.document?.name ?? "";
}

export class MessageView {
  message;
  quoted;
  element;
  #ticks = null;

  // `quoted` is the message this one replies to, or null. `acts` has those of richText, and
  // press(message, row, column, button, key), showMenu(message, at), showMessage(id), documentUrl(id).
  constructor({ message, author, quoted, quotedAuthor, acts }) {
    this.message = message;
    this.quoted = quoted;
    const bubble = element("div", { class: "bubble" },
      element("span", { class: "visually-hidden" }, `${author}: `),
      quoted ? this.#quote(quoted, quotedAuthor, acts) : null,
      message.document ? this.#document(acts) : null,
      message.text
        ? element("div", { class: "text" }, richText(message.text, message.entities, acts))
        : null,
      this.#meta(),
      tail());
    const hasKeyboard = message.keyboard.some((row) => row.length > 0);
    this.element = element("div", {
      class: `message ${message.fromBot ? "in" : "out"}`,
      "data-message": message.id,
      contextmenu: (event) => {
        event.preventDefault();
        acts.showMenu(message, event);
      },
    },
      element("div", { class: "stack" }, bubble, hasKeyboard ? this.#keyboard(acts) : null));
  }

  // Where it stands in a row of messages by one author.
  arrange({ isFirst, isLast }) {
    this.element.classList.toggle("first", isFirst);
    this.element.classList.toggle("last", isLast);
  }

  setRead(isRead) {
    if (!this.#ticks || this.#ticks.dataset.read === String(isRead)) return;
    this.#ticks.dataset.read = String(isRead);
    this.#ticks.setAttribute("aria-label", say(isRead ? "read" : "sent"));
    this.#ticks.replaceChildren(tickIcon(isRead));
  }

  // The bot has answered: no key waits any more.
  rest() {
    for (const key of this.element.querySelectorAll(".key[aria-busy]")) key.removeAttribute("aria-busy");
  }

  // Where the focus is among the keys; null when it is elsewhere.
  focusedKey() {
    const key = document.activeElement?.closest(".key");
    return key && this.element.contains(key) ? { row: +key.dataset.row, column: +key.dataset.column } : null;
  }

  // Gives the focus to the key at this place, or to the nearest there is. False when there is none.
  focusKey({ row, column }) {
    const keys = [...this.element.querySelectorAll(".key")];
    const nearest = keys.find((key) => +key.dataset.row === row && +key.dataset.column === column) ??
      keys.findLast((key) => +key.dataset.row <= row) ?? keys[0];
    nearest?.focus({ preventScroll: true });
    return nearest !== undefined;
  }

  #meta() {
    const { message } = this;
    if (!message.fromBot) this.#ticks = element("span", { class: "tick", role: "img" });
    const meta = element("span", { class: "meta" },
      message.edits > 0 ? element("span", { class: "edited" }, say("edited")) : null,
      element("time", {
        datetime: new Date(message.date * 1000).toISOString(),
        title: `${dayOf(message.date)}, ${timeOfDay(message.date, true)}`,
      }, timeOfDay(message.date)),
      this.#ticks);
    this.setRead(false);
    return meta;
  }

  #quote(quoted, author, acts) {
    return element("button", { type: "button", class: "quote", click: () => acts.showMessage(quoted.id) },
      element("span", { class: "quote-author", dir: "auto" }, author),
      element("span", { class: "quote-text", dir: "auto" }, summaryOf(quoted)));
  }

  #document(acts) {
    const { name, size } = this.message.document;
    return element("a", {
      class: "document",
      href: acts.documentUrl(this.message.id),
      download: name,
      "aria-label": say("download", { name }),
    },
      element("span", { class: "document-icon", "aria-hidden": "true" }, icon("download")),
      element("span", { class: "document-about" },
        element("span", { class: "document-name", dir: "auto" }, name),
        element("span", { class: "document-size" }, sizeOf(size))));
  }

  #keyboard(acts) {
    const rows = this.message.keyboard.filter((row) => row.length > 0);
    return element("div", { class: "keyboard", keydown: goToNeighbour }, rows.map((row, rowIndex) =>
      element("div", { class: "keys" }, row.map((button, column) =>
        this.#key({ button, row: rowIndex, column }, acts)))));
  }

  #key({ button, row, column }, acts) {
    const key = element("button", {
      type: "button",
      class: "key",
      "data-row": row,
      "data-column": column,
      click: () => acts.press(this.message, { row, column, button, key }),
    },
      element("span", { class: "key-label", dir: "auto" }, button.label),
      button.url ? icon("outward") : null,
      button.url ? element("span", { class: "visually-hidden" }, `, ${say("opensLink")}`) : null);
    return key;
  }
}

// The arrow keys go from key to key, as they lie; into a shorter row, to its last.
function goToNeighbour(event) {
  const rows = [...event.currentTarget.children].map((row) => [...row.children]);
  const row = rows.findIndex((keys) => keys.includes(document.activeElement));
  const column = rows[row]?.indexOf(document.activeElement);
  const nearest = (keys) => keys?.[column] ?? keys?.at(-1);
  const neighbour = {
    ArrowLeft: () => rows[row][column - 1],
    ArrowRight: () => rows[row][column + 1],
    ArrowUp: () => nearest(rows[row - 1]),
    ArrowDown: () => nearest(rows[row + 1]),
  }[event.key];
  if (row < 0 || !neighbour || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  neighbour()?.focus();
}
