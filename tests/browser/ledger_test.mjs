// The ledger beside the chats, in a shop that has had its first day.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { agentCard, launch, openPage, seesFigure, visitor, walletRow } from "./browser.mjs";
import { startDemo } from "./demo.mjs";

let demo;
let browser;
let page;
let problems;
let admin;

before(async () => {
  demo = await startDemo();
  browser = await launch();
  ({ page, problems } = await openPage(browser, demo.url));
  admin = visitor(page, 0);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

// The differences that show up, caught at their very beginning. They are spared the rest of their time:
// at its end the page takes them away.
async function catchDifferences() {
  const caught = await page.waitForFunction(() => {
    const differences = [...document.querySelectorAll(".difference")].map((difference) => {
      const [animation] = difference.getAnimations();
      animation.pause();
      animation.currentTime = 0;
      const { translate } = getComputedStyle(difference);
      const { duration } = animation.effect.getTiming();
      animation.finish();
      return { text: difference.textContent, translate, duration };
    });
    return differences.length > 0 && differences;
  });
  await page.locator(".difference").waitFor({ state: "detached" });
  return caught.jsonValue();
}

test("a figure that changes says by how much, for a while", async () => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await demo.says(1, "shop_bot", "/credit main 42 1.5");
  assert.deepEqual(await catchDifferences(), [{ text: "+1.50", translate: "0px 6px", duration: 2200 }]);
  await seesFigure(walletRow(page, { customer: "Customer 42", shop: "Main bot" }), "balance", "31.50");
});

test("whoever wants stillness sees it as long, where it is", async () => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await demo.says(1, "shop_bot", "/credit main 42 2");
  assert.deepEqual(await catchDifferences(), [{ text: "+2.00", translate: "0px", duration: 2200 }]);
});

test("two agents of one name keep their own figures", async () => {
  await demo.says(42, "beta_bot", "/start");
  await admin.sends("/start");
  await admin.taps("🤖 Agents");
  await admin.taps(/Alpha/);
  await admin.sees("Total paid");
  await admin.taps("✏️ Rename");
  await admin.sends("Beta");
  await admin.sees("It is called “Beta” now");
  const betas = agentCard(page, "Beta");
  await betas.nth(1).waitFor();
  assert.deepEqual(await betas.locator("[data-figure=markup]").allTextContents(), ["0.05", "0.50"]);
  assert.equal(await page.locator(".difference").count(), 0);

  await admin.sends("/start");
  await admin.taps("🤖 Agents");
  await admin.taps(/Beta/);
  await admin.sees("Total paid");
  const betaId = await admin.reads(/agent_\d+_\d+(_\d+)?/);
  await demo.says(1, "shop_bot", `/credit ${betaId} 42 5`);
  const wallets = walletRow(page, { customer: "Customer 42", shop: "Beta" });
  await wallets.nth(1).waitFor();
  await demo.says(1, "shop_bot", `/credit ${betaId} 42 7`);
  assert.deepEqual((await catchDifferences()).map(({ text }) => text), ["+7.00"]);
  assert.deepEqual((await wallets.locator(".amount").allTextContents()).sort(), ["100.00", "12.00"]);
  assert.deepEqual(problems, []);
});
