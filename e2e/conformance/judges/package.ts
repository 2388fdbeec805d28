// Package documents: what is unknown, what is told of language and direction, the spine.

import type { Reader } from "../reader";
import { must, short } from "../verdict";
import { says } from "./container";
import type { Judge } from "./content";

/** Where the first letters and the last mark of the book's title stand, wherever the app shows it. */
async function titles(reader: Reader): Promise<{ where: string; rtl: boolean }[]> {
  return reader.page.evaluate(() => {
    const found: { where: string; rtl: boolean }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue ?? "";
      const start = text.search(/CSS: [\u0590-\u06ff]/);
      const end = text.indexOf("!", start);
      if (start < 0 || end < 0) continue;
      const left = (at: number) => {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getClientRects()[0];
      };
      const [first, last] = [left(start), left(end)];
      const shown = first && last && first.width > 0 && first.height > 4;
      // A title that is broken into lines says nothing in the order of its ends.
      if (!shown || Math.abs(first.top - last.top) > first.height / 2) continue;
      const element = node.parentElement;
      found.push({ where: element?.localName ?? "", rtl: first.left > last.left });
    }
    return found;
  });
}

/** The title in the app's own pages runs as the package says. */
const titled =
  (rtl: boolean): Judge =>
  async (reader) => {
    const seen: string[] = [];
    for (const path of [`/title/${reader.idOf()}`, `/read/${reader.idOf()}`]) {
      await reader.page.goto(`${reader.base}${path}`);
      if (path.startsWith("/read")) must((await reader.arrive()) === undefined, "the book does not open");
      else await reader.page.getByRole("heading", { level: 1 }).filter({ hasText: "CSS" }).waitFor();
      await reader.page.waitForTimeout(200);
      const all = await titles(reader);
      must(all.length > 0, `the title is not shown at ${path.split("/")[1]}`);
      const wrong = all.find((title) => title.rtl !== rtl);
      const page = path.startsWith("/read") ? "in the reader" : "on the book's page";
      must(!wrong, `${page} the title in <${wrong?.where}> runs ${rtl ? "from the left, not from the right" : "from the right, not from the left"}`);
      seen.push(`${page} ${all.length}`);
    }
    return `the title begins at the ${rtl ? "right" : "left"}: ${seen.join(", ")}`;
  };

async function directionNotInherited(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("List entry no. 1");
  for (const selector of ["body > p", "ul", "li"]) {
    const { direction } = await reader.style(selector, ["direction"]);
    must(direction === "ltr", `${selector} runs ${direction}`);
  }
  const [page] = await reader.shown();
  const lines = await reader.ask(
    ([inside]) =>
      ["body > p", "li"].map((selector) => {
        const range = inside.createRange();
        range.selectNodeContents(inside.querySelector(selector) as Element);
        return range.getClientRects()[0].left;
      }),
    undefined,
  );
  must(lines[1] > lines[0] + 8, "the list is not indented from the left");
  must(lines[1] < page.innerWidth / 2, "the list stands in the right half of the page");
  return `the paragraph begins ${Math.round(lines[0])} px, the list ${Math.round(lines[1])} px from the left`;
}

async function languageNotInherited(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("Le mieux est l'ennemi du bien");
  const told = await reader.ask(([inside]) => inside.querySelector("q")?.matches(":lang(fr)"), undefined);
  must(told === false, "the quotation is taken for French");
  const marks = (await reader.spoken()).filter((text) => /^[\s«»“”‘’"„]+$/.test(text)).map((text) => text.trim());
  must(marks.length > 0, "no quotation marks are shown");
  must(!marks.some((mark) => /[«»]/.test(mark)), `the quotation stands in ${marks.join(" ")}`);
  return `the quotation stands in ${marks.join(" ")}`;
}

async function inOrder(reader: Reader): Promise<string> {
  await reader.open();
  const pages = await reader.pages();
  const order = pages.map((page) => /must appear (first|second|third|last)/.exec(page)?.[1]);
  must(order.join() === "first,second,third,last", `the pages come as ${order.join(", ")}`);
  return order.join(", ");
}

/** The key that goes on, and the one that goes back. */
const progression =
  (on: string, back: string): Judge =>
  async (reader) => {
    await reader.open();
    await reader.sees("must appear first");
    must(!(await reader.press(back)), `${back} on the first page leads somewhere`);
    for (const order of ["second", "third", "last"]) {
      must(await reader.press(on), `${on} does not lead on to the page that must appear ${order}`);
      await reader.sees(`must appear ${order}`);
    }
    must(await reader.press(back), `${back} does not lead back`);
    await reader.sees("must appear third");
    // A finger pulls the page in the other direction.
    must(await reader.swipe(on === "ArrowLeft" ? "right" : "left"), "swiping does not turn the page");
    await reader.sees("must appear last");
    return `${on} and a swipe lead on, ${back} leads back`;
  };

const COPY = "This document occurs three times in the spine.";

async function firstDuplicate(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("Test passes if clicking");
  await reader.click("a[href]");
  await reader.page.waitForTimeout(300);
  await reader.arrive();
  await reader.sees(COPY);
  let after = 0;
  while (await reader.next()) after += 1;
  must(after === 2, `after the link there are ${after} more copies, not two`);
  return "the link leads to the first of the three; two more follow";
}

async function toldApart(reader: Reader): Promise<string> {
  await reader.open();
  await reader.turnTo(COPY);
  const places: string[] = [];
  const place = async () =>
    reader.page.evaluate(() => {
      const foot = document.querySelector("footer");
      const named = [...(foot?.querySelectorAll("[aria-label], [aria-valuetext]") ?? [])].map(
        (element) => element.getAttribute("aria-valuetext") ?? element.getAttribute("aria-label") ?? "",
      );
      return `${named.join(" ")} ${foot?.innerText ?? ""}`.replace(/\s+/g, " ").trim();
    });
  places.push(await place());
  must(await reader.next(), "there is no second copy");
  await reader.page.waitForTimeout(600);
  places.push(await place());
  // The place in the second copy is kept, and found again.
  await reader.page.reload();
  must((await reader.arrive()) === undefined, "the book does not open again");
  await reader.sees(COPY);
  must((await place()) === places[1], `opened again, the reader stands at “${short(await place())}”, not at “${short(places[1])}”`);
  must(await reader.next(), "opened again at the second copy, there is no third");
  places.push(await place());
  must(!(await reader.next()), "after the third copy there is another page");
  must(new Set(places).size === 3, `the three copies are at “${places.map((one) => short(one, 40)).join("”, “")}”`);
  return `three places: ${places.map((one) => short(one, 40)).join(" · ")}`;
}

async function reusedIdentifier(reader: Reader): Promise<string> {
  await reader.open();
  const own = await reader.sees("displays this book");
  must(await reader.tryOpen("pkg-unique-id+reused.epub") === undefined, "the other book does not open");
  await reader.sees("The other book with this identifier.");
  await reader.open();
  await reader.sees("displays this book");
  await reader.page.goto(`${reader.base}/catalogue?q=pkg-unique-id`);
  await reader.page.getByText("pkg-unique-id", { exact: true }).first().waitFor();
  await reader.page.goto(`${reader.base}/catalogue?q=Identifier%20reused`);
  await reader.page.getByText("Identifier reused", { exact: true }).first().waitFor();
  return `both are in the catalogue and both open: ${short(own, 60)}`;
}

async function notInSpine(reader: Reader): Promise<string> {
  await reader.open();
  const pages = await reader.pages();
  must(pages.length === 2, `there are ${pages.length} pages`);
  must(pages[0].includes("is not included in the spine") && pages[1] === "Hello", pages.join(" | "));
  must(!pages.some((page) => page.includes("Test fails")), "the navigation document is among the pages");
  return pages.map((page) => short(page, 50)).join(" | ");
}

async function externalEntity(reader: Reader): Promise<string> {
  const problem = await reader.tryOpen();
  if (problem !== undefined) return `the reader says: ${short(problem, 160)}`;
  const text = await reader.sees("unless a failure statement follows");
  must(!text.includes("The test fails."), "the external entity is resolved");
  const markup = await reader.ask(([inside]) => inside.documentElement.outerHTML, undefined);
  must(!markup.includes("The test fails."), "the external entity is in the document, though not seen");
  return `seen: ${short(text)}`;
}

const opens = says("Test passes if the EPUB opens.");

export const packages: Record<string, Judge> = {
  "pkg-collections-unknown": opens,
  "pkg-dir-auto_root-rtl": titled(false),
  "pkg-dir_but_not_content": directionNotInherited,
  "pkg-dir_rtl-root-ltr": titled(true),
  "pkg-dir_unset-root-rtl": titled(true),
  "pkg-lang_but_not_content": languageNotInherited,
  "pkg-manifest-unknown": opens,
  "pkg-meta-unknown": async (reader) => {
    const seen = await opens(reader);
    const heading = await reader.page.title();
    must(heading.includes("pkg-meta-unknown") && !heading.includes("Not The Title"), `the book is called ${heading}`);
    return seen;
  },
  "pkg-spine-duplicate-item-hyperlink": firstDuplicate,
  "pkg-spine-duplicate-item-ui": toldApart,
  "pkg-spine-order": inOrder,
  "pkg-spine-progression-default": progression("ArrowLeft", "ArrowRight"),
  "pkg-spine-progression_ltr": progression("ArrowRight", "ArrowLeft"),
  "pkg-spine-unknown": opens,
  "pkg-unique-id": reusedIdentifier,
  "pkg-version-backward": opens,
  "pub-xml-external-id": externalEntity,
  "pub-xml-non-validating_comment": notInSpine,
};

