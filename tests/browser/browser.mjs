// A headless browser, and the people on the demo's page.

import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import assert from "node:assert/strict";

const { BROWSER, BROWSER_MODULES, PICTURES } = process.env;
const { chromium } = createRequire(join(BROWSER_MODULES, "/"))("playwright-core");

// Without background networking, which would only look for hosts that are not there, and without the
// browser's own sandbox, which containers do not allow: it sees no page but the demo's.
const quiet = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export function launch() {
  return chromium.launch({ executablePath: BROWSER, args: quiet });
}

const desk = { width: 1280, height: 860 };

// Opens the demo's page in a context of its own. `problems` collects what the page complains about.
// Unless the options say otherwise things keep still: a click waits for what moves.
export async function openPage(browser, url, options = {}, problems = []) {
  const context = await browser.newContext({
    locale: "en-GB",
    viewport: desk,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(url);
  await page.locator(".pane").first().waitFor();
  return { page, problems };
}

// As good as another page, and sooner there: it remembers nothing.
export async function startAnew(page) {
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.unrouteAll();
  await page.setViewportSize(desk);
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: "reduce" });
  await page.reload();
  await page.locator(".pane").first().waitFor();
}

// Of the page at rest: no date floats over the messages. As .png or, in a third of the time, as .jpg.
export async function takePicture(page, name) {
  mkdirSync(PICTURES, { recursive: true });
  await page.waitForFunction(() => !document.querySelector(".scrolls"));
  await page.screenshot({ path: join(PICTURES, name), animations: "disabled" });
}

// The person in the pane at this place, from the left.
export function visitor(page, place) {
  return new Visitor(page, page.locator(".pane").nth(place));
}

class Visitor {
  constructor(page, pane) {
    this.page = page;
    this.pane = pane;
  }

  async becomes(name) {
    await this.pane.locator(".person:visible").first().click();
    await this.pane.getByRole("menuitemradio", { name }).click();
    await this.page.locator(`.pane[aria-label^="${name}"]`).waitFor();
  }

  async opens(bot) {
    const back = this.pane.locator(".back");
    if (await back.isVisible()) await back.click();
    await this.pane.locator(".chat-row", { hasText: bot }).click();
    await this.pane.locator(".chat-title", { hasText: bot }).waitFor();
  }

  async pressesStart() {
    await this.pane.getByRole("button", { name: "Start", exact: true }).click();
  }

  // Returns when the bot has said something to it.
  async sends(text) {
    const field = this.pane.locator(".field");
    const own = this.pane.locator(".message.out");
    const before = await own.count();
    await field.fill(text);
    await field.press("Enter");
    await own.nth(before).waitFor();
    await this.pane.locator(".day:last-child > .message.in:last-child").waitFor();
  }

  // A key on the newest message that has it; a text is its whole label, a pattern some of it.
  async taps(label) {
    const key = this.pane.locator(".key").filter({ has: this.page.getByText(label, { exact: true }) });
    await key.last().click();
  }

  // Waits until the menu of commands has this one.
  async isOffered(command) {
    const field = this.pane.locator(".field");
    const option = this.pane.getByRole("option", { name: command });
    for (let attempt = 0; attempt < 20 && !await option.isVisible(); ++attempt) {
      await field.fill("/");
      await option.waitFor({ timeout: 1000 }).catch(() => field.fill(""));
    }
    await option.waitFor();
    await field.fill("");
  }

  // Waits until the newest message of the bot says this.
  async sees(...fragments) {
    for (const text of fragments) await this.newest(".in").filter({ hasText: text }).waitFor();
  }

  // Waits until a message of the bot says this.
  async finds(...fragments) {
    for (const text of fragments) await this.pane.locator(".message.in", { hasText: text }).last().waitFor();
  }

  async isTold(text) {
    await this.pane.locator(".toast, .dialog", { hasText: text }).first().waitFor();
  }

  async confirmsAlert(text) {
    const alert = this.pane.getByRole("alertdialog");
    await alert.filter({ hasText: text }).waitFor();
    await alert.getByRole("button", { name: "OK" }).click();
    await alert.waitFor({ state: "detached" });
  }

  // The first match in what the bot has said.
  async reads(pattern) {
    const texts = await this.pane.locator(".message.in .text").allInnerTexts();
    const found = texts.map((text) => pattern.exec(text)).findLast(Boolean);
    assert.ok(found, `nothing in the chat matches ${pattern}`);
    return found[0];
  }

  newest(side) {
    return this.pane.locator(`.message${side}`).last();
  }
}

// Rows of the ledger panel, by the names that it shows.
export function agentCard(page, name) {
  return page.locator(`.agent-card[aria-label="${name}"]`);
}

export function walletRow(page, { customer, shop }) {
  const says = (part, text) => page.locator(part).getByText(text, { exact: true });
  return page.locator(".wallet-row")
    .filter({ has: says(".wallet-owner", customer) }).filter({ has: says(".wallet-shop", shop) });
}

// Waits until a figure of such a row is this amount.
export async function seesFigure(row, figure, amount) {
  const shown = row.locator(`[data-figure="${figure}"]`);
  const wanted = new RegExp(`^${amount.replace(".", "\\.")}(?!\\d)`);
  await shown.filter({ hasText: wanted }).waitFor().catch(async () => {
    assert.equal(await shown.textContent(), amount, `the ledger's ${figure}`);
  });
}
