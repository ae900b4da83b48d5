// The acts of people, as requests to the demo's server. Each answers the server's receipt, or throws
// a Refusal whose message is a sentence for the visitor.

import { say } from "./words.js";

export class Refusal extends Error {}

export class Server {
  #model;

  constructor(model) {
    this.#model = model;
  }

  sendText({ person, bot }, text) {
    return this.#post(`chats/${person}/${bot}/texts`, JSON.stringify({ text }));
  }

  tap({ person, bot }, { message, row, column, label }) {
    return this.#post(`chats/${person}/${bot}/taps`, JSON.stringify({ message, row, column, label }));
  }

  sendDocument({ person, bot }, file, caption) {
    return this.#post(`chats/${person}/${bot}/documents`, file, {
      "x-document-name": encodeURIComponent(file.name),
      "x-document-caption": encodeURIComponent(caption),
    });
  }

  makeBot(name) {
    return this.#post("bots", JSON.stringify({ name }));
  }

  async commands({ person, bot }) {
    const { commands } = await this.#ask(`chats/${person}/${bot}/commands`, {});
    return commands;
  }

  documentUrl({ person, bot }, messageId) {
    return `api/chats/${person}/${bot}/documents/${messageId}`;
  }

  #post(path, body, headers = {}) {
    return this.#ask(path, {
      method: "POST",
      body,
      headers: { ...headers, "x-page-token": this.#model.token },
    });
  }

  async #ask(path, request) {
    const { isDone, content } = await exchange(path, request);
    if (!isDone) throw new Refusal(content.error);
    return content;
  }
}

async function exchange(path, request) {
  try {
    const answer = await fetch(`api/${path}`, request);
    return { isDone: answer.ok, content: await answer.json() };
  } catch {
    throw new Refusal(say("failed"));
  }
}
