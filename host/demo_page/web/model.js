// What the page knows: people, bots, chats and the ledger, built from the server's event stream.
//
// Dispatches "bots", "ledger", "connection" and "caught_up" without detail; "chat" with the
// key of the chat that changed; "answer" with what a bot answered to a press. Before it has caught up
// with the record of the server it dispatches no "chat" and no "answer".

export const botFather = { username: "BotFather", name: "BotFather", isFather: true, colour: 5 };

class Chat {
  messages = []; // by rising id
  unread = 0;
  readUpTo = 0; // the last message of the person that the bot has reacted to
  isAwaited = false; // the bot, since the person did something
  draft = "";
  replyTo = null; // id of the message that the draft is a reply to
  startWith = null; // payload of a link that led here, until Start is pressed

  find(id) {
    return this.messages.find((message) => message.id === id);
  }

  newest() {
    return this.messages.at(-1);
  }

  put(message) {
    const at = this.messages.findIndex((known) => known.id >= message.id);
    if (at < 0) this.messages.push(message);
    else if (this.messages[at].id === message.id) this.messages[at] = message;
    else this.messages.splice(at, 0, message);
  }

  remove(id) {
    this.messages = this.messages.filter((message) => message.id !== id);
  }

  noteReaction() {
    const own = this.messages.findLast((message) => !message.fromBot);
    if (own) this.readUpTo = own.id;
    this.isAwaited = false;
  }
}

export class Model extends EventTarget {
  people = [];
  bots = [];
  ledger = null;
  token = "";
  isConnected = false;
  hasCaughtUp = false;
  #chats = new Map();
  #source = null;

  connect() {
    this.#source = new EventSource("api/stream");
    const on = (name, take) =>
      this.#source.addEventListener(name, (event) => take(JSON.parse(event.data)));
    on("hello", (content) => this.#greet(content));
    on("bots", (content) => {
      this.bots = coloured(content, 2);
      this.#tell("bots");
    });
    on("happened", (content) => this.#note(content));
    on("caught_up", () => {
      this.hasCaughtUp = true;
      this.#tell("caught_up");
    });
    on("ledger", (content) => {
      this.ledger = content;
      this.#tell("ledger");
    });
    this.#source.addEventListener("open", () => this.#setConnected(true));
    this.#source.addEventListener("error", () => this.#setConnected(false));
  }

  person(id) {
    return this.people.find((person) => person.id === id);
  }

  bot(username) {
    if (username === botFather.username) return botFather;
    return this.bots.find((bot) => bot.username === username);
  }

  chat(personId, username) {
    const key = chatKey(personId, username);
    if (!this.#chats.has(key)) this.#chats.set(key, new Chat());
    return this.#chats.get(key);
  }

  // The bots in a person's list: those that spoke last first, the main bot before all.
  contactsOf(personId) {
    const lastSpoken = (bot) => this.chat(personId, bot.username).newest()?.date ?? 0;
    const rank = (bot) => (bot.isMain ? Infinity : lastSpoken(bot));
    const sorted = [...this.bots].sort((a, b) => (rank(b) > rank(a)) - (rank(b) < rank(a)));
    return this.person(personId)?.part === "admin" ? [...sorted, botFather] : sorted;
  }

  unreadOf(personId) {
    return this.bots.reduce((sum, bot) => sum + this.chat(personId, bot.username).unread, 0);
  }

  markRead(personId, username) {
    const chat = this.chat(personId, username);
    if (chat.unread === 0) return;
    chat.unread = 0;
    this.#tell("chat", chatKey(personId, username));
  }

  #greet({ token, people }) {
    // Another token is another run of the demo, and another world.
    if (this.token && this.token !== token) {
      location.reload();
      return;
    }
    this.token = token;
    this.people = coloured(people, 0);
  }

  #note(event) {
    const { kind, person, bot, message } = event;
    const chat = this.chat(person, bot);
    switch (kind) {
      case "person_sent":
      case "bot_edited":
        chat.put(message);
        break;
      case "bot_sent":
        chat.put(message);
        if (this.hasCaughtUp) chat.unread += 1;
        break;
      case "bot_deleted":
        chat.remove(message.id);
        break;
    }
    if (kind.startsWith("bot_")) chat.noteReaction();
    if (!this.hasCaughtUp) return;
    if (kind === "person_sent" || kind === "person_tapped") chat.isAwaited = true;
    if (kind === "bot_answered") this.#tell("answer", event);
    this.#tell("chat", chatKey(person, bot));
  }

  #setConnected(isConnected) {
    if (this.isConnected === isConnected) return;
    this.isConnected = isConnected;
    this.#tell("connection");
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

// Neighbours in a list look different.
function coloured(list, first) {
  return list.map((one, index) => ({ ...one, colour: first + index }));
}

export function chatKey(personId, username) {
  return `${personId}/${username}`;
}
