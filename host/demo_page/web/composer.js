// Where a person writes: a field that grows, the menu of commands behind /, documents, the bar of the
// message that is replied to.

import { element, freshId } from "./dom.js";
import { icon, planeIcon } from "./icons.js";
import { isTyping } from "./keys.js";
import { summaryOf } from "./message_view.js";
import { say } from "./words.js";

const longestText = 4096;

export class Composer {
  element;
  #field;
  #suggestions;
  #replyBar;
  #menuButton;
  #sendButton;
  #offered = []; // the commands in the menu now
  #active = -1; // the one that Enter would send
  #commands = [];
  #chat;
  #acts;

  // `acts` has send(text), attach(file), loadCommands(), which answers null when they are out of reach,
  // authorOf(message), replyToPrevious(step), copy(text).
  constructor({ chat, name, acts }) {
    this.#chat = chat;
    this.#acts = acts;
    const listId = freshId("commands");
    this.#suggestions = element("ul", {
      class: "suggestions", role: "listbox", id: listId, "aria-label": say("commands"), hidden: true,
    });
    this.#replyBar = element("div", { class: "reply-bar", "aria-live": "polite", hidden: true });
    this.#field = element("textarea", {
      class: "field",
      rows: 1,
      maxlength: longestText,
      dir: "auto",
      enterkeyhint: "send",
      placeholder: say("message"),
      "aria-label": say("messageTo", { name }),
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-controls": listId,
      input: () => this.#changed(),
      keydown: (event) => this.#pressed(event),
      focus: () => this.#refreshCommands(),
      blur: () => this.#offer([]),
      copy: (event) => this.#copied(event),
      paste: (event) => this.#pasted(event),
    });
    this.#menuButton = element("button", {
      type: "button",
      class: "menu-button",
      "aria-label": say("commands"),
      "aria-haspopup": "listbox",
      "aria-controls": listId,
      hidden: true,
      // Before the field loses the focus, and with it the menu.
      pointerdown: (event) => event.preventDefault(),
      click: () => this.#toggleMenu(),
    }, icon("menu"), element("span", { class: "menu-word" }, say("menu")));
    const file = element("input", {
      type: "file",
      hidden: true,
      change: () => {
        if (file.files.length > 0) acts.attach(file.files[0]);
        file.value = "";
      },
    });
    this.#sendButton = element("button", { type: "submit", class: "send", "aria-label": say("send") },
      planeIcon());
    this.element = element("form", {
      class: "composer",
      submit: (event) => {
        event.preventDefault();
        this.#send(this.#field.value);
      },
    },
      this.#suggestions,
      this.#replyBar,
      element("div", { class: "composer-row" },
        this.#menuButton,
        element("div", { class: "field-box" },
          this.#field,
          element("button", {
            type: "button",
            class: "icon-button attach",
            "aria-label": say("attach"),
            title: say("attach"),
            click: () => file.click(),
          }, icon("attach")),
          file),
        this.#sendButton));
    this.#field.value = chat.draft;
    this.#changed();
    this.showReply();
    this.#refreshCommands();
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  // A text that could not be sent; what has been written since stays.
  takeBack(text) {
    if (!this.#field.value) this.#field.value = text;
    this.#changed();
  }

  fit() {
    this.#field.style.height = "auto";
    const height = this.#field.scrollHeight;
    if (height > 0) this.#field.style.height = `${height}px`;
  }

  showReply() {
    const replied = this.#chat.find(this.#chat.replyTo);
    this.#replyBar.hidden = !replied;
    if (!replied) return;
    this.#replyBar.replaceChildren(
      icon("reply"),
      element("span", { class: "reply-about" },
        element("span", { class: "quote-author", dir: "auto" },
          say("replyTo", { name: this.#acts.authorOf(replied) })),
        element("span", { class: "quote-text", dir: "auto" }, summaryOf(replied))),
      element("button", {
        type: "button",
        class: "icon-button",
        "aria-label": say("cancelReply"),
        click: () => this.#endReply(),
      }, icon("close")));
  }

  #endReply() {
    this.#chat.replyTo = null;
    this.showReply();
    this.focus();
  }

  async #refreshCommands() {
    this.#commands = (await this.#acts.loadCommands()) ?? this.#commands;
    this.#menuButton.hidden = this.#commands.length === 0;
  }

  // A bot may have another menu by now.
  async #offerAnew() {
    await this.#refreshCommands();
    if (this.#field.value === "/") this.#offer(this.#commands);
  }

  #changed() {
    const text = this.#field.value;
    this.#chat.draft = text;
    this.element.classList.toggle("has-text", text.trim() !== "");
    this.#sendButton.disabled = text.trim() === "";
    this.fit();
    const typed = /^\/(\w*)$/.exec(text)?.[1];
    this.#offer(typed === undefined ? [] : this.#matching(typed.toLowerCase()));
    if (typed === "") this.#offerAnew();
  }

  #matching(typed) {
    const found = this.#commands.filter((command) => command.name.startsWith(typed));
    return found.sort((a, b) => (b.name === typed) - (a.name === typed));
  }

  async #toggleMenu() {
    const wasOpen = !this.#suggestions.hidden;
    this.focus();
    if (wasOpen) {
      this.#offer([]);
      return;
    }
    await this.#refreshCommands();
    this.#offer(this.#commands);
  }

  #offer(commands) {
    this.#offered = commands;
    const isOpen = commands.length > 0;
    this.#suggestions.hidden = !isOpen;
    this.#menuButton.setAttribute("aria-expanded", String(isOpen));
    this.#suggestions.replaceChildren(...commands.map((command, index) => this.#option(command, index)));
    this.#activate(isOpen ? 0 : -1);
  }

  #option({ name, description }, index) {
    return element("li", {
      class: "suggestion",
      role: "option",
      id: freshId("command"),
      // The field keeps the focus.
      pointerdown: (event) => event.preventDefault(),
      pointermove: () => this.#activate(index),
      click: () => this.#send(`/${name}`),
    },
      element("span", { class: "suggestion-name" }, `/${name}`),
      element("span", { class: "suggestion-about", dir: "auto" }, description));
  }

  #activate(index) {
    this.#active = index;
    [...this.#suggestions.children].forEach((option, at) =>
      option.setAttribute("aria-selected", String(at === index)));
    const option = this.#suggestions.children[index];
    if (option) this.#field.setAttribute("aria-activedescendant", option.id);
    else this.#field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #pressed(event) {
    if (isTyping(event)) return;
    const count = this.#offered.length;
    if (count > 0 && this.#pressedInMenu(event, count)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send(this.#field.value);
    } else if (event.key === "Escape" && this.#chat.replyTo !== null) {
      event.stopPropagation();
      this.#endReply();
    } else if ((event.ctrlKey || event.metaKey) && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.#acts.replyToPrevious(event.key === "ArrowUp" ? -1 : 1);
    }
  }

  // Whether the key meant something to the menu of commands.
  #pressedInMenu(event, count) {
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case "ArrowDown":
        this.#activate((this.#active + 1) % count);
        return true;
      case "ArrowUp":
        this.#activate((this.#active - 1 + count) % count);
        return true;
      case "Enter":
        if (event.shiftKey) return false;
        this.#send(`/${this.#offered[this.#active].name}`);
        return true;
      case "Tab":
        this.#field.value = `/${this.#offered[this.#active].name} `;
        this.#changed();
        return true;
      case "Escape":
        this.#offer([]);
        return true;
      default:
        return false;
    }
  }

  // With nothing selected in the field, it is the message that is replied to: the keyboard's way to it.
  #copied(event) {
    const { selectionStart, selectionEnd } = this.#field;
    const replied = this.#chat.find(this.#chat.replyTo);
    if (!replied?.text || selectionStart !== selectionEnd) return;
    event.preventDefault();
    this.#acts.copy(replied.text);
  }

  #pasted(event) {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    this.#acts.attach(file);
  }

  #send(text) {
    const wanted = text.trim();
    if (!wanted) return;
    this.#field.value = "";
    this.#changed();
    this.#acts.send(wanted);
    this.focus();
  }
}
