// Comics: found, opened and turned, in spreads and alone, from the right, as a strip; and what is said of broken ones.

import { type Drawing, cbz } from "../fixtures/comic";
import { expect, test } from "../fixtures/test";
import type { App } from "../pages/app";
import type { Reader } from "../pages/reader";

const PAGES: Drawing[] = Array.from({ length: 12 }, () => ({}));
const DOUBLE: Drawing[] = PAGES.map((page, index) => (index === 5 ? { width: 1600 } : page));
const STRIP: Drawing[] = Array.from({ length: 24 }, (_, index) => ({ height: index ? 2000 : 1000 }));
const SAID =
  "<Title>The Lamp</Title><Series>Harbour Nights</Series><Number>2</Number><Writer>Ada Quay</Writer>" +
  "<LanguageISO>en</LanguageISO><Genre>Ferries</Genre>";

interface Picture {
  /** What it is called: `3 / 12`. */
  alt: string;
  /** Its place on the screen. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** It was decoded, and its document has nothing to scroll to. */
  whole: boolean;
}

/** The pages on the screen, from left to right. */
async function pictures(reader: Reader): Promise<Picture[]> {
  return reader.page.evaluate(() => {
    const found: Picture[] = [];
    for (const frame of document.querySelectorAll<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)")) {
      const outer = frame.getBoundingClientRect();
      const scale = outer.width / (frame.offsetWidth || 1);
      const inside = frame.contentDocument;
      const root = inside?.documentElement;
      const fits = Boolean(root && root.scrollHeight <= root.clientHeight && root.scrollWidth <= root.clientWidth);
      for (const image of inside?.images ?? []) {
        const box = image.getBoundingClientRect();
        const [x, y] = [outer.x + box.x * scale, outer.y + box.y * scale];
        found.push({ alt: image.alt, x, y, width: box.width * scale, height: box.height * scale, whole: image.naturalWidth > 1 && fits });
      }
    }
    return found.sort((a, b) => a.x - b.x || a.y - b.y);
  });
}

async function numbers(reader: Reader): Promise<number[]> {
  await reader.shows();
  return (await pictures(reader)).map((picture) => Number(picture.alt.split(" / ")[0]));
}

/** Opens a library of one comic, and its title page. */
async function visit(app: App, url: string, title: string): Promise<string> {
  await app.visit(url);
  const id = (await app.ids())[title];
  expect(id, `${title} is in the catalogue`).toBeDefined();
  await app.visit(`${url}/title/${id}`);
  await expect(app.main.getByRole("heading", { level: 1 })).toHaveText(title);
  return id;
}

test.describe("comics", () => {
  test.skip(({ isMobile }) => Boolean(isMobile), "the screen is made narrow where it matters");

  test("a comic is found, opened and turned; the double page stands alone; the place is kept", async ({ open, app, reader, say }) => {
    const gateway = await open([{ file: "lamp.cbz", bytes: cbz(DOUBLE, `${SAID}<Pages><Page Image="5" DoublePage="true"/></Pages>`) }]);
    await visit(app, gateway.url, "The Lamp");
    await expect(app.main.getByText("Ada Quay").first()).toBeVisible();
    await expect(app.main.getByText(say("format-comic"), { exact: true })).toBeVisible();
    await app.action("title-read").click();
    // The cover alone, then two by two; page 6 is two pages wide.
    const spreads = [[1], [2, 3], [4, 5], [6], [7, 8], [9, 10], [11, 12]];
    for (const [turn, spread] of spreads.entries()) {
      if (turn) expect(await reader.turns(() => reader.page.keyboard.press("ArrowRight"))).toBe(true);
      expect(await numbers(reader)).toEqual(spread);
      const room = await reader.middle();
      for (const picture of await pictures(reader)) {
        expect.soft(picture.whole, `page ${picture.alt} is there, and nothing of it is beyond its frame`).toBe(true);
        expect.soft(picture.width / picture.height).toBeCloseTo(picture.alt.startsWith("6 ") ? 4 / 3 : 2 / 3, 2);
        expect.soft(Math.round(picture.height), "it is as tall as the room").toBe(Math.round(room.height));
      }
      const [left, right] = await pictures(reader);
      if (right) expect.soft(left.x + left.width, "the pages touch").toBeCloseTo(right.x, 0);
    }
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowRight")), "that was the last page").toBe(false);
    expect(await reader.share()).toBe(100);
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowLeft"))).toBe(true);
    expect(await numbers(reader)).toEqual([9, 10]);
    // On a narrow screen one page at a time, and of the two that from which we came: the later one, going back.
    await reader.page.setViewportSize({ width: 500, height: 900 });
    await expect.poll(() => numbers(reader)).toEqual([10]);
    await reader.page.waitForTimeout(300);
    await reader.page.reload();
    expect(await numbers(reader)).toEqual([10]);
  });

  test("pages are gone to by their numbers, chapters by their names", async ({ open, app, reader }) => {
    const pages = PAGES.map((_, index) => ({ name: `Lamp/Chapter ${index < 4 ? 2 : 10}/${index + 1}.png` }));
    const gateway = await open([{ file: "lamp.cbz", bytes: cbz(pages, SAID) }]);
    await reader.page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "The Lamp")}`);
    expect(await numbers(reader)).toEqual([1]);
    await reader.goTo("Chapter 10");
    expect(await numbers(reader)).toEqual([4, 5]);
    expect(await reader.document()).toBe("Chapter 2 · The Lamp");
  });

  test("a manga turns to the left", async ({ open, app, reader }) => {
    const gateway = await open([{ file: "lamp.cbz", bytes: cbz(PAGES, `${SAID}<Manga>YesAndRightToLeft</Manga>`) }]);
    await reader.page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "The Lamp")}`);
    expect(await numbers(reader)).toEqual([1]);
    expect(await reader.turnsLeft()).toBe(true);
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowLeft"))).toBe(true);
    expect(await numbers(reader), "the earlier page is on the right").toEqual([3, 2]);
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowLeft"))).toBe(true);
    expect(await numbers(reader)).toEqual([5, 4]);
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowRight"))).toBe(true);
    expect(await numbers(reader)).toEqual([3, 2]);
  });

  test("a strip is scrolled, without gaps", async ({ open, app, reader }) => {
    const gateway = await open([{ file: "The Long_Road.cbz", bytes: cbz(STRIP) }]);
    await reader.page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "The Long Road")}`);
    await reader.shows();
    const parts = await pictures(reader);
    expect(parts).toHaveLength(20);
    for (const [index, part] of parts.entries()) {
      expect.soft(part.width, "no wider than it was drawn").toBeCloseTo(800, 0);
      if (index) expect.soft(part.y, `part ${part.alt} follows the one before`).toBeCloseTo(parts[index - 1].y + parts[index - 1].height, 0);
    }
    expect(await reader.scroll()).toBe(0);
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowRight"))).toBe(true);
    expect(await reader.scroll()).toBeGreaterThan(300);
    await reader.page.keyboard.press("]");
    await expect.poll(async () => (await pictures(reader)).length, { message: "the second stretch has the rest" }).toBe(4);
    await reader.shows();
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowRight"))).toBe(true);
    await reader.still();
    const place = await reader.scroll();
    expect(place).toBeGreaterThan(300);
    await reader.page.waitForTimeout(300);
    await reader.page.reload();
    await reader.shows();
    expect(await pictures(reader)).toHaveLength(4);
    expect(Math.abs((await reader.scroll()) - place), "the place is kept").toBeLessThan(40);
  });

  test("what is broken says what is wrong, and the rest is read", async ({ open, app, reader, say }) => {
    const letter = Buffer.from("This is a letter that was saved under the wrong name.");
    const broken = [
      { file: "letter.cbz", bytes: letter, problem: "not-an-archive" },
      { file: "empty.cbz", bytes: cbz([], undefined, { "readme.txt": "no pictures" }), problem: "nothing-to-read" },
      { file: "packed.cbr", bytes: Buffer.concat([Buffer.from("Rar!\x1a\x07\x01\0", "latin1"), letter]), problem: "unsupported-format" },
    ];
    const half = cbz(PAGES, SAID, { "page 4.png": letter });
    const gateway = await open([...broken, { file: "half.cbz", bytes: half }]);
    await app.visit(gateway.url);
    const ids = await app.ids("?format=unreadable");
    for (const { file, problem } of broken) {
      await app.visit(`${gateway.url}/title/${ids[file]}`);
      const says = app.main.getByRole("status").filter({ hasText: say(`problem-${problem}`) });
      await expect.soft(says, file).toContainText(say(`problem-${problem}.advice`));
      await expect.soft(app.action("title-read")).toHaveCount(0);
      await reader.page.goto(`${gateway.url}/read/${ids[file]}`);
      await expect.soft(app.main.getByRole("heading", { name: say(`problem-${problem}`) }), `${file}, opened`).toBeVisible();
    }
    await reader.page.goto(`${gateway.url}/read/${(await app.ids())["The Lamp"]}`);
    expect(await numbers(reader)).toEqual([1]);
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowRight"))).toBe(true);
    expect(await numbers(reader)).toEqual([2, 3]);
    await reader.page.keyboard.press("ArrowRight");
    await expect(app.main.getByRole("heading", { name: say("problem-resource-damaged") })).toBeVisible();
    await app.button("reader-problem-skip").click();
    expect(await numbers(reader), "the page beside it is not lost").toEqual([5]);
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowRight"))).toBe(true);
    expect(await numbers(reader)).toEqual([6, 7]);
  });
});

test.describe("comics without a service worker", () => {
  test.skip(({ isMobile }) => Boolean(isMobile), "the screen is made narrow where it matters");
  test.use({ serviceWorkers: "block" });

  test("pages and strips look the same", async ({ open, app, reader }) => {
    const gateway = await open([
      { file: "lamp.cbz", bytes: cbz(PAGES, SAID) },
      { file: "road.cbz", bytes: cbz(STRIP) },
    ]);
    await reader.page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "The Lamp")}`);
    for (const [turn, spread] of [[1], [2, 3], [4, 5], [6, 7], [8, 9]].entries()) {
      if (turn) expect(await reader.turns(() => reader.page.keyboard.press("ArrowRight"))).toBe(true);
      expect(await numbers(reader)).toEqual(spread);
      for (const picture of await pictures(reader)) {
        expect.soft(picture.whole, `page ${picture.alt} is there, and nothing of it is beyond its frame`).toBe(true);
        expect.soft(picture.width / picture.height).toBeCloseTo(2 / 3, 2);
      }
    }
    await reader.page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "road")}`);
    await reader.shows();
    const parts = await pictures(reader);
    expect(parts).toHaveLength(20);
    for (const [index, part] of parts.entries()) {
      expect.soft(part.width).toBeCloseTo(800, 0);
      if (index) expect.soft(part.y, "there is no gap").toBeCloseTo(parts[index - 1].y + parts[index - 1].height, 0);
    }
  });
});

test.describe("comics on a phone", () => {
  test.skip(({ isMobile }) => !isMobile, "for fingers");

  test("one page at a time, by swiping; a strip is as wide as the screen", async ({ open, app, reader }) => {
    const gateway = await open([
      { file: "lamp.cbz", bytes: cbz(PAGES, `${SAID}<Manga>YesAndRightToLeft</Manga>`) },
      { file: "road.cbz", bytes: cbz(STRIP) },
    ]);
    await reader.page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "The Lamp")}`);
    for (const page of [1, 2, 3]) {
      if (page > 1) expect(await reader.turns(() => reader.swipe("right")), "the page follows the finger").toBe(true);
      expect(await numbers(reader)).toEqual([page]);
      await reader.still();
    }
    await reader.page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "road")}`);
    await reader.shows();
    for (const part of await pictures(reader)) expect.soft(part.width).toBeCloseTo(375, 0);
  });
});
