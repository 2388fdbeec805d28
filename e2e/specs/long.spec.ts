// A novel in one document is shown part by part: it is read, searched, marked and gone about in as if it were whole, in
// both languages, along pages and scrolled, with a service worker and without one.

import { CHAPTERS, HERON, LONGEST, NOTE, TITLE, body, longNovel } from "../fixtures/long";
import { LANGUAGES, expect, test } from "../fixtures/test";
import type { App } from "../pages/app";
import { Notes } from "../pages/notes";
import type { Reader } from "../pages/reader";

const NOVEL = longNovel();
const SHOWN = ".reader-host iframe.book-frame:not(.is-waiting)";

async function read(app: App, reader: Reader, url: string): Promise<void> {
  await app.visit(url);
  await reader.page.goto(`${url}/read/${(await app.ids())[TITLE]}`);
  await reader.shows();
}

/** The number of the part that is shown, and of all of them; where it ends in the whole, in bytes, and how long that is. */
async function part(reader: Reader): Promise<{ number: number; count: number; end: number; total: number }> {
  const said = await reader.page.evaluate((selector) => {
    const inside = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument;
    return inside?.querySelector("meta[name=yueli-part]")?.getAttribute("content");
  }, SHOWN);
  const [number, count, , end, total] = (said ?? "0 1 0 1 1").split(" ").map(Number);
  return { number, count, end, total };
}

/** The numbers of the paragraphs of which something is on the page. */
async function numbers(reader: Reader): Promise<number[]> {
  return reader.page.evaluate((selector) => {
    const inside = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument;
    const view = inside?.defaultView;
    if (!inside || !view) return [];
    const seen = (box: DOMRect) => box.right > 1 && box.left < view.innerWidth - 1 && box.bottom > 1 && box.top < view.innerHeight - 1;
    const all = [...inside.querySelectorAll("p[id^=p]")].filter((element) => [...element.getClientRects()].some(seen));
    return all.map((element) => Number(element.id.slice(1)));
  }, SHOWN);
}

/** Goes to a place a little before the end of the part that is shown. */
async function nearItsEnd(reader: Reader): Promise<void> {
  const { end, total } = await part(reader);
  const sheet = await reader.openContents();
  await sheet.locator("form.goto input").fill(`${((end / total) * 100 - 1).toFixed(3)}%`);
  await sheet.locator("form.goto input").press("Enter");
  await expect(sheet).toBeHidden();
  await reader.shows();
}

/** Turns pages until another part is shown; the numbers of the paragraphs on the way. */
async function overTheSeam(reader: Reader, forward: boolean): Promise<number[]> {
  const { number } = await part(reader);
  const seen = await numbers(reader);
  for (let pages = 0; pages < 400; pages += 1) {
    await reader.turns(() => reader.page.keyboard.press(forward ? "PageDown" : "PageUp"));
    await reader.shows();
    seen.push(...(await numbers(reader)));
    if ((await part(reader)).number !== number) return [...new Set(seen)].sort((a, b) => a - b);
  }
  throw new Error("no seam was come to");
}

/** The words where the kept CFI points to, in the whole document as it was written. */
async function wordsOfPlace(reader: Reader): Promise<string> {
  return reader.page.evaluate(async (markup) => {
    const open = indexedDB.open("yueli");
    await new Promise((resolve) => (open.onsuccess = resolve));
    const all = open.result.transaction("shelf").objectStore("shelf").getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    open.result.close();
    const cfi = /"partialCfi":"([^"]+)"/.exec(JSON.stringify(all.result).replaceAll('\\"', '"'))?.[1] ?? "";
    const source = `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head/><body>${markup}</body></html>`;
    let node: Element = new DOMParser().parseFromString(source, "application/xhtml+xml").documentElement;
    const [path, offset] = cfi.split(":");
    for (const step of path.split("/").slice(1)) {
      const number = parseInt(step, 10);
      if (number % 2 === 0) {
        node = node.children[number / 2 - 1];
        continue;
      }
      const before = number > 1 ? node.children[(number - 3) / 2] : null;
      const text = before ? before.nextSibling : node.firstChild;
      return `${cfi} ${(text?.nodeValue ?? "").slice(Number(offset)).trim()}`;
    }
    return cfi;
  }, `<h1>All of it</h1>${body()}`);
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("pages go on over the seams, and a place is that of the whole document", async ({ open, app, reader, page }) => {
      test.setTimeout(120_000);
      const gateway = await open([{ file: "novel.epub", bytes: NOVEL }]);
      await read(app, reader, gateway.url);
      expect((await part(reader)).count).toBeGreaterThan(4);
      // In the chapter that is longer than a part, where no heading makes a seam.
      await reader.goTo(`Chapter ${LONGEST}`);
      await expect.poll(async () => (await reader.top()).words).toContain(`Chapter ${LONGEST}`);
      const before = await part(reader);
      await nearItsEnd(reader);
      const seen = await overTheSeam(reader, true);
      expect((await part(reader)).number).toBe(before.number + 1);
      expect(seen.length).toBeGreaterThan(5);
      expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => seen[0] + index));
      // It is still the same chapter, and the seam is not taken for the beginning of one.
      await expect(page.getByRole("contentinfo")).toBeVisible();
      expect(await reader.style("p[id^=p]", "text-indent")).toBe("20px");

      const { words } = await reader.top();
      await expect.poll(() => wordsOfPlace(reader)).toContain(words.trim().slice(0, 30));
      await page.reload();
      await reader.shows();
      expect((await reader.top()).words).toBe(words);
      expect((await part(reader)).number).toBe(before.number + 1);

      // And back again, to the page before.
      await overTheSeam(reader, false);
      expect((await part(reader)).number).toBe(before.number);
      await page.keyboard.press("+");
      await reader.shows();
      await overTheSeam(reader, true);
      expect((await part(reader)).number).toBe(before.number + 1);
    });

    test("links, contents and notes lead into other parts, and back", async ({ open, app, reader, page }) => {
      const gateway = await open([{ file: "novel.epub", bytes: NOVEL }]);
      await read(app, reader, gateway.url);
      const start = await reader.top();
      const link = await reader.find("#to-8");
      await page.mouse.click(link?.x ?? 0, link?.y ?? 0);
      await expect.poll(async () => (await reader.top()).words).toContain("Chapter 8");
      expect((await part(reader)).number).toBeGreaterThan(3);
      await page.keyboard.press("Backspace");
      await expect.poll(async () => (await reader.top()).words).toBe(start.words);

      // The note stands in the last part, its mark in the first.
      await reader.goTo("Chapter 2");
      await expect.poll(async () => Boolean(await reader.find("a[href='#n1']"))).toBe(true);
      const mark = await reader.find("a[href='#n1']");
      await page.mouse.click(mark?.x ?? 0, mark?.y ?? 0);
      await expect(reader.note).toBeVisible();
      await expect.poll(() => reader.noteText()).toContain(NOTE);
      await page.keyboard.press("Escape");

      await reader.goTo(`Chapter ${CHAPTERS}`);
      await expect.poll(async () => Boolean(await reader.find(`#c${CHAPTERS} h2`))).toBe(true);
      await expect.poll(() => reader.share()).toBeGreaterThan(80);
      // A part of the book, in percent.
      const sheet = await reader.openContents();
      await sheet.locator("form.goto input").fill("50%");
      await sheet.locator("form.goto input").press("Enter");
      await expect(sheet).toBeHidden();
      await reader.shows();
      await expect.poll(() => reader.share()).toBeGreaterThan(47);
      expect(await reader.share()).toBeLessThan(53);
      // The chapter began parts before: it is known all the same.
      await expect(page.getByRole("contentinfo").getByRole("img")).toHaveAttribute("aria-label", new RegExp(`Chapter ${LONGEST}\\D`));
    });

    test("words in a later part are found, marked, kept and listed", async ({ open, app, reader, page, say, isMobile }) => {
      const gateway = await open([{ file: "novel.epub", bytes: NOVEL }]);
      await read(app, reader, gateway.url);
      await reader.bars();
      await reader.button("reader-search").click();
      const sheet = reader.sheet("reader-search");
      await sheet.getByRole("searchbox", { name: say("reader-search-label") }).fill("sluice gate");
      await sheet.getByRole("listitem").first().getByRole("button").click();
      await expect(sheet).toBeHidden();
      await reader.shows();
      const found = await page.evaluate((selector) => {
        const view = document.querySelector<HTMLIFrameElement>(selector)?.contentWindow as (Window & typeof globalThis) | null;
        const range = [...(view?.CSS.highlights.get("yueli-found") ?? [])][0] as Range | undefined;
        const box = range?.getBoundingClientRect();
        return { words: range?.toString(), seen: Boolean(view && box && box.left >= 0 && box.right <= view.innerWidth) };
      }, SHOWN);
      expect(found).toEqual({ words: "sluice gate", seen: true });

      const notes = new Notes(reader);
      const markup = await notes.markup();
      await (isMobile ? notes.hold(HERON) : notes.drag("A heron stood"));
      await notes.pen("amber", "solid").click();
      const words = isMobile ? HERON : "A heron stood";
      await expect.poll(() => notes.drawn()).toEqual([{ look: "amber solid", words, seen: true }]);
      expect(await notes.markup()).toBe(markup);
      await page.reload();
      await reader.shows();
      await expect.poll(async () => (await notes.drawn()).map((drawn) => drawn.words)).toEqual([words]);

      // From another part the list leads back to it.
      await reader.goTo("Chapter 1");
      expect(await notes.drawn()).toEqual([]);
      await reader.bars();
      await notes.open();
      await notes.rows.filter({ hasText: words }).getByRole("button").first().click();
      await expect.poll(() => notes.drawn()).toEqual([{ look: "amber solid", words, seen: true }]);
    });
  });
}

test("scrolled, the text goes on over a seam", async ({ open, app, reader, page, say }) => {
  const gateway = await open([{ file: "novel.epub", bytes: NOVEL }]);
  await read(app, reader, gateway.url);
  await reader.bars();
  await page.getByRole("button", { name: say("reader-display"), exact: true }).click();
  await app.choose(reader.sheet("display-title").getByRole("radiogroup", { name: say("display-flow") }), say("display-flow-scrolled"));
  await page.keyboard.press("Escape");
  await reader.shows();
  await reader.goTo(`Chapter ${LONGEST}`);
  const before = await part(reader);
  await nearItsEnd(reader);
  const seen = await overTheSeam(reader, true);
  expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => seen[0] + index));
  expect((await part(reader)).number).toBe(before.number + 1);
});

test.describe("without a service worker", () => {
  test.use({ serviceWorkers: "block" });

  test("a novel in one document is read part by part all the same", async ({ open, app, reader, page }) => {
    test.setTimeout(60_000);
    const gateway = await open([{ file: "novel.epub", bytes: NOVEL }]);
    await read(app, reader, gateway.url);
    expect(await reader.key()).toContain("blob:");
    await reader.goTo(`Chapter ${LONGEST}`);
    await expect.poll(async () => (await reader.top()).words).toContain(`Chapter ${LONGEST}`);
    const { words } = await reader.top();
    await page.reload();
    await reader.shows();
    expect((await reader.top()).words).toBe(words);
    const before = await part(reader);
    await nearItsEnd(reader);
    await overTheSeam(reader, true);
    expect((await part(reader)).number).toBe(before.number + 1);
  });
});
