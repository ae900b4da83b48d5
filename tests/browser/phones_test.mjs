// The story on phones, 390 pixels wide: each of the three has one, and a fourth shows the ledger.

import { openPage, visitor } from "./browser.mjs";
import { tellStory } from "./story.mjs";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

tellStory({
  picture: "phone.png",
  isPhone: true,
  async open(browser, url) {
    const problems = [];
    const pages = [];
    for (let n = 0; n < 4; ++n) pages.push((await openPage(browser, url, phone, problems)).page);
    const [admin, owner, customer] = pages.map((page) => visitor(page, 0));
    const ledger = pages.at(-1);
    async function takeSeats() {
      await owner.becomes("Owner 7");
      await customer.becomes("Customer 42");
      await ledger.locator(".tab").last().tap();
    }
    return { admin, owner, customer, ledger, pages, problems, takeSeats };
  },
});
