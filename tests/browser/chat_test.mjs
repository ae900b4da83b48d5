// How the page behaves, beyond the story: keyboard, commands, replies, documents, languages.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { launch, openPage, startAnew, visitor } from "./browser.mjs";
import { startDemo } from "./demo.mjs";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let demo;
let browser;
let page;
let problems;
let admin;
let customer;

before(async () => {
  demo = await startDemo({ isBare: true });
  browser = await launch();
  await demo.says(1, "shop_bot", "/start");
  await demo.says(42, "shop_bot", "/start");
  ({ page, problems } = await openPage(browser, demo.url));
  admin = visitor(page, 0);
  customer = visitor(page, 2);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

beforeEach(async () => {
  await startAnew(page);
  await customer.opens("The shop");
  await customer.finds("Products");
});

afterEach(() => {
  assert.deepEqual(problems.splice(0), []);
});

const focused = () => page.evaluate(() => document.activeElement.className);

// A key that the input method takes: most browsers say so, and Safari by its code alone.
async function pressesWhileTyping(field, key) {
  for (const sign of [{ isComposing: true }, { keyCode: 229 }]) {
    await field.evaluate((target, pressed) =>
      target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...pressed })),
    { key, ...sign });
  }
}

test("arrow keys go through the chats, Enter opens one, Esc goes back to it", async () => {
  await page.keyboard.press("Escape");
  const current = () => page.evaluate(() => document.activeElement.dataset.bot);
  assert.equal(await current(), "shop_bot");
  await page.keyboard.press("ArrowDown");
  assert.equal(await current(), "alpha_bot");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await current(), "beta_bot");
  await page.keyboard.press("Enter");
  await customer.pane.locator(".chat-title", { hasText: "Beta" }).waitFor();
  await page.keyboard.press("Alt+ArrowDown");
  await customer.pane.locator(".chat-title", { hasText: "The shop" }).waitFor();
  assert.match(await focused(), /field/);
  await page.keyboard.press("Escape");
  assert.equal(await current(), "shop_bot");
});

test("Enter sends, Shift+Enter begins a line, and nothing is sent of blanks", async () => {
  const field = customer.pane.locator(".field");
  await field.fill("   ");
  await field.press("Enter");
  assert.equal(await field.inputValue(), "   ");
  await field.fill("one");
  await field.press("Shift+Enter");
  await field.pressSequentially("two");
  assert.equal(await field.inputValue(), "one\ntwo");
  await field.press("Enter");
  await customer.newest(".out").filter({ hasText: "two" }).waitFor();
  assert.equal(await field.inputValue(), "");
});

test("the keys with which a word is put together are the input method's", async () => {
  const field = customer.pane.locator(".field");
  const own = await customer.pane.locator(".message.out").count();
  await field.fill("/h");
  await customer.pane.getByRole("option").first().waitFor();
  for (const key of ["Enter", "Escape", "Tab"]) await pressesWhileTyping(field, key);
  assert.equal(await field.inputValue(), "/h");
  await field.fill("ni hao");
  for (const key of ["Enter", "Escape"]) await pressesWhileTyping(field, key);
  assert.equal(await field.inputValue(), "ni hao");
  assert.equal(await customer.pane.locator(".message.out").count(), own);
  assert.equal(await customer.pane.locator(".chat-title", { hasText: "The shop" }).isVisible(), true);

  await admin.opens("BotFather");
  await admin.pane.getByRole("button", { name: "New bot" }).click();
  const dialog = admin.pane.getByRole("dialog");
  await pressesWhileTyping(dialog.getByRole("textbox"), "Escape");
  assert.equal(await dialog.isVisible(), true);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

test("a draft stays with its chat", async () => {
  await customer.pane.locator(".field").fill("not yet");
  await customer.opens("Beta");
  await customer.opens("The shop");
  assert.equal(await customer.pane.locator(".field").inputValue(), "not yet");
});

test("/ offers the commands, by keyboard", async () => {
  const field = customer.pane.locator(".field");
  const options = customer.pane.getByRole("option");
  const chosen = () => customer.pane.locator("[aria-selected=true] .suggestion-name").innerText();
  await customer.pane.locator(".menu-button").waitFor();
  await field.pressSequentially("/");
  await options.first().waitFor();
  assert.equal(await customer.pane.locator(".menu-button").getAttribute("aria-expanded"), "true");
  const first = await chosen();
  await field.press("ArrowDown");
  const second = await chosen();
  assert.notEqual(second, first);
  assert.equal(await field.getAttribute("aria-activedescendant"),
    await customer.pane.locator("[aria-selected=true]").getAttribute("id"));
  await field.press("Tab");
  assert.equal(await field.inputValue(), `${second} `);
  assert.equal(await options.count(), 0);

  await field.fill("/i");
  await options.first().waitFor();
  await field.press("Escape");
  assert.equal(await options.count(), 0);
  await customer.pane.locator(".chat-title", { hasText: "The shop" }).waitFor();

  await field.fill("/id");
  await field.press("Enter");
  await customer.sees("42");
});

test("the Menu button offers them, too, and a click sends", async () => {
  await customer.pane.getByRole("button", { name: "Commands" }).click();
  await customer.pane.getByRole("option", { name: "/help" }).click();
  await customer.newest(".out").filter({ hasText: "/help" }).waitFor();
  await customer.finds("/start");
});

test("nothing that is typed becomes markup", async () => {
  const text = `<img src=x onerror="window.hit=1"><b>bold</b>&amp;`;
  await customer.sends(text);
  const bubble = customer.newest(".out");
  assert.equal(await bubble.locator(".text").innerText(), text);
  assert.equal(await bubble.locator("img, b").count(), 0);
  assert.equal(await page.evaluate(() => window.hit), undefined);
});

test("each paragraph has its own direction", async () => {
  await customer.sends("hello\nمرحبا\na line that is longer than the others");
  const [english, arabic, long] = await customer.newest(".out").locator(".text").evaluate((text) =>
    [...text.firstChild.data.matchAll(/[^\n]+/g)].map(({ index, 0: line }) => {
      const range = document.createRange();
      range.setStart(text.firstChild, index);
      range.setEnd(text.firstChild, index + line.length);
      const { left, right } = range.getBoundingClientRect();
      return { left, right };
    }));
  assert.equal(english.left, long.left);
  assert.ok(arabic.left > english.right, "the Arabic line begins at the right");
});

test("a reply shows what it is a reply to, also after loading the page again", async () => {
  await customer.sends("/start");
  await customer.sees("Products");
  await customer.newest(".in").locator(".bubble").click({ button: "right" });
  await customer.pane.getByRole("menuitem", { name: "Reply" }).click();
  await customer.pane.locator(".reply-bar", { hasText: "Reply to The shop" }).waitFor();
  await customer.sends("thank you");
  await customer.newest(".out").locator(".quote", { hasText: "The shop" }).waitFor();
  assert.equal(await customer.pane.locator(".reply-bar").isVisible(), false);
  await page.reload();
  await customer.pane.locator(".quote", { hasText: "The shop" }).last().click();
  const shown = customer.pane.locator(".pointed-at");
  await shown.evaluate((e) => e.getAnimations({ subtree: true }).forEach((animation) => animation.finish()));
  await shown.waitFor({ state: "detached" });
});

test("Ctrl+Up takes the previous message to reply to, Esc lets it go", async () => {
  const field = customer.pane.locator(".field");
  const bar = customer.pane.locator(".reply-bar");
  await field.press("Control+ArrowUp");
  await bar.filter({ hasText: "Reply to The shop" }).waitFor();
  await field.press("Escape");
  await bar.waitFor({ state: "hidden" });
  await customer.pane.locator(".chat-title", { hasText: "The shop" }).waitFor();
});

test("without selected text, Ctrl+C copies the message that is replied to", async () => {
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const field = customer.pane.locator(".field");
  await field.press("Control+ArrowUp");
  await customer.pane.locator(".reply-bar", { hasText: "Reply to The shop" }).waitFor();
  await field.press("ControlOrMeta+c");
  await customer.isTold("Copied");
  assert.equal(await copied(), await customer.newest(".in").locator(".text").innerText());
  await field.fill("my own words");
  await field.press("ControlOrMeta+a");
  await field.press("ControlOrMeta+c");
  assert.equal(await copied(), "my own words");
});

test("what comes while one looks elsewhere is counted", async () => {
  await customer.pane.getByRole("button", { name: "Back to the chats" }).click();
  const row = customer.pane.locator(".chat-row", { hasText: "The shop" });
  const before = await row.elementHandle();
  await demo.says(42, "shop_bot", "/id");
  await row.locator(".badge", { hasText: "1" }).waitFor();
  assert.equal(await row.evaluate((e, known) => e === known, before), true, "a press on it is not lost");
  await row.click();
  await customer.sees("42");
  await page.keyboard.press("Escape");
  await row.waitFor();
  assert.equal(await row.locator(".badge").count(), 0);
});

test("who reads older messages is not moved, and a button leads to the newest", async () => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  for (let n = 0; n < 6; ++n) {
    await customer.sends("/start");
    await customer.sees("Products");
  }
  const scroll = customer.pane.locator(".scroll");
  await scroll.evaluate((e) => e.scrollTo({ top: 0, behavior: "instant" }));
  const down = customer.pane.getByRole("button", { name: "To the newest message" });
  await down.waitFor();
  await demo.says(42, "shop_bot", "/id");
  await down.locator(".badge", { hasText: "1" }).waitFor();
  assert.equal(await scroll.evaluate((e) => e.scrollTop), 0);
  await down.click();
  await down.waitFor({ state: "hidden" });
  assert.equal(await customer.pane.locator(".chat-row .badge").count(), 0);
});

test("the day floats over the messages while a person scrolls, and only then", async () => {
  const floats = () => customer.pane.locator(".scrolls").count();
  await page.setViewportSize({ width: 1280, height: 360 });
  await customer.sends("/start");
  await customer.sees("Products");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await floats(), 0);
  await customer.pane.locator(".scroll").hover();
  await page.mouse.wheel(0, -200);
  await customer.pane.locator(".scrolls").waitFor();
});

test("an edit leaves the focus on the keyboard of the message", async () => {
  await customer.sends("/start");
  await customer.sees("Products");
  await customer.newest(".in").locator(".key").first().focus();
  await page.keyboard.press("Enter");
  await customer.newest(".in").filter({ hasText: "edited" }).waitFor();
  assert.match(await focused(), /key/);
});

test("arrow keys go from key to key of a message", async () => {
  const label = () => page.evaluate(() => document.activeElement.textContent);
  await customer.pane.locator(".key").first().focus();
  const first = await label();
  await page.keyboard.press("ArrowRight");
  const second = await label();
  assert.notEqual(second, first);
  await page.keyboard.press("ArrowRight");
  assert.equal(await label(), second);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await label(), first);
  await page.keyboard.press("Enter");
  await customer.newest(".in").filter({ hasText: "edited" }).waitFor();
});

test("a bot that takes its time is seen to be at work", async () => {
  await demo.makesBot("Sleepy");
  await customer.opens("Sleepy");
  await customer.pressesStart();
  await customer.pane.locator(".chat-state", { hasText: "typing…" }).waitFor();
});

test("a guide says what to try, and gives the focus back", async () => {
  const guide = page.getByRole("button", { name: "What to try" });
  await guide.click();
  const dialog = page.getByRole("dialog", { name: "What to try" });
  await dialog.getByText("As Customer 42").waitFor();
  await dialog.getByText("then Ctrl+C copies it").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await guide.evaluate((e) => e === document.activeElement), true);
});

test("a long delivery is a document, and documents can be sent", async () => {
  const keys = Array.from({ length: 3 }, (_, n) => `KEY-${n}-`.padEnd(1200, "0123456789")).join("\n");
  await demo.says(1, "shop_bot", "/product_add 1 Keys");
  await admin.finds("as number 1");
  await demo.says(1, "shop_bot", `/stock_add 1\n${keys}`);
  await admin.finds("3 in stock now");
  await demo.says(1, "shop_bot", "/credit main 42 100");
  await admin.finds("the balance is 100.00 USDT");
  await customer.sends("/start");
  await customer.sees("Products");
  await customer.taps("🛍 Products");
  await customer.taps("Keys · 1.00 USDT · 3 left");
  await customer.taps("✏️ Other quantity");
  await customer.sees("Send the quantity");
  await customer.sends("3");
  await customer.taps("✅ Buy now");
  const document = customer.newest(".in").locator(".document");
  await document.filter({ hasText: "order-1.txt" }).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), document.click()]);
  assert.equal(download.suggestedFilename(), "order-1.txt");
  assert.equal(await readFile(await download.path(), "utf8"), `${keys}\n`);

  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    customer.pane.getByRole("button", { name: "Send a document" }).click(),
  ]);
  await chooser.setFiles({ name: "收据 1.txt", mimeType: "text/plain", buffer: Buffer.from("paid") });
  await customer.pane.getByLabel("Caption").fill("my receipt");
  await page.keyboard.press("Enter");
  await customer.newest(".out").filter({ hasText: "收据 1.txt" }).filter({ hasText: "my receipt" }).waitFor();
  await customer.sees("Files cannot be used here");
});

test("links ask first; those to a bot of the demo open its chat", async () => {
  await customer.sends("see https://example.com/help?a=1 or @beta_bot");
  const bubble = customer.newest(".out");
  await bubble.getByText("https://example.com/help?a=1").click();
  const dialog = customer.pane.getByRole("dialog");
  await dialog.filter({ hasText: "https://example.com/help?a=1" }).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await bubble.getByText("@beta_bot").click();
  await customer.pane.locator(".chat-title", { hasText: "Beta" }).waitFor();
});

test("a command in a text is a button, for the keyboard, too", async () => {
  await customer.sends("try /id now");
  await customer.newest(".out").getByRole("button", { name: "/id" }).press("Enter");
  await customer.newest(".out").getByText("/id", { exact: true }).waitFor();
  await customer.sees("42");
});

test("a start link waits for Start, and carries its payload", async () => {
  await customer.sends("https://t.me/beta_bot?start=claim_x1");
  await customer.newest(".out").locator("a").click();
  await customer.pane.locator(".chat-title", { hasText: "Beta" }).waitFor();
  await customer.pressesStart();
  await customer.newest(".out").filter({ hasText: "/start claim_x1" }).waitFor();
});

test("a start link that could not be followed waits on", async () => {
  await customer.sends("https://t.me/alpha_bot?start=claim_x2");
  await customer.newest(".out").locator("a").click();
  await page.route("**/alpha_bot/texts", (route) => route.abort());
  await customer.pressesStart();
  await customer.isTold("That was not sent");
  await page.unroute("**/alpha_bot/texts");
  await customer.pressesStart();
  await customer.newest(".out").filter({ hasText: "/start claim_x2" }).waitFor();
  await customer.pane.locator(".field").fill("and not lost in a chat that has begun");
  await customer.opens("The shop");
  await customer.sends("https://t.me/alpha_bot?start=claim_x3");
  await customer.newest(".out").locator("a").click();
  await page.route("**/alpha_bot/texts", (route) => route.abort());
  await customer.pressesStart();
  await customer.isTold("That was not sent");
  await page.unroute("**/alpha_bot/texts");
  await customer.pressesStart();
  await customer.newest(".out").filter({ hasText: "/start claim_x3" }).waitFor();
  assert.equal(await customer.pane.locator(".field").inputValue(), "and not lost in a chat that has begun");
  problems.length = 0; // the browser has complained about what was kept from it, and may
});

test("a reply that could not be sent is still one", async () => {
  const field = customer.pane.locator(".field");
  await field.fill("thank you");
  await field.press("Control+ArrowUp");
  await page.route("**/texts", (route) => route.abort());
  await field.press("Enter");
  await customer.isTold("That was not sent");
  assert.equal(await field.inputValue(), "thank you");
  await customer.pane.locator(".reply-bar", { hasText: "Reply to The shop" }).waitFor();
  problems.length = 0;
});

test("an alert over a question leaves what was out of reach there", async () => {
  await admin.opens("BotFather");
  await admin.pane.getByRole("button", { name: "New bot" }).click();
  const question = admin.pane.getByRole("dialog");
  await admin.pane.evaluate(async (pane) => {
    const { alertOver } = await import("./overlays.js");
    alertOver(pane, { title: "The shop", text: "Sold out" });
  });
  assert.equal(await question.evaluate((e) => e.closest("[inert]") !== null), true);
  await admin.confirmsAlert("Sold out");
  assert.deepEqual(await admin.pane.evaluate((pane) =>
    [...pane.children].map((child) => [child.className.split(" ")[0], child.inert])),
  [["account", true], ["pane-body", true], ["toasts", false], ["overlay", false]]);
  assert.match(await focused(), /line-field/);

  // The other panes can be used meanwhile.
  assert.equal(await question.getAttribute("aria-modal"), null);
  const place = () => page.evaluate(() => document.activeElement.closest("[data-person]").dataset.person);
  await page.keyboard.press("F6");
  assert.equal(await place(), "7");
  await page.keyboard.press("Shift+F6");
  assert.equal(await place(), "1");
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
});

test("BotFather makes another bot, whose token is there to copy", async () => {
  await admin.opens("BotFather");
  await admin.pane.getByRole("button", { name: "New bot" }).click();
  await page.keyboard.type("Gamma");
  await page.keyboard.press("Enter");
  const token = admin.pane.locator(".message", { hasText: "@gamma_bot" }).locator("code");
  await token.waitFor();
  await token.press("Enter");
  await admin.isTold("Copied");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await token.innerText());
});

test("the interface speaks English and Chinese, and remembers", async () => {
  await page.getByRole("button", { name: "中文" }).click();
  await page.locator(".ledger h2", { hasText: "账本" }).waitFor();
  await page.reload();
  await page.locator(".ledger h2", { hasText: "账本" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  const other = await openPage(browser, demo.url, { locale: "zh-TW" });
  await other.page.locator(".ledger h2", { hasText: "账本" }).waitFor();
  await other.page.context().close();
});

test("what the page says in Chinese is true of bots that speak English", async () => {
  await admin.sends("/start");
  await customer.sends("/start");
  await page.getByRole("button", { name: "中文" }).click();
  const named = async (text) => [...(await text.innerText()).matchAll(/「(.+?)」/g)].map(([, name]) => name);
  await page.getByRole("button", { name: "可以试试" }).click();
  const [products] = await named(page.getByRole("dialog"));
  await page.keyboard.press("Escape");
  await customer.taps(new RegExp(products));
  await customer.newest(".in").filter({ hasText: "已编辑" }).waitFor();

  await admin.opens("BotFather");
  const names = await named(admin.pane.locator(".message.in").first());
  assert.equal(names.length, 2);
  await admin.opens("The shop");
  for (const name of names) await admin.taps(new RegExp(name));
  await admin.sees("Send the bot token");
  await admin.sends("/cancel");
  assert.equal(await customer.pane.locator(".account .person-part").innerText(), "客户");
});

test("light and dark follow the system, or the switch", async () => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await background();
  assert.notEqual(dark, light);
  await page.getByRole("button", { name: /^Appearance/ }).click();
  assert.equal(await background(), light);
  await page.getByRole("button", { name: /^Appearance/ }).click();
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await background(), dark);
});

test("where the system chooses the colours, keys have edges", async () => {
  const edge = () => customer.pane.locator(".key").first().evaluate((e) => getComputedStyle(e).borderTopWidth);
  assert.equal(await edge(), "0px");
  await page.emulateMedia({ forcedColors: "active" });
  assert.equal(await edge(), "1px");
});

test("a file that misses the chats does not take the place of the page", async () => {
  const drops = (target) => page.locator(target).first().evaluate((e) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["paid"], "receipt.txt"));
    const drop = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
    e.dispatchEvent(drop);
    return drop.defaultPrevented;
  });
  assert.equal(await drops(".ledger"), true);
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await drops(".pane[data-person='42'] .chat"), true);
  await customer.pane.getByRole("dialog").filter({ hasText: "receipt.txt" }).waitFor();
});

test("people change places, leave and come back", async () => {
  const names = () => page.locator(".pane .account .person-name").allInnerTexts();
  const [first, second, third] = await names();
  await admin.becomes(third);
  assert.deepEqual(await names(), [third, second, first]);
  await page.getByRole("button", { name: `Close ${second}` }).click();
  assert.deepEqual(await names(), [third, first]);
  await page.getByRole("button", { name: "Another person", exact: true }).click();
  assert.equal((await names()).length, 3);
  await page.getByRole("button", { name: "Show the ledger" }).click();
  assert.equal(await page.locator(".ledger").count(), 0);
});

test("as many people are on screen as there is room for", async () => {
  const resize = async (width, panes) => {
    await page.setViewportSize({ width, height: 860 });
    await page.waitForFunction((wanted) => document.querySelectorAll(".pane").length === wanted, panes);
  };
  await customer.pane.locator(".field").fill("not yet");
  await resize(980, 2);
  await resize(760, 1);
  await resize(1280, 3);
  assert.equal(await customer.pane.locator(".field").inputValue(), "not yet");
});

test("F6 goes from person to person and to the ledger", async () => {
  const place = () => page.evaluate(() => document.activeElement.closest(".pane, .ledger").getAttribute("aria-label"));
  const seen = [];
  for (let n = 0; n < 4; ++n) {
    await page.keyboard.press("F6");
    seen.push(await place());
  }
  assert.equal(new Set(seen).size, 4);
});

test("whoever wants stillness gets it", async () => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await customer.sends("/start");
  await customer.sees("Products");
  const arrival = () => customer.newest(".in").evaluate((e) => {
    e.classList.add("fresh");
    const [animation] = e.getAnimations();
    animation.pause();
    animation.currentTime = 0;
    const { opacity, translate } = getComputedStyle(e);
    return { opacity, translate, duration: animation.effect.getTiming().duration };
  });
  assert.deepEqual(await arrival(), { opacity: "0", translate: "0px 14px", duration: 220 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  assert.deepEqual(await arrival(), { opacity: "0", translate: "0px", duration: 220 });
});

test("a phone shows one thing at a time", async () => {
  const mobile = await openPage(browser, demo.url, phone);
  const screen = mobile.page;
  const person = visitor(screen, 0);
  assert.equal(await screen.locator(".pane").count(), 1);
  await screen.locator(".tab", { hasText: "Ledger" }).tap();
  await screen.locator(".ledger").waitFor();
  assert.equal(await screen.locator(".pane").isVisible(), false);
  const chats = screen.locator(".tab", { hasText: "Chats" });
  await chats.tap();
  await chats.focus();
  await demo.says(1, "shop_bot", "/id");
  await chats.locator(".badge", { hasText: "1" }).waitFor();
  assert.equal(await chats.evaluate((e) => e === document.activeElement), true, "it keeps the focus");
  await screen.locator(".chat-row", { hasText: "The shop" }).tap();
  await person.finds("Admin menu");
  assert.equal(await screen.locator(".tabs").isVisible(), false);
  await person.becomes("Customer 42");
  await screen.locator(".chat-row", { hasText: "The shop" }).waitFor();
  await screen.getByRole("button", { name: "Settings" }).tap();
  await screen.getByRole("menuitemradio", { name: "中文" }).tap();
  await screen.locator(".tab", { hasText: "账本" }).waitFor();
  await screen.context().close();
});

test("when the demo ends, the page says what to do", async () => {
  const other = await startDemo({ isBare: true });
  const seen = await openPage(browser, other.url);
  const person = visitor(seen.page, 2);
  await person.opens("The shop");
  await person.pressesStart();
  await person.isOffered("/help");
  assert.equal(await seen.page.locator(".connection").isVisible(), false);
  assert.equal(await other.stop(), 0);
  await seen.page.locator(".connection", { hasText: "host/run demo" }).waitFor();
  await person.pane.locator(".field").fill("not lost");
  await person.pane.locator(".field").press("Enter");
  await person.isTold("That was not sent");
  assert.equal(await person.pane.locator(".field").inputValue(), "not lost");
  assert.equal(await person.pane.locator(".menu-button").isVisible(), true);
  await seen.page.context().close();
});
