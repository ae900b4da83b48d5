// A person's chats, each on a row of its own.

import { avatar } from "./avatar.js";
import { element, reconcile } from "./dom.js";
import { icon, tickIcon } from "./icons.js";
import { moveFocus } from "./keys.js";
import { summaryOf } from "./message_view.js";
import { momentInList, say } from "./words.js";

export class ChatList {
  element;
  #app;
  #person;
  #open; // what to call with the username of a bot
  #list;
  #rows = new Map(); // by username; they stay, so that a press or the focus is never lost

  constructor({ app, person, open }) {
    this.#app = app;
    this.#person = person;
    this.#open = open;
    this.#list = element("ul", {
      class: "chat-rows",
      keydown: (event) => moveFocus(event, [...this.#list.querySelectorAll(".chat-row")]),
    });
    this.element = element("nav", { class: "chat-list", "aria-label": say("chats") }, this.#list);
  }

  // `current` is the username of the bot whose chat is open, or null.
  update(current) {
    const focused = document.activeElement;
    const bots = this.#app.model.contactsOf(this.#person.id);
    const rows = bots.map((bot) => this.#row(bot));
    rows.forEach((row, index) => row.show(this.#content(bots[index], current)));
    reconcile(this.#list, rows.map((row) => row.element));
    // A row that goes to another place loses it.
    if (this.#list.contains(focused)) focused.focus({ preventScroll: true });
  }

  // On the row of this bot, or the first.
  focus(username) {
    const row = this.#rows.get(username)?.element ?? this.#list.firstElementChild;
    row?.firstElementChild.focus({ preventScroll: true });
  }

  #row({ username }) {
    if (!this.#rows.has(username)) this.#rows.set(username, new ChatRow(username, this.#open));
    return this.#rows.get(username);
  }

  #content(bot, current) {
    const chat = this.#app.model.chat(this.#person.id, bot.username);
    const newest = chat.newest();
    const { unread } = chat;
    return {
      bot,
      isCurrent: bot.username === current,
      ticks: newest && !newest.fromBot ? { isRead: newest.id <= chat.readUpTo } : null,
      time: newest ? momentInList(newest.date) : null,
      preview: previewOf(bot, newest),
      unread,
      isPinned: bot.isMain && unread === 0,
    };
  }
}

class ChatRow {
  element;
  #button;
  #shown = "";

  constructor(username, open) {
    this.#button = element("button", {
      type: "button", class: "chat-row", "data-bot": username, click: () => open(username),
    });
    this.element = element("li", {}, this.#button);
  }

  show(content) {
    const text = JSON.stringify(content);
    if (text === this.#shown) return;
    this.#shown = text;
    const { bot, isCurrent, ticks, time, preview, unread, isPinned } = content;
    this.#button.ariaCurrent = isCurrent ? "true" : null;
    this.#button.replaceChildren(
      avatar(bot),
      element("span", { class: "chat-row-about" },
        element("span", { class: "chat-row-line" },
          element("span", { class: "chat-row-name", dir: "auto" }, bot.name),
          ticks ? element("span", { class: "tick" }, tickIcon(ticks.isRead)) : null,
          time ? element("time", {}, time) : null),
        element("span", { class: "chat-row-line" },
          element("span", { class: "chat-row-preview", dir: "auto" }, preview),
          unread > 0 ? unreadBadge(unread) : null,
          isPinned ? icon("pin") : null)));
  }
}

function previewOf(bot, newest) {
  if (bot.isFather) return say("botTools");
  return newest ? summaryOf(newest) : say("noMessages");
}

export function unreadBadge(count) {
  return element("span", { class: "badge" },
    element("span", { "aria-hidden": "true" }, String(count)),
    element("span", { class: "visually-hidden" }, say("unread", { count })));
}
