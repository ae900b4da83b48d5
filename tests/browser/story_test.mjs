// The story, by clicks: two agents, one customer, five gift cards, one withdrawal. It begins with a
// demo that has bots and nothing else, and follows the ledger beside the chats.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, openPage, seesFigure, takePicture, visitor } from "./browser.mjs";
import { startDemo } from "./demo.mjs";

const payoutAddress = "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss";
const txid = "9f2c4e6a8b0d1f3e5c7a9b1d3f5e7c9a0b2d4f6e8c0a1b3d5f7e9c1a3b5d7f9e";

let demo;
let browser;
let page;
let problems;
let admin;
let owner;
let customer;
let alphaId;

before(async () => {
  demo = await startDemo({ isBare: true });
  browser = await launch();
  ({ page, problems } = await openPage(browser, demo.url));
  admin = visitor(page, 0);
  owner = visitor(page, 1);
  customer = visitor(page, 2);
});

after(async () => {
  await browser?.close();
  assert.equal(await demo?.stop(), 0);
});

const wallet = (amount) => seesFigure(page, "Alpha Ada wallet", amount);
const alpha = (name, amount) => seesFigure(page, `Alpha ${name}`, amount);

// The token comes from BotFather, over the clipboard.
async function addAgent({ name, bot, ownerId }) {
  await admin.opens("BotFather");
  await admin.pane.locator(".message", { hasText: `@${bot}` }).locator("code").click();
  await admin.isTold("Copied");
  await admin.opens("The shop");
  await admin.taps("🤖 代理管理");
  await admin.sees("🤖 代理管理");
  await admin.taps("➕ 新增代理");
  await admin.sees("请发送新代理的机器人令牌");
  await admin.pane.locator(".field").focus();
  await page.keyboard.press("ControlOrMeta+V");
  await page.keyboard.press("Enter");
  await admin.sees(`机器人是 @${bot}`);
  await admin.sends(name);
  await admin.sees(`代理名称：${name}`);
  await admin.sends(String(ownerId));
  await admin.finds(`代理「${name}」已创建`, `代理「${name}」的机器人 @${bot} 已运行`);
  await admin.sends("/start");
  await admin.sees("管理菜单");
}

test("1. the admin creates two agents, and both bots come up", async () => {
  await admin.pressesStart();
  await admin.sees("管理菜单");
  await addAgent({ name: "Alpha", bot: "alpha_bot", ownerId: 7 });
  alphaId = await admin.reads(/agent_\d+_\d+/);
  await addAgent({ name: "Beta", bot: "beta_bot", ownerId: 8 });
  await admin.taps("🤖 代理管理");
  await admin.pane.locator(".key", { hasText: "🟢 运行中 · Alpha" }).waitFor();
  await admin.pane.locator(".key", { hasText: "🟢 运行中 · Beta" }).waitFor();
  await page.locator(".agent-card", { hasText: "Beta" }).getByText("running").waitFor();
});

test("2. a product, five items of stock, and 100 USDT for Ada", async () => {
  await admin.sends("/product_add 10 Gift card");
  await admin.sees("底价 10.00 USDT，编号 1");
  const field = admin.pane.locator(".field");
  const items = ["GIFT-1111", "GIFT-2222", "GIFT-3333", "GIFT-4444", "GIFT-5555"];
  for (const line of ["/stock_add 1", ...items]) {
    await field.pressSequentially(line);
    if (line !== items.at(-1)) await field.press("Shift+Enter");
  }
  await field.press("Enter");
  await admin.sees("现有库存 5");
  await admin.sends(`/credit ${alphaId} 42 100 welcome`);
  await admin.sees("余额 100.00 USDT");
  await seesFigure(page, "Alpha 42 wallet", "100.00");
});

test("3. a markup of 0.05, and the first card is sold", async () => {
  await owner.pressesStart();
  await owner.sees("Alpha");
  await owner.sends("/agent");
  await owner.sees("代理后台 · Alpha");
  await owner.taps("💰 设置差价");
  await owner.sees("请发送新的差价");
  await owner.sends("0.05");
  await owner.finds("差价已设为每件 0.05 USDT");
  await alpha("markup", "0.05");

  for (const bot of ["Beta", "The shop"]) {
    await customer.opens(bot);
    await customer.pressesStart();
    await customer.sees("Welcome");
    await customer.taps("🛍 Products");
    await customer.pane.locator(".key", { hasText: "Gift card · 10.00 USDT · 5 left" }).waitFor();
  }
  await customer.opens("Alpha");
  await customer.pressesStart();
  await customer.sees("Welcome to Alpha");
  await wallet("100.00");
  await customer.taps("🛍 Products");
  await customer.taps("Gift card · 10.05 USDT · 5 left");
  await customer.sees("Price: 10.05 USDT");
  await customer.taps("1");
  await customer.sees("Total: 10.05 USDT");
  await customer.taps("✅ Buy now");
  await customer.finds("Wallet: 89.95 USDT");
  await customer.sees("GIFT-1111");
  await wallet("89.95");
  await alpha("available", "0.05");
  await page.locator(".entry", { hasText: "Order paid" }).locator(".entry-sum", { hasText: "sums to zero" }).waitFor();
});

test("4. too little to withdraw, and two who may not look", async () => {
  await owner.sends("/agent");
  await owner.sees("可提现：0.05 USDT");
  await owner.taps("💸 发起提现");
  await owner.confirmsAlert("可提现余额 0.05 USDT，低于最低提现金额 10.00 USDT");
  await customer.sends("/agent");
  await customer.sees("Only the owner of this agent bot");
  await owner.becomes("Zhao");
  await owner.opens("Alpha");
  await owner.pressesStart();
  await owner.sees("Alpha");
  await owner.sends("/agent");
  await owner.sees("只有这个机器人的代理本人可以这样做");
  await owner.becomes("Wang");
});

test("5. a price that is too high, and the last four cards", async () => {
  await owner.sends("/agent");
  await owner.sees("代理后台");
  await owner.taps("💰 设置差价");
  await owner.sees("请发送新的差价");
  await owner.sends("12.5");
  await owner.finds("差价已设为每件 12.50 USDT");
  await alpha("markup", "12.50");

  await customer.sends("/start");
  await customer.sees("Welcome");
  await customer.taps("🛍 Products");
  await customer.taps("Gift card · 22.50 USDT · 4 left");
  await customer.taps("✏️ Other quantity");
  await customer.sees("Send the quantity");
  await customer.sends("4");
  await customer.sees("Total: 90.00 USDT");
  await customer.taps("✅ Buy now");
  await customer.confirmsAlert("This costs 90.00 USDT and your wallet has 89.95 USDT");
  await wallet("89.95");
  await admin.sends(`/credit ${alphaId} 42 10`);
  await admin.sees("余额 99.95 USDT");
  await wallet("99.95");
  await customer.taps("✅ Buy now");
  await customer.finds("Wallet: 9.95 USDT");
  await customer.sees("GIFT-2222", "GIFT-3333", "GIFT-4444", "GIFT-5555");
  await wallet("9.95");
  await alpha("available", "50.05");

  await customer.sends("/start");
  await customer.sees("Welcome");
  await customer.taps("🛍 Products");
  await customer.taps("Gift card");
  await customer.finds("Sold out");
});

test("6. the owner asks for 50 USDT, and the admin hears of it", async () => {
  await owner.sends("/agent");
  await owner.sees("可提现：50.05 USDT");
  await owner.taps("💸 发起提现");
  await owner.sees("请发送提现金额");
  await owner.sends("50");
  await owner.sees("到账 49.00 USDT");
  await owner.sends(payoutAddress);
  await owner.finds("提现申请已提交", "状态：待审核");
  await alpha("available", "0.05");
  await alpha("frozen", "50.00");
  await admin.finds("新的提现申请");
});

test("7. the admin approves and pays, once; the owner is told", async () => {
  const request = await admin.reads(/aw_\w+/);
  await admin.sends("/withdraw_list");
  await admin.sees(request);
  await admin.taps("✅ 批准");
  await admin.finds("状态：已批准，待付款");
  await owner.finds("提现申请已批准，等待付款");
  await admin.taps("💵 已付款");
  await admin.finds("然后发送 TXID");
  await admin.sends(txid);
  await admin.finds("状态：已付款");
  await owner.finds("提现已付款", txid);
  await alpha("frozen", "0.00");
  await alpha("totalPaid", "50.00");
  const paid = page.locator(".entry", { hasText: "Withdrawal paid" });
  await paid.getByText("+49.00").waitFor();
  await paid.getByText("+1.00").waitFor();

  const before = await page.locator(".entry").count();
  await admin.sends(`/withdraw_approve ${request}`);
  await admin.sees("现在是「已付款」");
  await admin.sends(`/withdraw_pay ${request} ${txid}`);
  await admin.sees("现在是「已付款」");
  assert.equal(await page.locator(".entry").count(), before);
  await takePicture(page, "story");
});

test("the page has complained about nothing", () => {
  assert.deepEqual(problems, []);
});
