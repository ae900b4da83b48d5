// One chat: its header, its messages, and what is below them. What a person does here goes to the
// server; what comes of it arrives with the event stream.

import { avatar } from "./avatar.js";
import { fatherMessages } from "./bot_father.js";
import { Composer } from "./composer.js";
import { element } from "./dom.js";
import { icon } from "./icons.js";
import { readLink } from "./links.js";
import { MessageLog } from "./message_log.js";
import { summaryOf } from "./message_view.js";
import { chatKey } from "./model.js";
import { alertOver, ask, choose } from "./overlays.js";
import { Refusal } from "./server.js";
import { say, sizeOf } from "./words.js";

const largestDocument = 8 * 1024 * 1024;
const longBreath = 400; // milliseconds after which a bot that does not answer is at work visibly
const longestTyping = 6000;

export class ChatView {
  element;
  bot;
  #app;
  #pane;
  #where; // {person, bot} as the server wants it
  #chat;
  #log;
  #footer = element("div", { class: "footer" });
  #footerKind = "";
  #composer = null;
  #state = element("p", { class: "chat-state" });
  #typing = 0; // the timer of what the header says

  constructor({ app, pane, person, bot }) {
    this.#app = app;
    this.#pane = pane;
    this.bot = bot;
    this.#where = { person: person.id, bot: bot.username };
    this.#chat = app.model.chat(person.id, bot.username);
    this.#log = this.#makeLog();
    this.element = element("div", {
      class: "chat",
      dragover: (event) => this.#draggedOver(event),
      drop: (event) => this.#dropped(event),
    },
      this.#header(person), this.#log.element, this.#footer);
    this.update();
  }

  // To be called when it has become visible.
  shown() {
    this.#composer?.fit();
    this.#log.goToBottom();
    this.update();
  }

  focus() {
    const start = this.#footer.querySelector(".start");
    if (start) start.focus({ preventScroll: true });
    else this.#composer?.focus();
  }

  update() {
    const keptFocus = this.#log.update();
    this.#showFooter();
    this.#showTyping();
    if (!keptFocus) this.focus();
  }

  // A bot has answered a press in this chat.
  rest() {
    this.#log.rest();
  }

  async alert(text) {
    await alertOver(this.#pane.element, { title: this.bot.name, text });
    // The key that was pressed may be gone with an edit, and the focus with it.
    if (document.activeElement === document.body && !this.#app.isTouched()) this.focus();
  }

  // --- Parts ---

  #header(person) {
    return element("header", { class: "chat-header" },
      element("button", {
        type: "button", class: "icon-button back", "aria-label": say("back"), click: () => this.#pane.close(),
      }, icon("back")),
      avatar(this.bot),
      element("div", { class: "chat-title" },
        element("h2", { dir: "auto" }, this.bot.name),
        this.#state),
      this.#pane.personSwitch(person, "in-header"));
  }

  #makeLog() {
    const { model, replies, server } = this.#app;
    return new MessageLog(say("messagesOf", { name: this.bot.name }), {
      messages: () => (this.bot.isFather ? fatherMessages(model.bots) : this.#chat.messages),
      unread: () => this.#chat.unread,
      readUpTo: () => this.#chat.readUpTo,
      quotedBy: (message) => this.#chat.find(replies.of(this.#key(), message.id)),
      authorOf: (message) => this.#authorOf(message),
      hint: () => this.#hint(),
      seen: () => model.markRead(this.#where.person, this.#where.bot),
      smooth: () => this.#app.smooth(),
      acts: {
        openLink: (url) => this.#openLink(url),
        sendCommand: (text) => this.#send(text),
        copy: (text) => this.#copy(text),
        press: (message, place) => this.#press(message, place),
        showMenu: (message, at) => this.#showMenu(message, at),
        documentUrl: (id) => server.documentUrl(this.#where, id),
      },
    });
  }

  #hint() {
    return element("div", { class: "hint" },
      avatar(this.bot), element("p", {}, say("startHint", { name: this.bot.name })));
  }

  #showTyping() {
    clearTimeout(this.#typing);
    const { isAwaited } = this.#chat;
    if (!isAwaited) this.#showState(this.bot.isFather ? "botTools" : "bot");
    else this.#typing = setTimeout(() => this.#beginTyping(), longBreath);
  }

  #beginTyping() {
    this.#showState("typing");
    this.#typing = setTimeout(() => this.#showState("bot"), longestTyping);
  }

  #showState(state) {
    this.#state.textContent = say(state);
    this.#state.classList.toggle("typing", state === "typing");
  }

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
    const { isFather } = this.bot;
    return element("button", {
      type: "button", class: "start", click: () => (isFather ? this.#makeBot() : this.#pressStart()),
    }, say(isFather ? "newBot" : "start"));
  }

  #makeComposer() {
    return new Composer({
      chat: this.#chat,
      name: this.bot.name,
      acts: {
        send: (text) => this.#send(text),
        attach: (file) => this.#attach(file),
        loadCommands: () => this.#app.server.commands(this.#where).catch(() => null),
        authorOf: (message) => this.#authorOf(message),
        replyToPrevious: (step) => this.#replyToPrevious(step),
        copy: (text) => this.#copy(text),
      },
    });
  }

  #key() {
    return chatKey(this.#where.person, this.#where.bot);
  }

  #authorOf(message) {
    return message.fromBot ? this.bot.name : say("you");
  }

  // --- Writing ---

  async #send(text) {
    const { replyTo } = this.#chat;
    this.#replyTo(null);
    const receipt = await this.#deliver(text);
    if (receipt && replyTo !== null) this.#app.replies.note(this.#key(), receipt.message, replyTo);
    if (!receipt) {
      this.#composer?.takeBack(text);
      if (this.#chat.replyTo === null) this.#replyTo(replyTo);
    }
    this.update();
  }

  async #pressStart() {
    const payload = this.#chat.startWith;
    this.#chat.startWith = null;
    const delivery = this.#deliver(payload ? `/start ${payload}` : "/start");
    this.#showFooter();
    this.focus();
    if (!await delivery) this.#chat.startWith ??= payload;
    this.update();
  }

  // What the server answers; null when it could not be sent.
  #deliver(text) {
    this.#log.goToBottom();
    return this.#try(() => this.#app.server.sendText(this.#where, text));
  }

  // By the id of the message; null for none.
  #replyTo(id) {
    this.#chat.replyTo = id;
    this.#composer?.showReply();
  }

  #replyToPrevious(step) {
    const { messages } = this.#chat;
    const at = messages.findIndex((message) => message.id === this.#chat.replyTo);
    const fromEnd = step < 0 ? messages.length - 1 : -1;
    const next = messages[at < 0 ? fromEnd : at + step];
    this.#replyTo(next?.id ?? null);
    if (next) this.#log.showMessage(next.id);
  }

  async #makeBot() {
    const name = element("input", {
      class: "line-field", maxlength: 20, required: true, dir: "auto", "aria-label": say("newBotName"),
    });
    const isWanted = await ask(this.#pane.element, {
      title: say("newBotName"),
      content: name,
      choices: [{ label: say("cancel"), value: false }, { label: say("make"), value: true }],
    });
    if (isWanted) await this.#try(() => this.#app.server.makeBot(name.value.trim()));
  }

  // --- What can be done with a message ---

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
    const bot = this.#app.model.bot(target.username);
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
      content: element("p", { class: "link-shown", dir: "ltr" }, target.url),
      choices: [{ label: say("cancel"), value: false }, { label: say("open"), value: true }],
    });
    if (isWanted) window.open(target.url, "_blank", "noopener,noreferrer");
  }

  async #showMenu(message, at) {
    const items = [];
    if (this.#composer) items.push({ label: say("reply"), value: "reply", lead: icon("reply") });
    if (message.text) items.push({ label: say("copyText"), value: "copy", lead: icon("copy") });
    if (items.length === 0) return;
    const chosen = await choose(this.#pane.element, {
      label: summaryOf(message),
      items,
      at: this.#app.isTouched() ? null : at,
    });
    if (chosen === "reply") {
      this.#replyTo(message.id);
      this.focus();
    }
    if (chosen === "copy") await this.#copy(message.text);
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.#pane.toast(say("copied"));
    } catch {
      this.#pane.toast(say("notCopied"));
    }
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
    const caption = element("input", {
      class: "line-field", maxlength: 1024, dir: "auto", placeholder: say("caption"), "aria-label": say("caption"),
      "data-first": true,
    });
    const isWanted = await ask(this.#pane.element, {
      title: say("sendDocument"),
      content: [
        element("p", {}, element("strong", { dir: "auto" }, file.name), ` · ${sizeOf(file.size)}`),
        caption,
      ],
      choices: [{ label: say("cancel"), value: false }, { label: say("send"), value: true }],
    });
    if (!isWanted) return;
    await this.#try(() => this.#app.server.sendDocument(this.#where, file, caption.value.trim()));
  }

  // What a request answers; null when it was refused, which the visitor is told.
  async #try(request) {
    try {
      return await request();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#pane.toast(refusal.message);
      return null;
    }
  }
}
