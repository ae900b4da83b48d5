// The story, by clicks, on whatever screens it is told: two agents, one customer, eight gift cards, one
// withdrawal, one restart, one refund. It begins with a demo that has bots and nothing else, and
// follows the ledger beside the chats.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { agentCard, launch, seesFigure, takePicture, walletRow } from "./browser.mjs";
import { startDemo, verify } from "./demo.mjs";
import { findFaults } from "./layout.mjs";

const payoutAddress = "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss";
const txid = "9f2c4e6a8b0d1f3e5c7a9b1d3f5e7c9a0b2d4f6e8c0a1b3d5f7e9c1a3b5d7f9e";

// Registers the chapters as tests. `open` answers the pages, and who is where: `ledger` is the page
// that shows the ledger, and `takeSeats` makes everybody who they are, at the start and after a
// restart, when pages have forgotten it. At the height of the story, and at its end, every page is
// inspected for what would be broken; `picture` is taken of the first.
export function tellStory({ open, isPhone, picture }) {
  let folder;
  let database;
  let demo;
  let browser;
  let page; // that shows the ledger
  let pages;
  let problems;
  let takeSeats;
  let admin;
  let owner;
  let customer;
  let alphaId;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "agentbackend-browser-"));
    database = join(folder, "shop.db");
    demo = await startDemo({ isBare: true, database });
    browser = await launch();
    ({ admin, owner, customer, ledger: page, pages, problems, takeSeats } = await open(browser, demo.url));
    await takeSeats();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
    await rm(folder, { recursive: true });
  });

  const wallet = (amount, customer = "Customer 42") =>
    seesFigure(walletRow(page, { customer, shop: "Alpha" }), "balance", amount);
  const alpha = (name, amount) => seesFigure(agentCard(page, "Alpha"), name, amount);

  // The token comes from BotFather, over the clipboard.
  async function addAgent({ name, bot, ownerId }) {
    await admin.opens("BotFather");
    await admin.pane.locator(".message", { hasText: `@${bot}` }).locator("code").click();
    await admin.isTold("Copied");
    await admin.opens("The shop");
    await admin.taps("🤖 Agents");
    await admin.sees("🤖 Agents");
    await admin.taps("➕ New agent");
    await admin.sees("Send the bot token");
    const field = admin.pane.locator(".field");
    await field.focus();
    await admin.page.keyboard.press("ControlOrMeta+V");
    await field.press("Enter");
    await admin.sees(`The bot is @${bot}`);
    await admin.sends(name);
    await admin.sees(`The agent is called ${name}`);
    await admin.sends(String(ownerId));
    await admin.finds(`“${name}” has been created`, `@${bot} of “${name}” is running`);
    await admin.sends("/start");
    await admin.sees("Admin menu");
  }

  async function inspect(moment) {
    for (const [n, shown] of pages.entries()) {
      assert.deepEqual(await findFaults(shown, { isPhone }), [], `page ${n}, ${moment}`);
    }
  }

  async function setMarkup(typed, shown) {
    await owner.sends("/agent");
    await owner.sees("Agent dashboard · Alpha");
    await owner.taps("💰 Set markup");
    await owner.sees("Send the new one");
    await owner.sends(typed);
    await owner.finds(`The markup is ${shown} USDT per item now`);
    await alpha("markup", shown);
  }

  async function choosesGiftCard({ price, left }) {
    await customer.sends("/start");
    await customer.sees("Welcome to Alpha");
    await customer.taps("🛍 Products");
    await customer.taps(`Gift card · ${price} USDT · ${left} left`);
    await customer.sees(`Price: ${price} USDT`);
  }

  async function typesQuantity(quantity, total) {
    await customer.taps("✏️ Other quantity");
    await customer.sees("Send the quantity");
    await customer.sends(quantity);
    await customer.sees(`Total: ${total} USDT`);
  }

  test("1. the admin creates two agents, and both bots come up", async () => {
    await admin.opens("The shop");
    await admin.pressesStart();
    await admin.sees("Admin menu");
    await addAgent({ name: "Alpha", bot: "alpha_bot", ownerId: 7 });
    alphaId = await admin.reads(/agent_\d+_\d+/);
    await addAgent({ name: "Beta", bot: "beta_bot", ownerId: 8 });
    await admin.taps("🤖 Agents");
    await admin.pane.locator(".key", { hasText: "🟢 Running · Alpha" }).waitFor();
    await admin.pane.locator(".key", { hasText: "🟢 Running · Beta" }).waitFor();
    await page.locator(".agent-card", { hasText: "Beta" }).getByText("running").waitFor();
  });

  test("2. a product, eight items of stock, and 100 USDT for the customer", async () => {
    await admin.sends("/product_add 10 Gift card");
    await admin.sees("base price of 10.00 USDT, as number 1");
    const field = admin.pane.locator(".field");
    const items = [1, 2, 3, 4, 5, 6, 7, 8].map((digit) => `GIFT-${String(digit).repeat(4)}`);
    await field.fill(`/stock_add 1\n${items.join("\n")}`);
    await field.press("Enter");
    await admin.sees("8 in stock now");
    await admin.sends(`/credit ${alphaId} 42 100 welcome`);
    await admin.sees("the balance is 100.00 USDT");
    await wallet("100.00", "42");
  });

  test("3. a markup of 0.05: one card for 10.05, three for 30.15", async () => {
    await owner.opens("Alpha");
    await owner.pressesStart();
    await owner.sees("Alpha");
    await owner.isOffered("/agent");
    await setMarkup("0.05", "0.05");

    for (const bot of ["Beta", "The shop"]) {
      await customer.opens(bot);
      await customer.pressesStart();
      await customer.sees("Welcome");
      await customer.taps("🛍 Products");
      await customer.pane.locator(".key", { hasText: "Gift card · 10.00 USDT · 8 left" }).waitFor();
    }
    await customer.opens("Alpha");
    await customer.pressesStart();
    await choosesGiftCard({ price: "10.05", left: 8 });
    await wallet("100.00");
    await customer.taps("1");
    await customer.sees("Total: 10.05 USDT");
    await customer.taps("✅ Buy now");
    await customer.finds("Wallet: 89.95 USDT");
    await customer.sees("GIFT-1111");
    await wallet("89.95");
    await alpha("available", "0.05");
    await page.locator(".entry", { hasText: "Order paid" }).locator(".entry-sum", { hasText: "sums to zero" }).waitFor();

    await choosesGiftCard({ price: "10.05", left: 7 });
    await typesQuantity("3", "30.15");
    await customer.taps("✅ Buy now");
    await customer.sees("GIFT-2222", "GIFT-3333", "GIFT-4444");
    await wallet("59.80");
    await alpha("available", "0.20");
  });

  test("4. too little to withdraw, and two who may not look", async () => {
    await owner.sends("/agent");
    await owner.sees("Available: 0.20 USDT");
    await owner.taps("💸 Withdraw");
    await owner.confirmsAlert("You have 0.20 USDT available; the minimum is 10.00 USDT");
    await customer.sends("/agent");
    await customer.sees("Only the owner of this agent bot");
    await owner.becomes("Owner 8");
    await owner.opens("Alpha");
    await owner.pressesStart();
    await owner.sees("Alpha");
    await owner.sends("/agent");
    await owner.sees("只有这个机器人的代理人本人可以这样做");
    await owner.becomes("Owner 7");
    await owner.opens("Alpha");
  });

  test("5. a price that is too high, and the last four cards", async () => {
    await setMarkup("12.5", "12.50");
    await choosesGiftCard({ price: "22.50", left: 4 });
    await typesQuantity("4", "90.00");
    await customer.taps("✅ Buy now");
    await customer.confirmsAlert("This costs 90.00 USDT and your wallet has 59.80 USDT: 30.20 USDT short");
    await wallet("59.80");
    await admin.sends(`/credit ${alphaId} 42 40`);
    await admin.sees("the balance is 99.80 USDT");
    await wallet("99.80");
    await customer.taps("✅ Buy now");
    await customer.finds("Wallet: 9.80 USDT");
    await customer.sees("GIFT-5555", "GIFT-6666", "GIFT-7777", "GIFT-8888");
    await wallet("9.80");
    await alpha("available", "50.20");

    await customer.sends("/start");
    await customer.sees("Welcome");
    await customer.taps("🛍 Products");
    await customer.taps("Gift card · 22.50 USDT · 0 left");
    await customer.finds("Sold out");
  });

  test("6. the owner asks for 50 USDT, and the admin hears of it", async () => {
    await owner.sends("/agent");
    await owner.sees("Available: 50.20 USDT");
    await owner.taps("💸 Withdraw");
    await owner.sees("Send the amount to withdraw");
    await owner.sends("50");
    await owner.sees("you receive 49.00 USDT");
    await owner.sends(payoutAddress);
    await owner.finds("Your withdrawal has been submitted", "Status: Pending");
    await alpha("available", "0.20");
    await alpha("frozen", "50.00");
    await admin.finds("New withdrawal request");
    await takePicture(pages[0], picture);
    await inspect("after the request");
  });

  test("7. the admin approves and pays, once; the owner is told", async () => {
    const request = await admin.reads(/aw_\w+/);
    await admin.sends("/withdraw_list");
    await admin.sees(request);
    await admin.taps(/✅ Approve/);
    await admin.finds("Approved, awaiting payment");
    await owner.finds("Your withdrawal is approved, awaiting payment");
    await admin.taps(/💵 Record payout/);
    await admin.finds("then send the TXID");
    await admin.sends(txid);
    await admin.finds(`${request}: Paid`);
    await owner.finds("Your withdrawal has been paid", txid);
    await alpha("frozen", "0.00");
    await alpha("totalPaid", "50.00");
    const paid = page.locator(".entry", { hasText: "Withdrawal paid" });
    await paid.getByText("+49.00").waitFor();
    await paid.getByText("+1.00").waitFor();

    const before = await page.locator(".entry").count();
    await admin.sends(`/withdraw_approve ${request}`);
    await admin.sees("is “Paid” and cannot become “Approved");
    await admin.sends(`/withdraw_pay ${request} ${txid}`);
    await admin.sees("is “Paid” and cannot become “Paid”");
    assert.equal(await page.locator(".entry").count(), before);
  });

  test("8. the program ends in the middle of a question, starts again, and goes on with it", async () => {
    await owner.sends("/agent");
    await owner.sees("Agent dashboard");
    await owner.taps("💰 Set markup");
    await owner.sees("Send the new one");
    assert.deepEqual(problems, []);
    assert.equal(await demo.stop(), 0);
    await page.locator(".connection", { hasText: "host/run demo" }).waitFor();
    assert.equal(await verify(database), 0);

    demo = await startDemo({ isBare: true, database, port: new URL(demo.url).port });
    for (const shown of pages) await shown.locator(".connection").waitFor({ state: "hidden" });
    await takeSeats();
    await owner.opens("Alpha");
    await demo.says(7, "alpha_bot", "0.05");
    await owner.finds("The markup is 0.05 USDT per item now");
    await wallet("9.80");
    await alpha("totalPaid", "50.00");
  });

  test("9. the admin takes one order back: money and profit return", async () => {
    problems.length = 0; // the page has complained about the demo's absence, and may
    await admin.opens("The shop");
    await admin.pressesStart();
    await admin.sees("Admin menu");
    await admin.sends("/refund 2 wrong card");
    await admin.finds("Order #2 has been refunded: 30.15 USDT");
    await wallet("39.95");
    await alpha("available", "0.05");
    await page.locator(".entry", { hasText: "Order refunded" }).getByText("−0.15").waitFor();
    await admin.sends("/refund 2");
    await admin.finds("refunded before; it was not refunded again");
    await wallet("39.95");
    await inspect("at the end");
    assert.equal(await demo.stop(), 0);
    assert.equal(await verify(database), 0);
  });
}
