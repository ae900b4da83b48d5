// What lies over a pane for a while: menus, dialogs, toasts. They belong to their pane, so that the
// others can be used meanwhile.

import { element, freshId } from "./dom.js";
import { say } from "./words.js";

const toastTime = 3500;

const focusable = "button, input, textarea, a[href], [tabindex='0']";

// Shows a box over the host until it is closed; everything else in the host is out of reach. Esc and
// a press outside close it with null. Answers a promise of what it was closed with.
function showOver(host, { box, className, onKey }) {
  const { promise, resolve } = withResolver();
  const before = document.activeElement;
  const others = [...host.children].filter((child) => !child.classList.contains("toasts"));
  const overlay = element("div", {
    class: `overlay ${className}`,
    pointerdown: (event) => {
      if (event.target === overlay) close(null);
    },
    keydown: (event) => {
      event.stopPropagation();
      if (event.key === "Escape") close(null);
      else onKey?.(event);
    },
  }, box);

  function close(result) {
    overlay.remove();
    for (const other of others) other.inert = false;
    if (before?.isConnected && host.contains(before)) before.focus({ preventScroll: true });
    resolve(result);
  }

  for (const other of others) other.inert = true;
  host.append(overlay);
  (overlay.querySelector("[data-first]") ?? overlay.querySelector(focusable))?.focus();
  return { promise, close };
}

function withResolver() {
  let resolve;
  const promise = new Promise((take) => {
    resolve = take;
  });
  return { promise, resolve };
}

// A question with a title, something between, and buttons. `choices` are {label, value, isPlain};
// the last one is the main one. Enter in a field chooses it.
export function ask(host, { title, content = [], choices, role = "dialog" }) {
  const titleId = freshId("title");
  const bodyId = freshId("body");
  const buttons = choices.map(({ label, value }, index) =>
    element("button", {
      type: index === choices.length - 1 ? "submit" : "button",
      class: index === choices.length - 1 ? "choice main" : "choice",
      "data-first": index === choices.length - 1 && content.length === 0,
      click: (event) => {
        event.preventDefault();
        shown.close(value);
      },
    }, label));
  const box = element("form", {
    class: "dialog",
    role,
    "aria-modal": "true",
    "aria-labelledby": titleId,
    "aria-describedby": bodyId,
    submit: (event) => {
      event.preventDefault();
      shown.close(choices.at(-1).value);
    },
  },
    element("h2", { id: titleId, dir: "auto" }, title),
    element("div", { id: bodyId, class: "dialog-body" }, content),
    element("div", { class: "choices" }, buttons));
  const shown = showOver(host, { box, className: "dialog-overlay" });
  return shown.promise;
}

// An answer of a bot that waits for OK.
export function alertOver(host, { title, text }) {
  const shown = ask(host, {
    title,
    content: [element("p", { dir: "auto" }, text)],
    choices: [{ label: say("ok"), value: true }],
    role: "alertdialog",
  });
  host.querySelector(".dialog .choice.main").focus();
  return shown;
}

// A menu; the arrow keys move in it. `items` are {label, value, lead, detail, isChecked, isHeading}.
// Checked ones form a group of which one holds. With `at`, a position in the window, it opens there.
export function choose(host, { label, items, className = "", at = null }) {
  const rows = items.map((item) => {
    if (item.isHeading) return element("div", { class: "menu-heading", role: "presentation" }, item.label);
    const isGroup = item.isChecked !== undefined;
    return element("button", {
      type: "button",
      class: "menu-item",
      role: isGroup ? "menuitemradio" : "menuitem",
      "aria-checked": isGroup ? String(item.isChecked) : null,
      "data-first": item.isChecked === true,
      click: () => shown.close(item.value),
    },
      item.lead,
      element("span", { class: "menu-label" }, element("bdi", {}, item.label),
        item.detail ? element("span", { class: "menu-detail" }, item.detail) : null),
      item.badge ?? null);
  });
  const menu = element("div", { class: `menu ${className}`, role: "menu", "aria-label": label }, rows);
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

// Arrow keys, Home and End among elements that stand below each other. Tells whether it was one.
export function moveFocus(event, elements) {
  const at = elements.indexOf(document.activeElement);
  const targets = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? elements.length - 1 : at - 1,
    Home: 0,
    End: elements.length - 1,
  };
  if (!(event.key in targets) || event.altKey || event.ctrlKey || event.metaKey) return false;
  event.preventDefault();
  elements[(targets[event.key] + elements.length) % elements.length]?.focus();
  return true;
}

export function toast(region, text) {
  const shown = element("div", { class: "toast", dir: "auto" }, text);
  region.replaceChildren(shown);
  setTimeout(() => shown.remove(), toastTime);
}
