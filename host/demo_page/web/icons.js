// The page's icons, drawn with a few strokes on a grid of 24.

import { vector } from "./dom.js";

const strokes = {
  back: "M15 5 8 12l7 7",
  down: "m6 9 6 6 6-6",
  close: "m6 6 12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  menu: "M5 7h14M5 12h14M5 17h14",
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  attach: "m19.5 11-7.8 7.8a4.7 4.7 0 0 1-6.6-6.6l8.3-8.3a3.1 3.1 0 0 1 4.4 4.4l-8.2 8.2a1.5 1.5 0 0 1-2.2-2.1l7.3-7.4",
  download: "M12 4.5v11m0 0-5-5m5 5 5-5M6 19.5h12",
  outward: "M8 16 16 8M9.5 8H16v6.5",
  reply: "M9.5 6.5 4 12l5.5 5.5M4.5 12H13a7 7 0 0 1 7 6.5",
  copy: "M9 9h11v11H9zM5.5 15H4V4h11v1.5",
  pin: "m14.5 4 5.5 5.5-3 1-3.5 3.5-.5 4-6.5-6.5 4-.5L14 7.5zM9.7 14.3 4.5 19.5",
  people: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c.5-4 3-5.5 6.5-5.5s6 1.5 6.5 5.5M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .7 3.2 2.3 3.5 5",
  chats: "M4 5h16v11h-9l-4.5 4v-4H4z",
  ledger: "M6 4h12.5v16H6zM6 4v16M9.5 8.5H15M9.5 12H15M9.5 15.5h3",
  globe: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17Z",
  light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
  auto: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 3.5v17M12 8l6.5-2M12 13l8.5-2M12 18l6-1.5",
  guide: "M9.5 17.5h5M10.5 20.5h3M9.5 17.5c0-2-3-3.5-3-7.5a5.5 5.5 0 0 1 11 0c0 4-3 5.5-3 7.5",
  check: "m4 12.5 5 5L20 6.5",
};

// Of the ticks on one's own messages, on a grid of 20 × 12.
const ticks = {
  sent: "m6 6.5 3.5 3.5L17 2",
  read: "m2 6.5 3.5 3.5L13 2M9 9.5l.5.5L17.5 2",
};

export function icon(name) {
  return vector("svg", { class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true" },
    vector("path", { d: strokes[name] }));
}

export function planeIcon() {
  return vector("svg", { class: "icon filled", viewBox: "0 0 24 24", "aria-hidden": "true" },
    vector("path", { d: "M4.2 4.1 21.3 11.3a.8.8 0 0 1 0 1.4L4.2 19.9c-.7.3-1.3-.3-1.1-1L4.8 13l8.7-1-8.7-1L3.1 5.1c-.2-.7.4-1.3 1.1-1Z" }));
}

export function tickIcon(isRead) {
  return vector("svg", { class: "ticks", viewBox: "0 0 20 12", "aria-hidden": "true" },
    vector("path", { d: isRead ? ticks.read : ticks.sent }));
}

// The tail of a bubble: a drop that leans out of its lower corner.
export function tail() {
  return vector("svg", { class: "tail", viewBox: "0 0 10 18", "aria-hidden": "true" },
    vector("path", { d: "M10 0v18H1.2c-1 0-1.3-1-.5-1.6C6 13.5 9.5 8 10 0Z" }));
}
