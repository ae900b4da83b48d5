// The ledger beside the chats: balances and the newest entries of the journal. What has changed since
// it was last shown lights up.

import { element, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { say, timeOfDay } from "./words.js";

// Amounts are decimal texts with up to six decimals; exact in BigInt, which counts millionths.
function micros(amount) {
  const [units, decimals = ""] = amount.replace("-", "").split(".");
  const size = BigInt(units + decimals.padEnd(6, "0"));
  return amount.startsWith("-") ? -size : size;
}

function decimal(size) {
  const digits = String(size < 0n ? -size : size).padStart(7, "0");
  const decimals = digits.slice(-6).replace(/0{1,4}$/, "");
  return `${size < 0n ? "−" : "+"}${digits.slice(0, -6)}.${decimals}`;
}

export class LedgerPanel {
  element;
  #model;
  #agents;
  #wallets;
  #journal;
  #amounts = new Map(); // what each figure showed last
  #rows = new Map(); // on show: what each was made of, and its element

  constructor(model) {
    this.#model = model;
    this.#agents = element("div", { class: "agent-cards" });
    this.#wallets = element("div", { class: "wallet-rows" });
    this.#journal = element("ol", { class: "entries" });
    this.element = element("aside", { class: "ledger", "aria-label": say("ledger"), tabindex: "0" },
      element("header", { class: "ledger-header" }, icon("ledger"), element("h2", {}, say("ledger"))),
      element("h3", {}, say("agents")), this.#agents,
      element("h3", {}, say("wallets")), this.#wallets,
      element("h3", {}, say("journal")), this.#journal);
    this.update();
  }

  update() {
    const { ledger } = this.#model;
    if (!ledger) return;
    const isFirst = this.#rows.size === 0;
    const before = this.#rows;
    this.#rows = new Map();
    // The same element as long as it shows the same, so that it can light up in peace. Names are for
    // people: two agents may have one.
    const row = (key, content, make) => {
      const text = JSON.stringify(content);
      const known = before.get(key);
      const kept = known?.text === text ? known : { text, shown: make(key) };
      this.#rows.set(key, kept);
      return kept.shown;
    };
    this.#fill(this.#agents, "noAgents", ledger.agents.map((agent) =>
      row(`agent ${agent.ref}`, agent, (key) => this.#card(key, agent))));
    this.#fill(this.#wallets, "noWallets", ledger.wallets.map((wallet) =>
      row(`wallet ${wallet.bot} ${wallet.user}`, wallet, (key) => this.#wallet(key, wallet))));
    this.#fill(this.#journal, "noEntries", ledger.entries.map((entry) =>
      row(`entry ${entry.sequence}`, entry, () => this.#entry(entry, isFirst))));
  }

  #fill(parent, whenEmpty, rows) {
    const nothing = element(parent === this.#journal ? "li" : "p", { class: "nothing" });
    if (rows.length === 0) nothing.append(say(whenEmpty));
    reconcile(parent, rows.length === 0 ? [nothing] : rows);
  }

  #card(key, agent) {
    const amount = (figure, tag) => this.#amount({ key, figure, amount: agent[figure] }, tag);
    const figure = (name) =>
      element("div", { class: "figure" }, element("dt", {}, say(name)), amount(name, "dd"));
    return element("article", { class: "agent-card", "aria-label": agent.name },
      element("header", {},
        element("strong", { dir: "auto" }, agent.name),
        element("span", { class: `status ${agent.status}` }, say(agent.status)),
        element("span", { class: "agent-markup" }, `${say("markup")} `, amount("markup", "span"))),
      element("dl", { class: "figures" }, figure("available"), figure("frozen"), figure("totalPaid")));
  }

  #wallet(key, { customer, shop, balance }) {
    return element("div", { class: "wallet-row" },
      element("span", { class: "wallet-owner", dir: "auto" }, customer),
      element("span", { class: "wallet-shop", dir: "auto" }, shop || say("mainBot")),
      this.#amount({ key, figure: "balance", amount: balance }, "span"));
  }

  // A figure of the row with this key. It lights up with the difference when it is another than last
  // time.
  #amount({ key, figure, amount }, tag) {
    const place = `${key} ${figure}`;
    const before = this.#amounts.get(place);
    this.#amounts.set(place, amount);
    const shown = element(tag, { class: "amount", "data-figure": figure }, amount);
    if (before === undefined || before === amount) return shown;
    const difference = micros(amount) - micros(before);
    shown.classList.add(difference > 0n ? "risen" : "fallen");
    shown.append(element("span", { class: "difference", "aria-hidden": "true" }, decimal(difference)));
    return shown;
  }

  #entry(entry, isFirst) {
    return element("li", { class: isFirst ? "entry" : "entry fresh", "data-entry": entry.sequence },
      element("div", { class: "entry-head" },
        element("span", { class: "entry-number" }, `#${entry.sequence}`),
        element("span", { class: "entry-what" }, say(entry.what)),
        element("time", {}, timeOfDay(entry.at, true))),
      entry.note ? element("p", { class: "entry-note", dir: "auto" }, entry.note) : null,
      element("ul", { class: "postings" }, entry.postings.map(posting)),
      this.#sum(entry.postings));
  }

  #sum(postings) {
    const sum = postings.reduce((total, { amount }) => total + micros(amount), 0n);
    return sum === 0n
      ? element("p", { class: "entry-sum" }, icon("check"), say("balanced"))
      : element("p", { class: "entry-sum wrong" }, decimal(sum));
  }
}

function posting({ kind, agent, customer, amount }) {
  const size = micros(amount);
  return element("li", { class: "posting" },
    element("span", { class: "posting-account", dir: "auto" },
      say(`account_${kind}`, { customer }),
      agent ? element("span", { class: "posting-agent" }, agent) : null),
    element("span", { class: `posting-amount ${size < 0n ? "debit" : "credit"}` }, decimal(size)));
}
