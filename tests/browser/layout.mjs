// Looks for what makes a page broken, in the page itself: things that stick out, cover each other, are
// too small for a finger or too pale to read.

// Answers a sentence for each finding. `isPhone` asks for targets of a finger's size.
export async function findFaults(page, { isPhone }) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finish())));
  return page.evaluate(inspect, { isPhone });
}

function inspect({ isPhone }) {
  const fingerWidth = 40;
  const faults = [];
  const describe = (e) => {
    const name = e.getAttribute("aria-label") ?? e.textContent.trim().slice(0, 30);
    return `<${e.localName} class="${e.getAttribute("class") ?? ""}"> “${name}”`;
  };
  const blame = (e, what) => faults.push(`${describe(e)} ${what}`);

  const isShown = (e) =>
    e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest("[inert], .visually-hidden");
  const scrollerOf = (e) => {
    for (let at = e.parentElement; at; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
    }
    return null;
  };

  // --- Nothing sticks out ---

  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) faults.push(`The page is ${root.scrollWidth} wide in ${innerWidth}.`);
  if (root.scrollHeight > innerHeight) faults.push(`The page is ${root.scrollHeight} high in ${innerHeight}.`);

  const all = [...document.body.querySelectorAll("*")].filter(isShown);
  for (const e of all) {
    const box = e.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || e.closest("svg")) continue;
    const scroller = scrollerOf(e);
    const frame = scroller?.getBoundingClientRect() ?? { left: 0, right: innerWidth, top: 0, bottom: innerHeight };
    if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5) blame(e, "sticks out sideways");
    if (!scroller && (box.top < -0.5 || box.bottom > innerHeight + 0.5)) blame(e, "sticks out of the window");
    const style = getComputedStyle(e);
    const cuts = style.overflowX !== "visible" && style.textOverflow !== "ellipsis";
    if (cuts && e.scrollWidth > e.clientWidth + 1) blame(e, "has more in it than it shows");
  }

  // --- Everything can be hit ---

  const tappable = "button, a[href], input, textarea, [role=option]";
  const isInSentence = (e) => e.matches(".text a, .text [role=button]");
  const targets = all.filter((e) => e.matches(tappable) && !isInSentence(e));
  const inFrame = (e) => {
    const box = e.getBoundingClientRect();
    const frame = scrollerOf(e)?.getBoundingClientRect();
    return !frame || (box.top >= frame.top && box.bottom <= frame.bottom);
  };
  for (const e of targets) {
    const box = e.getBoundingClientRect();
    if (isPhone && Math.min(box.width, box.height) < fingerWidth) {
      blame(e, `is ${Math.round(box.width)} × ${Math.round(box.height)}: too small for a finger`);
    }
    if (!inFrame(e)) continue;
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const floats = hit?.closest(".to-bottom, .toasts, .suggestions, .difference");
    if (hit && !floats && !e.contains(hit)) blame(e, `is covered by ${describe(hit)}`);
  }
  const floating = (e) => e.closest(".to-bottom, .suggestions");
  const settled = targets.filter((e) => inFrame(e) && !floating(e));
  settled.forEach((one, index) => {
    for (const other of settled.slice(index + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const a = one.getBoundingClientRect();
      const b = other.getBoundingClientRect();
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > 0.5 && height > 0.5) blame(one, `overlaps ${describe(other)}`);
    }
  });

  // --- Everything has a name ---

  for (const e of targets) {
    const name = e.getAttribute("aria-label") ?? e.textContent.trim();
    if (!name) blame(e, "has no name for those who do not see it");
  }

  // --- Everything can be read ---

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const parse = (colour) => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(colour, { r, g, b, a: a / 255 });
    }
    return known.get(colour);
  };
  const over = (front, back) => ({
    r: front.r * front.a + back.r * (1 - front.a),
    g: front.g * front.a + back.g * (1 - front.a),
    b: front.b * front.a + back.b * (1 - front.a),
    a: 1,
  });
  const behind = (e) => {
    const layers = [];
    for (let at = e; at; at = at.parentElement) {
      const layer = parse(getComputedStyle(at).backgroundColor);
      layers.push(layer);
      if (layer.a === 1) break;
    }
    return layers.reduceRight((back, front) => over(front, back), { r: 255, g: 255, b: 255, a: 1 });
  };
  const luminance = ({ r, g, b }) => {
    const [lr, lg, lb] = [r, g, b].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const hasLetters = (text) => /[\p{L}\p{N}]/u.test(text);

  for (const e of all) {
    const own = [...e.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const text = own.map((node) => node.data).join("").trim();
    if (!hasLetters(text) || e.closest(":disabled")) continue;
    const style = getComputedStyle(e);
    const back = behind(e);
    const ratio = contrast(over(parse(style.color), back), back);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) blame(e, `has a contrast of ${ratio.toFixed(2)} only`);
  }
  return faults;
}
