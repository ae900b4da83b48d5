// The page's own chat for admins: it lists the bots there are, with the tokens that make agents of
// them. It lives in the page only.

import { say } from "./words.js";

const since = Math.floor(Date.now() / 1000);

let shown = { key: "", messages: [] };

// One message for each bot that has a token to give. The same objects as long as nothing changes.
export function fatherMessages(bots) {
  const offered = bots.filter((bot) => bot.token && !bot.isMain);
  const texts = [{ text: say("fatherGreeting"), entities: [] }, ...offered.map(introduction)];
  const key = JSON.stringify(texts);
  if (key !== shown.key) {
    shown = {
      key,
      messages: texts.map(({ text, entities }, index) => ({
        id: index + 1, fromBot: true, text, entities, keyboard: [], date: since, edits: 0,
      })),
    };
  }
  return shown.messages;
}

function introduction(bot) {
  const about = say("fatherBot", bot);
  return {
    text: about + bot.token,
    entities: [
      { type: "bold", offset: 0, length: bot.name.length },
      { type: "code", offset: about.length, length: bot.token.length },
    ],
  };
}
