// Reflowable layout: how text flows, and where a short page stands.

import { type Reader, middle, right } from "../reader";
import { must, near, notAsked } from "../verdict";
import type { Judge } from "./content";
import { flows } from "./fixed";

const PHONE = { width: 400, height: 720 };
const CHAPTERS = ["Chapter 1. Loomings.", "Chapter 2. The Carpet-Bag.", "Chapter 3. The Spouter-Inn."];

async function scrollRoom(reader: Reader): Promise<{ down: number; across: number; at: number }> {
  return reader.ask(([inside]) => {
    const root = inside.scrollingElement ?? inside.documentElement;
    const view = inside.defaultView as Window;
    return {
      down: root.scrollHeight / view.innerHeight,
      across: root.scrollWidth / view.innerWidth,
      at: view.scrollY,
    };
  }, undefined);
}

async function paginated(reader: Reader): Promise<string> {
  await reader.page.setViewportSize(PHONE);
  await reader.open();
  await reader.sees("Paginated Flow");
  const counts: number[] = [];
  for (const chapter of CHAPTERS) {
    await reader.turnTo(chapter);
    const room = await scrollRoom(reader);
    must(room.down < 1.02, `${chapter} can be scrolled down ${room.down.toFixed(1)} screens: it is not in pages`);
    const last = await reader.ask(
      ([inside]) => (inside.body.textContent ?? "").trim().split(/\s+/).slice(-3).join(" "),
      undefined,
    );
    const pages = await flows(reader, chapter, last);
    must(pages > 2, `${chapter} is said to be on ${pages} page(s) of a phone`);
    counts.push(pages);
  }
  return `chapters on ${counts.join(", ")} pages, every line whole`;
}

async function scrolled(reader: Reader): Promise<string> {
  await reader.page.setViewportSize(PHONE);
  await reader.open();
  await reader.sees("Scrolled Flow");
  for (const [index, chapter] of CHAPTERS.entries()) {
    must(await reader.swipe("left"), `swiping to the left does not lead on to ${chapter}`);
    await reader.sees(chapter);
    const room = await scrollRoom(reader);
    must(room.down > 1.5, `${chapter} is ${room.down.toFixed(1)} screens long: it does not scroll`);
    must(room.across < 1.02, `${chapter} scrolls sideways too`);
    const host = await reader.host();
    await reader.page.mouse.move(middle(host), host.top + host.height / 2);
    await reader.page.mouse.wheel(0, 600);
    await reader.settled();
    const after = await scrollRoom(reader);
    must(after.at > 300, `after the wheel ${chapter} stands at ${after.at} px`);
    if (index === 1) {
      must(await reader.swipe("right"), "swiping to the right does not lead back");
      must(!(await reader.text()).includes("Carpet-Bag."), "swiping to the right stays in the chapter");
      must(await reader.swipe("left"), "swiping to the left does not lead on again");
    }
  }
  return "three chapters scroll down; swiping leads from one to the next and back";
}

async function alignedToTheMiddle(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("align-x-center");
  const place = async () => {
    const [shown] = await reader.shown();
    const boxes = await reader.ask(([inside]) => {
      const range = inside.createRange();
      range.selectNodeContents(inside.body);
      const all = [...range.getClientRects()].filter((box) => box.width > 2 && box.height > 2);
      return { left: Math.min(...all.map((box) => box.left)), right: Math.max(...all.map((box) => box.right)) };
    }, undefined);
    return { before: boxes.left, after: shown.width - boxes.right, page: shown };
  };
  const first = await place();
  must(first.after < first.before, "vertical text does not begin at the right of the page");
  await reader.turnTo("if this page appears centered");
  const second = await place();
  const middled = near(second.before, second.after, Math.max(24, (right(second.page) - second.page.left) * 0.03));
  if (!middled && near(second.after, first.after, 8)) {
    notAsked("not supported: rendition:align-x-center; a reader may do without, and the case asks only those that have it");
  }
  must(middled, `the page stands ${Math.round(second.before)} px from the left and ${Math.round(second.after)} px from the right`);
  return "the short page stands in the middle";
}

export const flow: Record<string, Judge> = {
  "lay-pkg-flow-paginated": paginated,
  "lay-pkg-flow-scrolled-doc": scrolled,
  "lay-reflow-align-x-center": alignedToTheMiddle,
};
