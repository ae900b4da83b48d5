// Text with entities as the Bot API describes them: offsets and lengths in UTF-16 code units, which
// is what JavaScript's strings count, too.

import { element } from "./dom.js";
import { isPress } from "./keys.js";

const tags = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  blockquote: "blockquote",
  code: "code",
  pre: "pre",
  spoiler: "span",
};

// What a client makes tappable by itself, as far as no entity says otherwise.
const tappable = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]，。；：！？）」]|(?<![\w/@.])t\.me\/\w+(?:\?start=[\w-]+)?|(?<![\w@./])@[A-Za-z]\w{3,31}|(?<![\w/<>])\/[A-Za-z]\w{0,31}(?![\w/])/g;

// Answers nodes for the text. `acts` has openLink(url), sendCommand(text), copy(text).
export function richText(text, entities, acts) {
  const known = entities.filter((e) => e.length > 0 && e.offset < text.length);
  const ordered = [...known].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return stretch({ text, from: 0, to: text.length }, ordered, acts);
}

// Entities may nest, and overlap: what reaches beyond its surroundings goes on after them.
function stretch({ text, from, to }, entities, acts) {
  const nodes = [];
  const queue = [...entities];
  let at = from;
  while (queue.length > 0) {
    const entity = queue.shift();
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (begin >= end) continue;
    nodes.push(...plain(text.slice(at, begin), acts));

    const inside = [];
    while (queue.length > 0 && queue[0].offset < end) {
      const next = queue.shift();
      const nextEnd = next.offset + next.length;
      inside.push({ ...next, length: Math.min(nextEnd, end) - next.offset });
      if (nextEnd > end) queue.unshift({ ...next, offset: end, length: nextEnd - end });
    }
    nodes.push(styled({ text, from: begin, to: end }, entity, inside, acts));
    at = end;
  }
  nodes.push(...plain(text.slice(at, to), acts));
  return nodes;
}

function styled(range, entity, inside, acts) {
  const content = range.text.slice(range.from, range.to);
  switch (entity.type) {
    case "code":
    case "pre":
      return pressable(tags[entity.type], content, () => acts.copy(content));
    case "text_link":
      return link(content, entity.url, acts);
    case "url":
    case "mention":
      return link(content, content, acts);
    case "bot_command":
      return command(content, acts);
    default:
      return element(tags[entity.type] ?? "span", {}, stretch(range, inside, acts));
  }
}

// A button within a sentence, which may break like the rest of it.
function pressable(tag, label, act) {
  return element(tag, {
    class: "pressable",
    role: "button",
    tabindex: "0",
    click: act,
    keydown: (event) => {
      if (!isPress(event)) return;
      event.preventDefault();
      act();
    },
  }, label);
}

function link(label, url, acts) {
  return element("a", {
    href: url.startsWith("http") ? url : "#",
    click: (event) => {
      event.preventDefault();
      acts.openLink(url);
    },
  }, label);
}

function command(text, acts) {
  return pressable("span", text, () => acts.sendCommand(text));
}

function plain(text, acts) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(tappable)) {
    if (found.index > at) nodes.push(text.slice(at, found.index));
    const word = found[0];
    nodes.push(word.startsWith("/") ? command(word, acts) : link(word, word, acts));
    at = found.index + word.length;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}
