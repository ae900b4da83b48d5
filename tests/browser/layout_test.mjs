// How the page looks: on a phone and on a wide screen, in light and in dark, in both languages. Every
// view is inspected for what would be broken, and its picture is kept.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, openPage, takePicture, visitor } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { findFaults } from "./layout.mjs";

let demo;
let browser;

before(async () => {
  demo = await startDemo();
  browser = await launch();
  for (const [person, bot] of [[1, "shop_bot"], [7, "alpha_bot"], [42, "alpha_bot"]]) {
    await demo.says(person, bot, "/start");
  }
  await demo.says(42, "alpha_bot", "A-very-long-word-without-any-place-to-break-".repeat(6));
  await demo.says(42, "alpha_bot", "السلام عليكم\n中文、日本語、한국어");
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const looks = [
  { colorScheme: "light", locale: "en-GB" },
  { colorScheme: "dark", locale: "en-GB" },
  { colorScheme: "light", locale: "zh-CN" },
];

for (const look of looks) {
  const name = `${look.colorScheme}-${look.locale.slice(0, 2)}`;

  test(`at 1280 pixels, ${name}`, async () => {
    const { page } = await openPage(browser, demo.url, look);
    const view = inspector(page, `1280-${name}`, false);
    const owner = visitor(page, 1);
    await page.locator(".message").first().waitFor();
    await view("panes");
    await page.locator(".bar-button").first().click();
    await view("guide");
    await page.keyboard.press("Escape");
    await owner.pane.locator(".person").first().click();
    await view("people");
    await page.keyboard.press("Escape");
    await owner.pane.locator(".field").fill("/");
    await owner.pane.locator(".suggestion").first().waitFor();
    await view("commands");
    await owner.pane.locator(".field").fill("several\nlines\nof text");
    await owner.newest(".in").locator(".bubble").click({ button: "right" });
    await view("menu");
    await page.keyboard.press("Enter");
    await view("reply");
    for (const place of [2, 1]) await page.locator(".pane").nth(place).locator(".account .icon-button:visible").click();
    await view("one-pane");
    await page.context().close();
  });

  test(`at 390 pixels, ${name}`, async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
    const { page } = await openPage(browser, demo.url, { ...look, ...phone });
    const view = inspector(page, `390-${name}`, true);
    await page.locator(".chat-row").first().waitFor();
    await view("chats");
    await page.locator(".account .icon-button:visible").tap();
    await view("settings");
    await page.locator(".menu-item").last().tap();
    await page.locator(".steps").waitFor();
    await view("guide");
    await page.keyboard.press("Escape");
    await page.locator(".tab").last().tap();
    await view("ledger");
    await page.locator(".tab").first().tap();
    await page.locator('.chat-row[data-bot="shop_bot"]').tap();
    await view("admin");
    await page.locator(".menu-button").tap();
    await page.locator(".suggestion").first().waitFor();
    await view("commands");
    await page.locator(".wallpaper").tap({ position: { x: 5, y: 5 } });
    await page.locator(".person:visible").tap();
    await view("people");
    await page.locator(".menu-item", { hasText: "Customer 42" }).tap();
    await page.locator('.chat-row[data-bot="alpha_bot"]').tap();
    await page.locator(".message").first().waitFor();
    await view("customer");
    await page.locator(".back").tap();
    await page.locator('.chat-row[data-bot="beta_bot"]').tap();
    await view("start");
    await page.context().close();
  });
}

test("at 320 pixels and 200 per cent, nothing is lost", async () => {
  const { page } = await openPage(browser, demo.url, { viewport: { width: 320, height: 560 } });
  const view = inspector(page, "320", true);
  await page.locator('.chat-row[data-bot="shop_bot"]').click();
  await page.locator(".message").first().waitFor();
  await view("chat");
  await page.context().close();
});

function inspector(page, look, isPhone) {
  return async (what) => {
    await takePicture(page, `${look}-${what}.jpg`);
    assert.deepEqual(await findFaults(page, { isPhone }), [], `${look}-${what}`);
  };
}
