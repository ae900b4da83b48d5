// The page as a whole: a bar, as many panes as there is room for, and the ledger.

import { unreadBadge } from "./chat_list.js";
import { element } from "./dom.js";
import { showGuide } from "./guide.js";
import { icon } from "./icons.js";
import { LedgerPanel } from "./ledger.js";
import { recall, remember } from "./memory.js";
import { Model } from "./model.js";
import { choose } from "./overlays.js";
import { Pane } from "./pane.js";
import { Replies } from "./replies.js";
import { Server } from "./server.js";
import { Settings } from "./settings.js";
import { say } from "./words.js";

const mostPanes = 3;
const narrowestPane = 296;
const ledgerWidth = 330;
const gaps = 48;

const phone = matchMedia("(max-width: 719px)");
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
const touch = matchMedia("(pointer: coarse)");

class App {
  model = new Model();
  server = new Server(this.model);
  settings = new Settings();
  replies = null;
  #panes = []; // those on screen
  #states = []; // what panes there are to be, with or without room
  #isLedgerShown = true;
  #builtFor = 0; // how many panes there was room for
  #tab = "chats"; // of a phone: chats or ledger
  #ledger = null;
  #tabs = null;

  start() {
    document.body.append(element("p", { class: "waiting" }, say("connecting")));
    const { model } = this;
    model.addEventListener("caught_up", () => this.#begin());
    model.addEventListener("chat", ({ detail }) => this.#chatChanged(detail));
    model.addEventListener("answer", ({ detail }) => this.#answered(detail));
    model.addEventListener("bots", () => this.#panes.forEach((pane) => pane.update()));
    model.addEventListener("ledger", () => this.#ledger?.update());
    model.addEventListener("connection", () => this.#showConnection());
    addEventListener("resize", () => this.#fitPanes());
    document.addEventListener("visibilitychange", () => this.#panes.forEach((pane) => pane.update()));
    document.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("animationend", calmDown);
    document.addEventListener("dragover", keepFileOut);
    document.addEventListener("drop", keepFileOut);
    model.connect();
  }

  smooth() {
    return stillness.matches ? "instant" : "smooth";
  }

  // With fingers, an open keyboard hides half of the chat: it opens when the field is touched.
  isTouched() {
    return touch.matches;
  }

  // Remembers who and what is open, for the next time this tab loads the page.
  keep() {
    remember("sessionStorage", "panes", { token: this.model.token, states: this.#states });
    this.#showTabs();
  }

  // The visitor is another person in this pane. Whoever is in another pane changes places.
  become(pane, personId) {
    const other = this.#states.find((state) => state.person === personId);
    const at = this.#states.indexOf(pane.state);
    if (other) this.#states[this.#states.indexOf(other)] = pane.state;
    this.#states[at] = other ?? this.#stateFor(personId);
    this.#rebuild();
    this.#panes[at].element.querySelector(".person")?.focus();
    this.keep();
  }

  // For phones, which have no bar to hold the settings.
  settingsButton(pane) {
    return element("button", {
      type: "button", class: "icon-button only-phone", "aria-label": say("settings"), "aria-haspopup": "menu",
      click: () => this.#chooseSettings(pane),
    }, icon("dots"));
  }

  // Null when there is only this pane.
  closeButton(pane) {
    if (this.#states.length < 2 || phone.matches) return null;
    return element("button", {
      type: "button", class: "icon-button", "aria-label": say("closePane", { name: pane.person.name }),
      click: () => {
        this.#states.splice(this.#states.indexOf(pane.state), 1);
        this.#rebuild();
        this.keep();
      },
    }, icon("close"));
  }

  // --- Building ---

  #begin() {
    if (this.#panes.length > 0) {
      this.#panes.forEach((pane) => pane.update());
      return;
    }
    this.replies = new Replies(this.model.token);
    this.#states = this.#keptStates() ?? this.#firstStates();
    this.#rebuild();
  }

  #keptStates() {
    const kept = recall("sessionStorage", "panes");
    return kept?.token === this.model.token ? kept.states : null;
  }

  #firstStates() {
    return this.model.people.slice(0, mostPanes).map(({ id }) => this.#stateFor(id));
  }

  // On a phone one begins with the list, elsewhere with the chat that matters to the person.
  #stateFor(personId) {
    const { bots } = this.model;
    const { part, shop } = this.model.person(personId);
    const wanted = {
      admin: () => bots.find((bot) => bot.isMain),
      owner: () => bots.find((bot) => bot.name === shop),
      customer: () => bots.find((bot) => !bot.isMain),
    }[part]();
    return { person: personId, bot: phone.matches ? null : (wanted?.username ?? null) };
  }

  #capacity() {
    if (phone.matches) return 1;
    const room = innerWidth - gaps - (this.#isLedgerShown ? ledgerWidth : 0);
    return Math.max(1, Math.min(mostPanes, Math.floor(room / narrowestPane)));
  }

  #rebuild() {
    this.#builtFor = this.#capacity();
    this.#panes = this.#states.slice(0, this.#builtFor).map((state) => new Pane(this, state));
    this.#ledger = new LedgerPanel(this.model);
    this.#tabs = this.#makeTabs();
    document.body.replaceChildren(
      this.#bar(),
      element("main", { class: "stage" },
        this.#panes.map((pane) => pane.element),
        this.#isLedgerShown || phone.matches ? this.#ledger.element : null),
      this.#tabs,
      element("div", { class: "connection", role: "status" }));
    this.#showTabs();
    this.#showConnection();
    this.#panes.forEach((pane) => pane.shown());
  }

  #fitPanes() {
    if (this.#panes.length === 0) return;
    const isPhoneShown = document.body.classList.contains("phone");
    if (this.#capacity() !== this.#builtFor || isPhoneShown !== phone.matches) this.#rebuild();
  }

  #bar() {
    const { settings } = this;
    const isRoom = this.#states.length < Math.min(this.#capacity(), this.model.people.length);
    const button = (name, label, act, attributes = {}) =>
      element("button", {
        type: "button", class: "bar-button", "aria-label": label, title: label, click: act, ...attributes,
      }, icon(name));
    return element("header", { class: "bar" },
      element("img", { src: "icon.svg", alt: "", width: 28, height: 28 }),
      element("h1", {}, "agentbackend"),
      element("p", {}, say("tagline")),
      button("guide", say("guide"), () => showGuide(document.body)),
      isRoom ? button("plus", say("addPerson"), () => this.#addPane()) : null,
      button("ledger", say("showLedger"), () => this.#toggleLedger(),
        { "aria-pressed": String(this.#isLedgerShown) }),
      element("button", {
        type: "button", class: "bar-button language", lang: settings.language === "zh" ? "en" : "zh-Hans",
        click: () => this.#setLanguage(settings.language === "zh" ? "en" : "zh"),
      }, settings.language === "zh" ? "English" : "中文"),
      button(settings.theme, `${say("theme")}: ${say(`theme_${settings.theme}`)}`,
        () => this.#setTheme(settings.nextTheme()), { class: "bar-button theme" }));
  }

  #makeTabs() {
    const tab = (name) =>
      element("button", { type: "button", class: "tab", "data-tab": name, click: () => this.#openTab(name) },
        icon(name), element("span", {}, say(name)));
    return element("nav", { class: "tabs", "aria-label": say("views") }, tab("chats"), tab("ledger"));
  }

  #addPane() {
    const isShown = ({ id }) => this.#states.some((state) => state.person === id);
    const next = this.model.people.find((person) => !isShown(person));
    this.#states.push(this.#stateFor(next.id));
    this.#rebuild();
    this.keep();
  }

  #toggleLedger() {
    this.#isLedgerShown = !this.#isLedgerShown;
    this.#rebuild();
    document.querySelector(".bar-button[aria-pressed]").focus();
  }

  #setLanguage(language) {
    this.settings.setLanguage(language);
    this.#rebuild();
    document.querySelector(phone.matches ? ".account .only-phone" : ".bar-button.language").focus();
  }

  #setTheme(theme) {
    this.settings.setTheme(theme);
    document.querySelector(".bar").replaceWith(this.#bar());
    if (!phone.matches) document.querySelector(".bar-button.theme").focus();
  }

  async #chooseSettings(pane) {
    const { settings } = this;
    const themes = ["auto", "light", "dark"].map((theme) => ({
      label: say(`theme_${theme}`), value: { theme }, lead: icon(theme), isChecked: settings.theme === theme,
    }));
    const languages = Object.entries({ en: "English", zh: "中文" }).map(([language, label]) => ({
      label, value: { language }, lead: icon("globe"), isChecked: settings.language === language,
    }));
    const chosen = await choose(pane.element, {
      label: say("settings"),
      items: [
        { label: say("theme"), items: themes },
        { label: say("language"), items: languages },
        { label: say("guide"), value: { guide: true }, lead: icon("guide") },
      ],
    });
    if (chosen?.guide) await showGuide(pane.element);
    if (chosen?.theme) this.#setTheme(chosen.theme);
    if (chosen?.language) this.#setLanguage(chosen.language);
  }

  // --- What changes on screen ---

  // On a phone, chats and ledger take turns.
  #showTabs() {
    const { classList } = document.body;
    const isInChat = this.#states[0]?.bot != null;
    classList.toggle("phone", phone.matches);
    classList.toggle("shows-ledger", phone.matches && this.#tab === "ledger");
    classList.toggle("shows-chat", phone.matches && this.#tab === "chats" && isInChat);
    for (const tab of this.#tabs.children) tab.ariaCurrent = tab.dataset.tab === this.#tab ? "page" : null;
    const unread = this.model.unreadOf(this.#panes[0].person.id);
    const [chats] = this.#tabs.children;
    chats.querySelector(".badge")?.remove();
    if (unread > 0) chats.append(unreadBadge(unread));
  }

  #openTab(name) {
    this.#tab = name;
    this.#showTabs();
    if (name === "chats") this.#panes.forEach((pane) => pane.shown());
  }

  #chatChanged(key) {
    const person = Number(key.split("/")[0]);
    for (const pane of this.#panes) if (pane.person.id === person) pane.update();
    this.#showTabs();
  }

  #answered(event) {
    for (const pane of this.#panes) if (pane.person.id === event.person) pane.answer(event);
  }

  #showConnection() {
    const shown = document.querySelector(".connection");
    if (shown) shown.textContent = this.model.isConnected ? "" : say("lost");
  }

  // F6 goes from pane to pane, as it does among the parts of a window.
  #pressed(event) {
    if (event.key !== "F6") return;
    event.preventDefault();
    const canHaveFocus = (target) => target.offsetParent && !target.closest("[inert]");
    const parts = [...document.querySelectorAll(".pane, .ledger")].filter(canHaveFocus);
    if (parts.length === 0) return;
    const at = parts.findIndex((part) => part.contains(document.activeElement));
    const next = parts[(at + (event.shiftKey ? -1 : 1) + parts.length) % parts.length];
    const targets = [...next.querySelectorAll(".field, .start, .chat-row, .menu-item, .choice")];
    (targets.findLast(canHaveFocus) ?? next).focus();
  }
}

// A file that misses the chats must not take the place of the page.
function keepFileOut(event) {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

// What was new, and has been shown, is not new when its part of the page comes up again.
function calmDown({ target, animationName }) {
  switch (animationName) {
    case "arrive":
      if (target.matches(".message")) target.classList.remove("fresh"); // entries glow still
      break;
    case "glow":
      target.classList.remove("fresh", "risen", "fallen");
      break;
    case "point":
      target.closest(".message").classList.remove("pointed-at");
      break;
    case "float":
      target.remove();
      break;
  }
}

new App().start();
