// Which messages reply to which. Bots are not told, so the page remembers it by itself, for as long as
// its tab is open and the demo runs.

import { recall, remember } from "./memory.js";

export class Replies {
  #key;
  #known;

  constructor(token) {
    this.#key = `replies ${token}`;
    this.#known = new Map(recall("sessionStorage", this.#key) ?? []);
  }

  note(chat, message, repliesTo) {
    this.#known.set(`${chat} ${message}`, repliesTo);
    remember("sessionStorage", this.#key, [...this.#known]);
  }

  // The id of the message that this one replies to, if any.
  of(chat, message) {
    return this.#known.get(`${chat} ${message}`);
  }
}
