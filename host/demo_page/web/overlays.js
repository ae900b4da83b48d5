// What lies over a pane for a while: menus, dialogs, toasts. They belong to their pane, so that the
// others can be used meanwhile.

import { element, freshId } from "./dom.js";
import { isTyping, moveFocus } from "./keys.js";
import { say } from "./words.js";

const toastTime = 3500;

const focusable = "button, input, textarea, a[href], [tabindex='0']";

// Shows a box over the host until it is closed; everything else in the host is out of reach. Esc and
// a press outside close it with null. Answers a promise of what it was closed with.
function showOver(host, { box, className, onKey }) {
  const { promise, resolve } = withResolver();
  const before = document.activeElement;
  const overlay = element("div", {
    class: `overlay ${className}`,
    pointerdown: (event) => {
      if (event.target === overlay) close(null);
    },
    keydown: (event) => {
      if (isTyping(event)) return;
      if (event.key === "Escape") close(null);
      else onKey?.(event);
    },
  }, box);

  function close(result) {
    overlay.remove();
    keepToTop(host);
    if (before?.isConnected && host.contains(before)) before.focus({ preventScroll: true });
    resolve(result);
  }

  host.append(overlay);
  keepToTop(host);
  (overlay.querySelector("[data-first]") ?? overlay.querySelector(focusable))?.focus();
  return { promise, close };
}

// Of what lies over each other in the host, the uppermost can be reached, and nothing below it. What
// only tells something stays as it is.
function keepToTop(host) {
  const top = [...host.children].findLast((child) => child.matches(".overlay"));
  for (const child of host.children) {
    child.inert = top !== undefined && child !== top && !child.matches("[role=status]");
  }
}

function withResolver() {
  let resolve;
  const promise = new Promise((take) => {
    resolve = take;
  });
  return { promise, resolve };
}

// A question with a title, something between, and buttons. `choices` are {label, value}; the last one
// is the main one. Enter in a field chooses it.
export function ask(host, { title, content, choices, role = "dialog" }) {
  const titleId = freshId("title");
  const bodyId = freshId("body");
  const main = choices.at(-1);
  const others = choices.slice(0, -1).map(({ label, value }) =>
    element("button", { type: "button", class: "choice", click: () => shown.close(value) }, label));
  const box = element("form", {
    class: "dialog",
    role,
    "aria-labelledby": titleId,
    "aria-describedby": bodyId,
    submit: (event) => {
      event.preventDefault();
      shown.close(main.value);
    },
  },
    element("h2", { id: titleId, dir: "auto" }, title),
    element("div", { id: bodyId, class: "dialog-body" }, content),
    element("div", { class: "choices" },
      others, element("button", { type: "submit", class: "choice" }, main.label)));
  const shown = showOver(host, { box, className: "dialog-overlay" });
  return shown.promise;
}

// An answer of a bot that waits for OK.
export function alertOver(host, { title, text }) {
  return ask(host, {
    title,
    content: element("p", { dir: "auto" }, text),
    choices: [{ label: say("ok"), value: true }],
    role: "alertdialog",
  });
}

// A menu; the arrow keys move in it. `items` are {label, value, lead, detail, badge, isChecked}, or
// {label, items}: a group under a heading. Checked ones are a choice of which one holds. With `at`, a
// position in the window, it opens there.
export function choose(host, { label, items, className = "", at = null }) {
  const row = (item) => {
    const isChoice = item.isChecked !== undefined;
    return element("button", {
      type: "button",
      class: "menu-item",
      role: isChoice ? "menuitemradio" : "menuitem",
      "aria-checked": isChoice ? String(item.isChecked) : null,
      "data-first": item.isChecked === true,
      click: () => shown.close(item.value),
    },
      item.lead,
      element("span", { class: "menu-label" }, element("bdi", {}, item.label),
        item.detail ? element("span", { class: "menu-detail" }, item.detail) : null),
      item.badge);
  };
  const group = (heading, rows) =>
    element("div", { role: "group", "aria-label": heading },
      element("div", { class: "menu-heading", "aria-hidden": "true" }, heading), rows.map(row));
  const menu = element("div", { class: `menu ${className}`, role: "menu", "aria-label": label },
    items.map((item) => (item.items ? group(item.label, item.items) : row(item))));
  const shown = showOver(host, {
    box: menu,
    className: at ? "menu-overlay at-pointer" : "menu-overlay",
    onKey: (event) => moveFocus(event, [...menu.querySelectorAll("button")]),
  });
  if (at) placeAt(menu, host, at);
  return shown.promise;
}

// Near the pointer, and within the host.
function placeAt(menu, host, { clientX, clientY }) {
  const margin = 8;
  const frame = host.getBoundingClientRect();
  const fit = (wanted, size, room) => Math.max(margin, Math.min(wanted, room - size - margin));
  menu.style.left = `${fit(clientX - frame.left, menu.offsetWidth, frame.width)}px`;
  menu.style.top = `${fit(clientY - frame.top, menu.offsetHeight, frame.height)}px`;
}

export function toast(region, text) {
  const shown = element("div", { class: "toast", dir: "auto" }, text);
  region.replaceChildren(shown);
  setTimeout(() => shown.remove(), toastTime);
}
