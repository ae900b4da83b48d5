// Where a link in a message leads.

// A bot's username and start payload, or a URL that a browser may open, or neither.
export function readLink(written) {
  const mention = /^@(\w+)$/.exec(written)?.[1];
  if (mention) return { username: mention, url: `https://t.me/${mention}` };
  const address = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`;
  if (!URL.canParse(address)) return {};
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return {};
  const isTelegram = url.hostname === "t.me" || url.hostname === "telegram.me";
  const username = isTelegram ? url.pathname.slice(1) : undefined;
  return { username, start: url.searchParams.get("start"), url: url.href };
}
