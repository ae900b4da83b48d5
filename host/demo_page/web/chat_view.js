// One chat: its header, its messages, and what is below them.

import { avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { element, reconcile } from "./dom.js";
import { fatherMessages } from "./bot_father.js";
import { icon } from "./icons.js";
import { MessageView, summaryOf } from "./message_view.js";
import { chatKey } from "./model.js";
import { alertOver, ask, choose } from "./overlays.js";
import { dayOf, say, sizeOf } from "./words.js";

const atBottom = 60; // pixels from the end that still count as there
const scrollRest = 900; // milliseconds until scrolling counts as over
const sameBreath = 300; // seconds between messages that belong together
const largestDocument = 8 * 1024 * 1024;

export class ChatView {
  element;
  bot;
  #app;
  #pane;
  #where; // {person, bot} as the server wants it
  #chat;
  #views = new Map();
  #days = new Map();
  #log;
  #scroll;
  #toBottom;
  #footer;
  #composer = null;
  #footerKind = "";
  #isFirstUpdate = true;
  #rest = 0; // the timer that tells that scrolling is over

  constructor({ app, pane, person, bot }) {
    this.#app = app;
    this.#pane = pane;
    this.bot = bot;
    this.#where = { person: person.id, bot: bot.username };
    this.#chat = app.model.chat(person.id, bot.username);
    this.#log = element("div", { class: "log", role: "log", "aria-label": say("messagesOf", { name: bot.name }) });
    this.#scroll = element("div", { class: "scroll", tabindex: "0", scroll: () => this.#scrolling() }, this.#log);
    this.#toBottom = element("button", {
      type: "button", class: "to-bottom", "aria-label": say("toNewest"), hidden: true,
      click: () => this.#goToBottom("smooth"),
    }, icon("down"), element("span", { class: "badge", hidden: true }));
    this.#footer = element("div", { class: "footer" });
    this.element = element("div", {
      class: "chat",
      dragover: (event) => this.#draggedOver(event),
      drop: (event) => this.#dropped(event),
    },
      this.#header(person),
      element("div", { class: "wallpaper" }, this.#scroll, this.#toBottom),
      this.#footer);
    this.update();
  }

  // To be called when it has become visible.
  shown() {
    this.#composer?.fit();
    this.#goToBottom("instant");
    this.update();
  }

  focus() {
    const start = this.#footer.querySelector(".start");
    if (start) start.focus({ preventScroll: true });
    else this.#composer?.focus();
  }

  // A bot has answered a press in this chat.
  rest() {
    for (const view of this.#views.values()) view.rest();
  }

  update() {
    const wasAtBottom = this.#isAtBottom();
    const focused = this.#focusedKey();
    const newest = this.#messages().at(-1);
    const isOwnNew = newest && !newest.fromBot && !this.#views.has(newest.id);
    this.#showMessages();
    this.#showFooter();
    if (focused) this.#restoreFocus(focused);
    if (wasAtBottom || isOwnNew) this.#goToBottom("instant");
    this.#scrolled();
    this.#isFirstUpdate = false;
  }

  alert(text) {
    alertOver(this.#pane.element, { title: this.bot.name, text });
  }

  #messages() {
    return this.bot.isFather ? fatherMessages(this.#app.model.bots) : this.#chat.messages;
  }

  #header(person) {
    return element("header", { class: "chat-header" },
      element("button", {
        type: "button", class: "icon-button back", "aria-label": say("back"), click: () => this.#pane.close(),
      }, icon("back")),
      avatar(this.bot),
      element("div", { class: "chat-title" },
        element("h2", { dir: "auto" }, this.bot.name),
        element("p", {}, this.bot.isFather ? say("botTools") : say("bot"))),
      this.#pane.personSwitch(person, "in-header"));
  }

  // --- Messages ---

  #showMessages() {
    const messages = this.#messages();
    const sections = new Map();
    messages.forEach((message, index) => {
      const view = this.#viewOf(message);
      view.arrange({
        isFirst: !belongTogether(messages[index - 1], message),
        isLast: !belongTogether(message, messages[index + 1]),
      });
      view.setRead(message.id <= this.#chat.readUpTo);
      const day = dayOf(message.date);
      if (!sections.has(day)) sections.set(day, []);
      sections.get(day).push(view.element);
    });
    for (const id of this.#views.keys()) {
      if (!messages.some((message) => message.id === id)) this.#views.delete(id);
    }
    if (messages.length === 0) reconcile(this.#log, [this.#emptyHint()]);
    else reconcile(this.#log, [...sections].map(([day, rows]) => this.#day(day, rows)));
  }

  #day(day, rows) {
    if (!this.#days.has(day)) {
      this.#days.set(day, element("section", { class: "day" }, element("h3", { class: "date" }, day)));
    }
    const section = this.#days.get(day);
    reconcile(section, [section.firstElementChild, ...rows]);
    return section;
  }

  #emptyHint() {
    return element("div", { class: "hint" },
      avatar(this.bot),
      element("p", {}, say("startHint", { name: this.bot.name })));
  }

  #viewOf(message) {
    const known = this.#views.get(message.id);
    const repliesTo = this.#app.replies.of(chatKey(this.#where.person, this.#where.bot), message.id);
    const quoted = repliesTo === undefined ? undefined : this.#chat.find(repliesTo);
    if (known?.message === message && known.quoted === quoted) return known;
    const view = new MessageView({
      message,
      author: this.#authorOf(message),
      quoted,
      quotedAuthor: quoted ? this.#authorOf(quoted) : "",
      acts: this.#messageActs(),
    });
    if (!known && !this.#isFirstUpdate) view.element.classList.add("fresh");
    this.#views.set(message.id, view);
    return view;
  }

  #authorOf(message) {
    return message.fromBot ? this.bot.name : say("you");
  }

  #messageActs() {
    return {
      openLink: (url) => this.#openLink(url),
      sendCommand: (text) => this.#send(text),
      copy: (text) => this.#copy(text),
      press: (message, place) => this.#press(message, place),
      showMenu: (message) => this.#showMenu(message),
      showMessage: (id) => this.#showMessage(id),
      documentUrl: (id) => this.#app.server.documentUrl(this.#where, id),
    };
  }

  #focusedKey() {
    for (const [id, view] of this.#views) {
      const place = view.focusedKey();
      if (place) return { id, view, place };
    }
    return null;
  }

  // An edit has replaced the message whose key had the focus.
  #restoreFocus({ id, view, place }) {
    const now = this.#views.get(id);
    if (now === view && view.element.isConnected) return;
    if (!now?.focusKey(place)) this.focus();
  }

  #showMessage(id) {
    const target = this.#views.get(id)?.element;
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: this.#app.smooth() });
    target.classList.remove("pointed-at");
    void target.offsetWidth; // so that the animation begins anew
    target.classList.add("pointed-at");
  }

  // --- Scrolling ---

  #isAtBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    return scrollHeight - scrollTop - clientHeight < atBottom;
  }

  #goToBottom(behavior) {
    this.#scroll.scrollTo({
      top: this.#scroll.scrollHeight,
      behavior: behavior === "smooth" ? this.#app.smooth() : "instant",
    });
  }

  #scrolling() {
    this.#scrolled();
    this.#log.classList.add("scrolls");
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#log.classList.remove("scrolls"), scrollRest);
  }

  #scrolled() {
    for (const day of this.#days.values()) {
      day.firstElementChild.classList.toggle("stuck", day.offsetTop < this.#scroll.scrollTop);
    }
    const isThere = this.#isAtBottom();
    this.#toBottom.hidden = isThere;
    const badge = this.#toBottom.lastElementChild;
    badge.hidden = this.#chat.unread === 0;
    badge.textContent = String(this.#chat.unread);
    const isSeen = document.visibilityState === "visible" && this.#scroll.clientHeight > 0;
    if (isThere && isSeen && !this.bot.isFather) {
      this.#app.model.markRead(this.#where.person, this.#where.bot);
    }
  }

  // --- Below the messages ---

  #showFooter() {
    const isNew = this.#chat.messages.every((message) => message.fromBot);
    let kind = "composer";
    if (this.bot.isFather) kind = "father";
    else if (isNew || this.#chat.startWith !== null) kind = "start";
    if (kind === this.#footerKind) return;
    const hadFocus = this.#footer.contains(document.activeElement);
    this.#footerKind = kind;
    this.#composer = kind === "composer" ? this.#makeComposer() : null;
    this.#footer.replaceChildren(this.#composer?.element ?? this.#startButton());
    this.#composer?.fit();
    if (hadFocus) this.focus();
  }

  #startButton() {
    const isFather = this.bot.isFather;
    return element("button", {
      type: "button",
      class: "start",
      click: () => (isFather ? this.#makeBot() : this.#pressStart()),
    }, isFather ? say("newBot") : say("start"));
  }

  #makeComposer() {
    return new Composer({
      chat: this.#chat,
      name: this.bot.name,
      acts: {
        send: (text) => this.#send(text),
        attach: (file) => this.#attach(file),
        loadCommands: () => this.#app.server.commands(this.#where).catch(() => []),
        authorOf: (message) => this.#authorOf(message),
        replyToPrevious: (step) => this.#replyToPrevious(step),
      },
    });
  }

  #pressStart() {
    const payload = this.#chat.startWith;
    this.#chat.startWith = null;
    this.#send(payload ? `/start ${payload}` : "/start");
    this.#showFooter();
    this.focus();
  }

  async #makeBot() {
    const field = element("input", { class: "line-field", maxlength: 20, required: true, dir: "auto",
      "aria-label": say("newBotName") });
    const wanted = await ask(this.#pane.element, {
      title: say("newBotName"),
      content: [field],
      choices: [{ label: say("cancel"), value: null }, { label: say("make"), value: true }],
    });
    if (wanted && field.value.trim()) {
      await this.#try(() => this.#app.server.makeBot(field.value.trim()));
    }
  }

  // --- Acts ---

  async #send(text) {
    const { replyTo } = this.#chat;
    this.#chat.replyTo = null;
    this.#composer?.showReply();
    const receipt = await this.#try(() => this.#app.server.sendText(this.#where, text));
    if (!receipt) {
      this.#chat.draft = text;
      this.#footerKind = "";
    } else if (replyTo !== null) {
      this.#app.replies.note(chatKey(this.#where.person, this.#where.bot), receipt.message, replyTo);
    }
    this.update();
  }

  #replyTo(message) {
    this.#chat.replyTo = message.id;
    this.#composer?.showReply();
    this.focus();
  }

  #replyToPrevious(step) {
    const { messages } = this.#chat;
    const at = messages.findIndex((message) => message.id === this.#chat.replyTo);
    const next = at < 0 ? (step < 0 ? messages.length - 1 : -1) : at + step;
    this.#chat.replyTo = messages[next]?.id ?? null;
    if (messages[next]) this.#showMessage(messages[next].id);
  }

  async #press(message, { row, column, button, key }) {
    if (button.url) {
      await this.#openLink(button.url);
      return;
    }
    key.setAttribute("aria-busy", "true");
    const press = { message: message.id, row, column, label: button.label };
    const receipt = await this.#try(() => this.#app.server.tap(this.#where, press));
    if (!receipt) key.removeAttribute("aria-busy");
  }

  async #openLink(written) {
    const target = readLink(written);
    const bot = target.username ? this.#app.model.bot(target.username) : undefined;
    if (bot && !bot.isFather) {
      if (target.start) this.#app.model.chat(this.#where.person, bot.username).startWith = target.start;
      this.#pane.open(bot.username);
      return;
    }
    if (!target.url) {
      this.#pane.toast(say("linkNotOpened"));
      return;
    }
    const isWanted = await ask(this.#pane.element, {
      title: say("openLink"),
      content: [element("p", { class: "link-shown", dir: "ltr" }, target.url)],
      choices: [{ label: say("cancel"), value: false }, { label: say("open"), value: true }],
    });
    if (isWanted) window.open(target.url, "_blank", "noopener,noreferrer");
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.#pane.toast(say("copied"));
    } catch {
      this.#pane.toast(say("notCopied"));
    }
  }

  async #showMenu(message) {
    const items = [{ label: say("copyText"), value: "copy", lead: icon("copy") }];
    if (this.#composer) items.unshift({ label: say("reply"), value: "reply", lead: icon("reply") });
    const chosen = await choose(this.#pane.element, { label: summaryOf(message), items });
    if (chosen === "reply") this.#replyTo(message);
    if (chosen === "copy") await this.#copy(message.text);
  }

  // --- Documents ---

  #draggedOver(event) {
    if (this.#composer && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  #dropped(event) {
    const file = event.dataTransfer?.files[0];
    if (!this.#composer || !file) return;
    event.preventDefault();
    this.#attach(file);
  }

  async #attach(file) {
    if (file.size === 0 || file.size > largestDocument) {
      this.#pane.toast(say(file.size === 0 ? "emptyDocument" : "tooLarge"));
      return;
    }
    const caption = element("input", { class: "line-field", maxlength: 1024, dir: "auto",
      placeholder: say("caption"), "aria-label": say("caption"), "data-first": true });
    const isWanted = await ask(this.#pane.element, {
      title: say("sendDocument"),
      content: [
        element("p", { class: "file-shown" }, element("strong", { dir: "auto" }, file.name), ` · ${sizeOf(file.size)}`),
        caption,
      ],
      choices: [{ label: say("cancel"), value: false }, { label: say("send"), value: true }],
    });
    if (isWanted) {
      await this.#try(() => this.#app.server.sendDocument(this.#where, file, caption.value.trim()));
    }
  }

  // What a request answers; null when it was refused, which the visitor is told.
  async #try(request) {
    try {
      return await request();
    } catch (refusal) {
      this.#pane.toast(refusal.message);
      return null;
    }
  }
}

function belongTogether(one, other) {
  return one !== undefined && other !== undefined && one.fromBot === other.fromBot &&
    Math.abs(other.date - one.date) < sameBreath && dayOf(one.date) === dayOf(other.date);
}

// A bot's username and start payload, or a URL that a browser may open, or neither.
function readLink(written) {
  const mention = /^@(\w+)$/.exec(written);
  if (mention) return { username: mention[1], url: `https://t.me/${mention[1]}` };
  const address = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`;
  if (!URL.canParse(address)) return {};
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return {};
  const isTelegram = url.hostname === "t.me" || url.hostname === "telegram.me";
  const username = isTelegram ? url.pathname.slice(1) : undefined;
  return { username, start: url.searchParams.get("start"), url: url.href };
}
