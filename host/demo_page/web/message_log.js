// The messages of a chat, day by day, and where one is among them.

import { element, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { MessageView } from "./message_view.js";
import { dayOf, say } from "./words.js";

const atBottom = 60; // pixels from the end that still count as there
const scrollRest = 900; // milliseconds until scrolling counts as over
const sameBreath = 300; // seconds between messages that belong together

export class MessageLog {
  element;
  #about;
  #log;
  #scroll;
  #toBottom;
  #views = new Map(); // by message id
  #days = new Map(); // sections by name of the day
  #isFirstUpdate = true;
  #isFollowing = true; // the newest message, as long as nobody scrolls up
  #rest = 0; // the timer that tells that scrolling is over

  // `about` has messages(), unread(), readUpTo(), quotedBy(message), authorOf(message), hint(), the
  // element for a chat without messages, seen(), to be called when the newest message is in sight,
  // smooth(), how to scroll, and acts, those of MessageView except showMessage.
  constructor(label, about) {
    this.#about = about;
    this.#log = element("div", { class: "log" });
    this.#scroll = element("div", {
      class: "scroll", role: "log", tabindex: "0", "aria-label": label, scroll: () => this.#scrolling(),
    }, this.#log);
    new ResizeObserver(() => {
      if (this.#isFollowing) this.goToBottom();
    }).observe(this.#scroll);
    this.#toBottom = element("button", {
      type: "button", class: "to-bottom", "aria-label": say("toNewest"), hidden: true,
      click: () => this.#scrollTo(this.#scroll.scrollHeight, about.smooth()),
    }, icon("down"), element("span", { class: "badge", hidden: true }));
    this.element = element("div", { class: "wallpaper" }, this.#scroll, this.#toBottom);
  }

  // Answers false when an edit took the element that had the focus, and nothing is left to have it.
  update() {
    const focused = this.#focusedKey();
    this.#showMessages(this.#about.messages());
    if (this.#isFollowing) this.goToBottom();
    this.#showPlace();
    this.#isFirstUpdate = false;
    return focused === null || this.#restoreFocus(focused);
  }

  goToBottom() {
    this.#isFollowing = true;
    this.#scrollTo(this.#scroll.scrollHeight, "instant");
  }

  // A bot has answered a press in this chat.
  rest() {
    for (const view of this.#views.values()) view.rest();
  }

  showMessage(id) {
    const target = this.#views.get(id)?.element;
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: this.#about.smooth() });
    target.classList.remove("pointed-at");
    void target.offsetWidth; // so that the animation begins anew
    target.classList.add("pointed-at");
  }

  // --- Messages ---

  #showMessages(messages) {
    const sections = new Map();
    messages.forEach((message, index) => {
      const view = this.#viewOf(message);
      view.arrange({
        isFirst: !belongTogether(messages[index - 1], message),
        isLast: !belongTogether(message, messages[index + 1]),
      });
      view.setRead(message.id <= this.#about.readUpTo());
      const day = dayOf(message.date);
      if (!sections.has(day)) sections.set(day, []);
      sections.get(day).push(view.element);
    });
    const ids = new Set(messages.map((message) => message.id));
    for (const id of this.#views.keys()) if (!ids.has(id)) this.#views.delete(id);
    if (messages.length === 0) reconcile(this.#log, [this.#about.hint()]);
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

  #viewOf(message) {
    const known = this.#views.get(message.id);
    const quoted = this.#about.quotedBy(message);
    if (known?.message === message && known.quoted === quoted) return known;
    const { authorOf, acts } = this.#about;
    const view = new MessageView({
      message,
      author: authorOf(message),
      quoted,
      quotedAuthor: quoted ? authorOf(quoted) : "",
      acts: { ...acts, showMessage: (id) => this.showMessage(id) },
    });
    if (!known && !this.#isFirstUpdate) view.element.classList.add("fresh");
    this.#views.set(message.id, view);
    return view;
  }

  #focusedKey() {
    for (const [id, view] of this.#views) {
      const place = view.focusedKey();
      if (place) return { id, view, place };
    }
    return null;
  }

  #restoreFocus({ id, view, place }) {
    const now = this.#views.get(id);
    return (now === view && view.element.isConnected) || Boolean(now?.focusKey(place));
  }

  // --- Scrolling ---

  #toEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    return scrollHeight - scrollTop - clientHeight;
  }

  #isAtBottom() {
    return this.#toEnd() < atBottom;
  }

  #scrollTo(top, behavior) {
    this.#scroll.scrollTo({ top, behavior });
  }

  #scrolling() {
    this.#isFollowing = this.#isAtBottom();
    this.#showPlace();
    if (this.#toEnd() < 1) return; // as new messages bring it there
    this.#log.classList.add("scrolls");
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#log.classList.remove("scrolls"), scrollRest);
  }

  #showPlace() {
    for (const day of this.#days.values()) {
      day.firstElementChild.classList.toggle("stuck", day.offsetTop < this.#scroll.scrollTop);
    }
    const isThere = this.#isAtBottom();
    const unread = this.#about.unread();
    this.#toBottom.hidden = isThere;
    this.#toBottom.lastElementChild.hidden = unread === 0;
    this.#toBottom.lastElementChild.textContent = String(unread);
    const isInSight = document.visibilityState === "visible" && this.#scroll.clientHeight > 0;
    if (isThere && isInSight) this.#about.seen();
  }
}

function belongTogether(one, other) {
  return one !== undefined && other !== undefined && one.fromBot === other.fromBot &&
    Math.abs(other.date - one.date) < sameBreath && dayOf(one.date) === dayOf(other.date);
}
