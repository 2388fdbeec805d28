// The prefixed properties of EPUB's CSS profile.

import { isDark } from "../pixels";
import { type Box, type Reader, bottom, middle, right } from "../reader";
import { must } from "../verdict";
import type { Judge } from "./content";

/** Lines of the text in an element: the letters of each, and where it is. */
async function lines(reader: Reader, selector: string): Promise<{ text: string; left: number; right: number }[]> {
  return reader.ask(([inside], selector) => {
    const found: { text: string; top: number; left: number; right: number }[] = [];
    const element = inside.querySelector(selector);
    if (!element) return found;
    const walker = inside.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = inside.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let index = 0; index < (node.nodeValue ?? "").length; index += 1) {
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const box = range.getClientRects()[0];
        const letter = (node.nodeValue ?? "")[index];
        if (!box || box.width === 0) continue;
        const last = found.at(-1);
        if (last && Math.abs(last.top - box.top) < 3) {
          last.text += letter;
          last.right = Math.max(last.right, box.right);
        } else found.push({ text: letter, top: box.top, left: box.left, right: box.right });
      }
    }
    return found;
  }, selector);
}

async function lineBreak(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("-epub-line-break Tests");
  const values = ["auto", "loose", "normal", "strict"];
  for (const value of values) {
    const { "line-break": computed } = await reader.style(`p.${value}`, ["line-break"]);
    must(computed === value, `-epub-line-break: ${value} comes out as line-break: ${computed}`);
  }
  const counts: number[] = [];
  for (const width of [1000, 390, 330]) {
    await reader.resize(width, 800);
    const inner = (await reader.shown())[0].innerWidth;
    let sum = 0;
    for (const value of values) {
      const own = await lines(reader, `p.${value}`);
      sum += own.length;
      const page = Math.floor(own[0].left / inner) * inner;
      const out = own.find((line) => line.right > page + inner + 1 || line.left < page - 1);
      must(!out, `at ${width} px a line of “${value}” leaves the page: ${out?.text}`);
      if (value !== "strict") continue;
      const wrong = own.slice(1).find((line) => /^[ぁ々。、]/.test(line.text));
      must(!wrong, `at ${width} px a line begins with ${wrong?.text[0]} although line breaking is strict`);
    }
    counts.push(sum);
  }
  must(counts[2] > counts[0], `the lines do not change with the window: ${counts.join(", ")}`);
  return `auto, loose, normal, strict; ${counts.join(", ")} lines at 1000, 390, 330 px`;
}

async function combine(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("-epub-text-combine-horizontal Tests");
  const kinds: [string, string][] = [
    [".epub-text-combine-horizontal-none", "none"],
    [".epub-text-combine-horizontal-all", "all"],
    [".epub-text-combine-none", "none"],
    [".epub-text-combine-horizontal", "all"],
  ];
  const { "writing-mode": mode } = await reader.style("body", ["writing-mode"]);
  must(mode === "vertical-rl", `the text is set in ${mode}`);
  const sizes: string[] = [];
  for (const [selector, expected] of kinds) {
    const style = await reader.style(selector, ["text-combine-upright", "font-size"]);
    const em = Number.parseFloat(style["font-size"]);
    const box = await reader.boxOf(selector);
    const combined = box.height < em * 1.4;
    must(
      combined === (expected === "all"),
      `${selector}: text-combine-upright is ${style["text-combine-upright"]}, and the digits are ${(box.height / em).toFixed(1)} em long`,
    );
    sizes.push((box.height / em).toFixed(1));
  }
  return `digits are ${sizes.join(", ")} em long`;
}

async function orientation(reader: Reader): Promise<string> {
  await reader.open();
  await reader.turnTo("これはテストです");
  const kinds = { mixed: "mixed", upright: "upright", sideways: "sideways", "sideways-right": "sideways" };
  const lengths: Record<string, [number, number]> = {};
  for (const [name, expected] of Object.entries(kinds)) {
    const selector = `.text-orientation-${name}`;
    const style = await reader.style(selector, ["text-orientation", "writing-mode", "font-size"]);
    must(style["writing-mode"] === "vertical-rl", `${name}: the text is set in ${style["writing-mode"]}`);
    must(style["text-orientation"] === expected, `${name} comes out as ${style["text-orientation"]}`);
    const em = Number.parseFloat(style["font-size"]);
    // How much of the line a Latin letter and a Japanese one take, in em.
    lengths[name] = await reader.ask(
      ([inside], { selector, em }) => {
        const text = inside.querySelector(selector)?.firstChild as Text;
        const range = inside.createRange();
        const length = (from: string) => {
          const start = (text.nodeValue ?? "").indexOf(from);
          range.setStart(text, start);
          range.setEnd(text, start + 1);
          return range.getBoundingClientRect().height / em;
        };
        return [length("i"), length("テ")] as [number, number];
      },
      { selector, em },
    );
  }
  const [mixed, upright, sideways, old] = Object.keys(kinds).map((name) => lengths[name][0]);
  must(upright > 0.7, `upright: the letter i takes ${upright.toFixed(2)} em of the line, so it lies on its side`);
  for (const [name, length] of Object.entries({ mixed, sideways, "sideways-right": old })) {
    must(length < 0.6, `${name}: the letter i takes ${length.toFixed(2)} em of the line, so it stands upright`);
  }
  return `the letter i takes ${[mixed, upright, sideways, old].map((one) => one.toFixed(2)).join(", ")} em`;
}

/** Where a line is drawn across or along the box: a share of it, from 0 (left, top) to 1. */
async function drawnAt(reader: Reader, box: Box, along: "x" | "y"): Promise<number> {
  const around = 8;
  const wide = along === "x" ? { left: box.left, width: box.width } : { left: box.left - around, width: box.width + 2 * around };
  const high = along === "x" ? { top: box.top - around, height: box.height + 2 * around } : { top: box.top, height: box.height };
  const picture = await reader.picture({ ...wide, ...high });
  const [across, length] = along === "x" ? [picture.height, picture.width] : [picture.width, picture.height];
  let best = { at: -1, dark: 0 };
  for (let at = 0; at < across; at += 1) {
    let dark = 0;
    for (let step = 0; step < length; step += 1) {
      if (isDark(along === "x" ? picture.at(step, at) : picture.at(at, step))) dark += 1;
    }
    if (dark > best.dark) best = { at, dark };
  }
  must(best.dark > length * 0.6, "no line is drawn beside the text");
  return (best.at - around) / (along === "x" ? box.height : box.width);
}

async function underline(reader: Reader): Promise<string> {
  await reader.open();
  const parts: [string, string, "x" | "y"][] = [
    ["Lo! the Spear-Danes", "auto", "x"],
    ["The folk-kings", "under", "x"],
    ["或日の暮方の事である", "under left", "y"],
    ["一人の下人が", "under right", "y"],
  ];
  const places: Record<string, number> = {};
  for (const [words, expected, along] of parts) {
    await reader.turnTo(words);
    const style = await reader.style(".underline", ["text-underline-position", "writing-mode"]);
    const position = style["text-underline-position"];
    const same = position.split(" ").sort().join(" ") === expected.split(" ").sort().join(" ");
    must(same, `${words}: text-underline-position is ${position}, not ${expected}`);
    must((along === "y") === style["writing-mode"].startsWith("vertical"), `${words} is in ${style["writing-mode"]}`);
    const line = await reader.ask(([inside]) => {
      const frame = inside.defaultView?.frameElement as HTMLElement;
      const outer = frame.getBoundingClientRect();
      const own = inside.querySelector(".underline")?.getClientRects()[0] as DOMRect;
      return { left: own.left + outer.left, top: own.top + outer.top, width: own.width, height: own.height };
    }, undefined);
    places[expected] = await drawnAt(reader, line, along);
  }
  must(places.under > places.auto + 0.05, `under is drawn at ${places.under.toFixed(2)}, auto at ${places.auto.toFixed(2)} of the line`);
  must(places["under left"] < 0.3, `under left is drawn at ${places["under left"].toFixed(2)} of the line's width`);
  must(places["under right"] > 0.7, `under right is drawn at ${places["under right"].toFixed(2)} of the line's width`);
  return Object.entries(places)
    .map(([name, place]) => `${name} at ${place.toFixed(2)}`)
    .join(", ");
}

async function writingMode(reader: Reader): Promise<string> {
  await reader.open();
  await reader.turnTo("1. これはテストです");
  let style = await reader.style("body > p:last-of-type", ["writing-mode"]);
  must(style["writing-mode"] === "horizontal-tb", `the first is set in ${style["writing-mode"]}`);
  for (const [words, mode] of [
    ["2. これはテストです", "vertical-rl"],
    ["3. これはテストです", "vertical-lr"],
  ]) {
    await reader.turnTo(words.slice(0, 2));
    style = await reader.style("body > p", ["writing-mode"]);
    must(style["writing-mode"] === mode, `${words} is set in ${style["writing-mode"]}`);
    const heading = await reader.boxOf("h1");
    const [shown] = await reader.shown();
    const centre = middle(shown);
    must(heading.height > heading.width, "the heading does not run from top to bottom");
    must(bottom(heading) <= bottom(shown) + 1, "the heading runs out of the page");
    if (mode === "vertical-rl") must(heading.left > centre, `the first line is not at the right: ${heading.left}`);
    else must(right(heading) < centre, `the first line is not at the left: ${heading.left}`);
  }
  return "horizontal; vertical from the right; vertical from the left";
}

export const css: Record<string, Judge> = {
  "css-epub-line-break": lineBreak,
  "css-epub-text-combine-horizontal": combine,
  "css-epub-text-orientation": orientation,
  "css-epub-text-underline-position": underline,
  "css-epub-writing-mode": writingMode,
};
