// A phone, as it were: one person's chats and the one that is open.

import { avatar } from "./avatar.js";
import { ChatList, unreadBadge } from "./chat_list.js";
import { ChatView } from "./chat_view.js";
import { element } from "./dom.js";
import { icon } from "./icons.js";
import { isTyping } from "./keys.js";
import { choose, toast } from "./overlays.js";
import { partOf, say } from "./words.js";

const roomForBoth = 640; // pixels from which list and chat stand beside each other

export class Pane {
  element;
  state; // {person, bot}: an id, and the username of the bot whose chat is open, or null
  #app;
  #list;
  #chat = null;
  #slot;
  #toasts;

  constructor(app, state) {
    this.#app = app;
    this.state = state;
    const person = this.person;
    this.#list = new ChatList({ app, person, open: (bot) => this.open(bot) });
    this.#slot = element("div", { class: "chat-slot" });
    this.#toasts = element("div", { class: "toasts", role: "status" });
    this.element = element("section", {
      class: "pane",
      "aria-label": say("paneOf", { name: person.name, part: partOf(person) }),
      "data-person": person.id,
      keydown: (event) => this.#pressed(event),
    },
      element("header", { class: "account" },
        this.personSwitch(person, "in-account"), app.settingsButton(this), app.closeButton(this)),
      element("div", { class: "pane-body" }, this.#list.element, this.#slot),
      this.#toasts);
    new ResizeObserver(([{ contentRect }]) =>
      this.element.classList.toggle("split", contentRect.width >= roomForBoth)).observe(this.element);
    if (state.bot) this.#show(state.bot);
    this.update();
  }

  get person() {
    return this.#app.model.person(this.state.person);
  }

  // Opens the chat with a bot, and puts the cursor there.
  open(username) {
    this.#show(username);
    this.update();
    this.#app.keep();
    this.#chat?.shown();
    if (!this.#app.isTouched()) this.#chat?.focus();
  }

  close() {
    const username = this.state.bot;
    this.state.bot = null;
    this.#chat = null;
    this.#slot.replaceChildren();
    this.update();
    this.#app.keep();
    this.#list.focus(username);
  }

  // To be called when the pane has become visible.
  shown() {
    this.#chat?.shown();
  }

  update() {
    this.element.classList.toggle("in-chat", this.#chat !== null);
    this.#list.update(this.state.bot);
    this.#chat?.update();
  }

  // A bot has answered one of this person's presses.
  answer({ bot, text, alert }) {
    if (this.state.bot === bot) this.#chat.rest();
    if (!text) return;
    if (alert && this.state.bot === bot) this.#chat.alert(text);
    else this.toast(text);
  }

  toast(text) {
    toast(this.#toasts, text);
  }

  // The button that says who this is, and lets the visitor be somebody else.
  personSwitch(person, className) {
    const part = partOf(person);
    return element("button", {
      type: "button",
      class: `person ${className}`,
      "aria-haspopup": "menu",
      "aria-label": say("switchPerson", { name: person.name, part }),
      click: () => this.#switchPerson(),
    },
      avatar(person),
      element("span", { class: "person-about" },
        element("span", { class: "person-name", dir: "auto" }, person.name),
        element("span", { class: "person-part", dir: "auto" }, part)),
      icon("down"));
  }

  async #switchPerson() {
    const { model } = this.#app;
    const chosen = await choose(this.element, {
      label: say("people"),
      className: "from-top",
      items: model.people.map((person) => {
        const unread = model.unreadOf(person.id);
        return {
          label: person.name,
          detail: partOf(person),
          value: person.id,
          lead: avatar(person),
          badge: unread > 0 ? unreadBadge(unread) : null,
          isChecked: person.id === this.state.person,
        };
      }),
    });
    if (chosen !== null && chosen !== this.state.person) this.#app.become(this, chosen);
  }

  #show(username) {
    const bot = this.#app.model.bot(username);
    this.state.bot = bot ? username : null;
    this.#chat = bot ? new ChatView({ app: this.#app, pane: this, person: this.person, bot }) : null;
    this.#slot.replaceChildren(...(this.#chat ? [this.#chat.element] : []));
  }

  // What lies over the pane has keys of its own.
  #pressed(event) {
    if (isTyping(event) || event.target.closest(".overlay")) return;
    if (event.key === "Escape" && this.state.bot && !event.defaultPrevented) {
      event.preventDefault();
      this.close();
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.#openNext(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  #openNext(step) {
    const bots = this.#app.model.contactsOf(this.state.person);
    const at = bots.findIndex((bot) => bot.username === this.state.bot);
    const next = at < 0 ? 0 : (at + step + bots.length) % bots.length;
    this.open(bots[next].username);
  }
}
