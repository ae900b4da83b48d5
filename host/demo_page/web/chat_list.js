// A person's chats, each on a row of its own.

import { avatar } from "./avatar.js";
import { element } from "./dom.js";
import { icon, tickIcon } from "./icons.js";
import { summaryOf } from "./message_view.js";
import { moveFocus } from "./overlays.js";
import { momentInList, say } from "./words.js";

export class ChatList {
  element;
  #app;
  #person;
  #open; // what to call with the username of a bot
  #rows;

  constructor({ app, person, open }) {
    this.#app = app;
    this.#person = person;
    this.#open = open;
    this.#rows = element("ul", {
      class: "chat-rows",
      keydown: (event) => moveFocus(event, [...this.#rows.querySelectorAll(".chat-row")]),
    });
    this.element = element("nav", { class: "chat-list", "aria-label": say("chats") }, this.#rows);
  }

  // `current` is the username of the bot whose chat is open, or null.
  update(current) {
    const focused = document.activeElement?.closest(".chat-row");
    const focusedBot = focused && this.#rows.contains(focused) ? focused.dataset.bot : null;
    this.#rows.replaceChildren(...this.#app.model.contactsOf(this.#person.id).map((bot) =>
      element("li", {}, this.#row(bot, bot.username === current))));
    if (focusedBot) this.focus(focusedBot);
  }

  // On the row of this bot, or the first.
  focus(username) {
    const row = [...this.#rows.querySelectorAll(".chat-row")]
      .find((one) => one.dataset.bot === username) ?? this.#rows.querySelector(".chat-row");
    row?.focus({ preventScroll: true });
  }

  #row(bot, isCurrent) {
    const chat = this.#app.model.chat(this.#person.id, bot.username);
    const newest = chat.newest();
    return element("button", {
      type: "button",
      class: "chat-row",
      "data-bot": bot.username,
      "aria-current": isCurrent ? "true" : null,
      click: () => this.#open(bot.username),
    },
      avatar(bot),
      element("span", { class: "chat-row-about" },
        element("span", { class: "chat-row-line" },
          element("span", { class: "chat-row-name", dir: "auto" }, bot.name),
          newest && !newest.fromBot ? element("span", { class: "tick" }, tickIcon(newest.id <= chat.readUpTo)) : null,
          newest ? element("time", {}, momentInList(newest.date)) : null),
        element("span", { class: "chat-row-line" },
          element("span", { class: "chat-row-preview", dir: "auto" }, previewOf(bot, chat, newest)),
          chat.unread > 0 ? unreadBadge(chat.unread) : null,
          bot.isMain && chat.unread === 0 ? icon("pin") : null)));
  }
}

function previewOf(bot, chat, newest) {
  if (bot.isFather) return say("botTools");
  return newest ? summaryOf(newest) : say("noMessages");
}

export function unreadBadge(count) {
  return element("span", { class: "badge" },
    element("span", { "aria-hidden": "true" }, String(count)),
    element("span", { class: "visually-hidden" }, say("unread", { count })));
}
