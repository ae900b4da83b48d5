// The story on a wide screen: three people beside each other, and the ledger.

import { openPage, visitor } from "./browser.mjs";
import { tellStory } from "./story.mjs";

tellStory({
  picture: "story.png",
  isPhone: false,
  async open(browser, url) {
    const { page, problems } = await openPage(browser, url);
    const [admin, owner, customer] = [0, 1, 2].map((place) => visitor(page, place));
    async function takeSeats() {}
    return { admin, owner, customer, ledger: page, pages: [page], problems, takeSeats };
  },
});
