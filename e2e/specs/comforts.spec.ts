// What makes reading easier: how text is set, the reading ruler, a lit screen, pictures by themselves, wide tables, the
// time that is left, words and books that are handed on, and the bars of a phone.

import type { Locator, Page } from "@playwright/test";

import { CHINESE, GALLERY } from "../fixtures/gallery";
import { LANGUAGES, expect, test } from "../fixtures/test";
import { audit } from "../pages/audit";
import { tabTo } from "../pages/hands";
import { Notes } from "../pages/notes";
import type { Reader } from "../pages/reader";

const ESSAY = "还书请入当归";
const FILES = () => [GALLERY, CHINESE].map(({ file, bytes }) => ({ file, bytes: bytes() }));

/** Opens the display sheet, with all its rows in sight. */
async function display(reader: Reader, whole = true): Promise<Locator> {
  await reader.bars();
  await reader.button("reader-display").click();
  const sheet = reader.sheet("display-title");
  await expect(sheet).toBeVisible();
  if (whole) await sheet.getByText(reader.say("display-more"), { exact: true }).click();
  return sheet;
}

async function close(sheet: Locator): Promise<void> {
  await sheet.page().keyboard.press("Escape");
  await expect(sheet).toBeHidden();
}

/** The strip that the ruler leaves in sight. */
async function strip(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  await expect(page.locator(".ruler i")).toHaveCount(1);
  const box = await page.locator(".ruler i").boundingBox();
  if (!box) throw new Error("there is no ruler");
  return box;
}

async function openBook(page: Page, reader: Reader, base: string, title: string): Promise<void> {
  const { App } = await import("../pages/app");
  await page.goto(base);
  const app = new App(page, reader.say);
  await app.ready();
  const ids = await app.ids();
  await page.goto(`${base}/read/${ids[title]}`);
  await reader.shows();
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("text is set as the reader likes it, in one book or in all", async ({ open, reader, say, page }) => {
      const gateway = await open(FILES());
      await openBook(page, reader, gateway.url, GALLERY.title);
      await reader.goTo("Text");
      const sheet = await display(reader);
      const more = (key: string) => sheet.getByRole("button", { name: say(key), exact: true });
      const pixels = async (property: string) => parseFloat(await reader.style("#p205", property));
      for (const [key, property] of [
        ["display-letters-wider", "letter-spacing"],
        ["display-words-wider", "word-spacing"],
        ["display-indent-more", "text-indent"],
        ["display-paragraphs-wider", "margin-bottom"],
      ]) {
        // The first step from the book's own is none at all; the next one is seen.
        for (const _ of [1, 2, 3, 4]) await more(key).click();
        await expect.poll(() => pixels(property), { message: property }).toBeGreaterThan(0.5);
      }
      await more("display-lines-longer").click();
      await expect(sheet.getByText(say("display-about-letters", { count: 32 }))).toBeVisible();
      await expect.poll(async () => parseFloat(await reader.style("body", "max-inline-size").then((value) => /[\d.]+px/.exec(value)?.[0] ?? "9999"))).toBeLessThan(500);
      for (const [key, property, yes, no] of [
        ["display-hyphens", "hyphens", "auto", "manual"],
        ["display-ligatures", "font-variant-ligatures", "common-ligatures", "none"],
      ]) {
        const group = sheet.getByRole("radiogroup", { name: say(key) });
        await group.getByRole("radio", { name: say("display-yes"), exact: true }).press("Space");
        await expect.poll(() => reader.style("#p205", property)).toBe(yes);
        await group.getByRole("radio", { name: say("display-no"), exact: true }).press("Space");
        await expect.poll(() => reader.style("#p205", property)).toBe(no);
      }
      expect(await reader.style("h1", "color"), "the publisher's colour").toBe("rgb(200, 0, 0)");
      await sheet.getByRole("switch", { name: say("display-publisher") }).press("Space");
      await expect.poll(() => reader.style("h1", "color")).not.toBe("rgb(200, 0, 0)");
      await sheet.getByRole("switch", { name: say("display-publisher") }).press("Space");
      await expect.poll(() => reader.style("h1", "color")).toBe("rgb(200, 0, 0)");
      // All of it is for every book, until this one has its own.
      const own = sheet.getByRole("radiogroup", { name: say("display-for") });
      await own.getByRole("radio", { name: say("display-for-this") }).press("Space");
      await more("display-larger").click();
      await close(sheet);
      const size = await pixels("font-size");
      await page.reload();
      await reader.shows();
      expect(await pixels("font-size"), "kept for this book").toBe(size);
      await openBook(page, reader, gateway.url, CHINESE.title);
      expect(parseFloat(await reader.style("p", "font-size")), "the other book has the usual size").toBeLessThan(size);
      expect(parseFloat(await reader.style("p", "letter-spacing")), "and the letters of all books").toBeGreaterThan(0.5);
      await openBook(page, reader, gateway.url, GALLERY.title);
      const again = await display(reader, false);
      await again.getByRole("radio", { name: say("display-for-all") }).press("Space");
      await expect.poll(() => pixels("font-size"), { message: "as all books again" }).toBeLessThan(size);
      await again.getByRole("button", { name: say("display-reset") }).click();
      await expect.poll(() => reader.style("#p205", "letter-spacing"), { message: "the book's own" }).toBe("normal");
      await close(again);
    });

    test("Chinese has no words to space, and says so", async ({ open, reader, say, page }) => {
      const gateway = await open(FILES());
      await openBook(page, reader, gateway.url, CHINESE.title);
      const sheet = await display(reader);
      await expect(sheet.getByText(say("display-no-words"))).toBeVisible();
      await expect(sheet.getByRole("group", { name: say("display-word-spacing") })).toHaveCount(0);
      await expect(sheet.getByRole("group", { name: say("display-letter-spacing") })).toBeVisible();
      await audit(page, "all of the display sheet");
      await sheet.getByRole("button", { name: say("display-letters-wider"), exact: true }).click();
      await sheet.getByRole("button", { name: say("display-letters-wider"), exact: true }).click();
      await expect.poll(async () => parseFloat(await reader.style("p", "letter-spacing"))).toBeGreaterThan(0.4);
    });

    test("a picture is looked at by itself, with what the book says of it", async ({ open, reader, say, page, isMobile }) => {
      const gateway = await open(FILES());
      await openBook(page, reader, gateway.url, GALLERY.title);
      const dialog = page.getByRole("dialog", { name: "The harbour at dawn", exact: true });
      const percent = async () => Number(/\d+/.exec(await dialog.getByRole("status").innerText())?.[0]);
      const hit = await reader.find("#harbour");
      if (!hit) throw new Error("there is no picture");
      if (isMobile) await page.touchscreen.tap(hit.x, hit.y);
      else await page.mouse.click(hit.x, hit.y);
      await expect(dialog).toBeVisible();
      await expect(dialog.getByText("Plate 1. The harbour.")).toBeVisible();
      await expect(dialog.getByText("Three boats lie at the left")).toBeVisible();
      const image = dialog.getByRole("img", { name: "The harbour at dawn" });
      await expect(image).toBeVisible();
      expect(await image.evaluate((image: HTMLImageElement) => image.naturalWidth), "the picture itself came").toBe(440);
      await audit(page, "a picture by itself");
      await page.keyboard.press("+");
      await page.keyboard.press("+");
      await expect.poll(percent).toBe(225);
      const left = async () => (await image.boundingBox())?.x ?? 0;
      const before = await left();
      await page.keyboard.press("ArrowRight");
      await expect.poll(left).toBeLessThan(before - 20);
      await page.keyboard.press("-");
      await expect.poll(percent).toBe(150);
      await page.keyboard.press("0");
      await expect.poll(percent).toBe(100);
      const room = await dialog.locator(".look-room").boundingBox();
      if (!room) throw new Error("there is no room");
      const [x, y] = [room.x + room.width / 2, room.y + room.height / 2];
      if (isMobile) {
        const devtools = await page.context().newCDPSession(page);
        const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart?: number) =>
          devtools.send("Input.dispatchTouchEvent", { type, touchPoints: apart === undefined ? [] : [{ x: x - apart, y, id: 0 }, { x: x + apart, y, id: 1 }] });
        await touch("touchStart", 40);
        for (const apart of [50, 60, 70, 80]) await touch("touchMove", apart);
        await touch("touchEnd");
        await expect.poll(percent, { message: "two fingers make it larger" }).toBeGreaterThan(170);
        await page.keyboard.press("0");
        await page.touchscreen.tap(x, y);
        await page.touchscreen.tap(x, y);
        await expect.poll(percent, { message: "two taps make it larger" }).toBe(250);
      } else {
        await page.mouse.move(x, y);
        await page.mouse.wheel(0, -200);
        await expect.poll(percent, { message: "the wheel makes it larger" }).toBeGreaterThan(150);
        await dialog.getByRole("button", { name: say("picture-smaller") }).click();
        await page.keyboard.press("0");
        await page.mouse.dblclick(x, y);
        await expect.poll(percent, { message: "two clicks make it larger" }).toBe(250);
      }
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await expect.poll(() => reader.focus()).toMatch(/^book:/);
    });
  });
}

test("pictures open with the keys alone, drawings too, and links stay links", async ({ open, reader, say, page, isMobile }) => {
  test.skip(Boolean(isMobile), "a keyboard stands on a desk");
  const gateway = await open(FILES());
  await openBook(page, reader, gateway.url, GALLERY.title);
  for (const [selector, name] of [["#harbour", "The harbour at dawn"], ["#plan", "The plan"]]) {
    for (let presses = 0; presses < 9 && !(await reader.focusIs(selector)); presses += 1) await page.keyboard.press("Tab");
    expect(await reader.focusIs(selector), `the Tab key comes to ${selector}`).toBe(true);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name, exact: true });
    await expect(dialog).toBeVisible();
    await expect.poll(() => dialog.getByRole("img", { name }).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect.poll(() => reader.focusIs(selector), { message: "the focus is where it was" }).toBe(true);
  }
  // A description that is another part of the book.
  for (let presses = 0; presses < 9 && !(await reader.focusIs("#chart")); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: say("picture-described-at") }).press("Enter");
  await expect.poll(() => reader.document()).toContain("Text");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await reader.still();
  await page.keyboard.press("Backspace");
  await expect.poll(() => reader.document()).toContain("Pictures");
  await reader.still();
  for (let presses = 0; presses < 9 && !(await reader.focusIs("#linked")); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => reader.document()).toContain("Tables");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("what is wider than the page is scrolled by itself, and nothing is cut off", async ({ open, reader, page, isMobile }) => {
  const gateway = await open(FILES());
  await openBook(page, reader, gateway.url, GALLERY.title);
  await reader.goTo("Tables");
  const at = (selector: string) =>
    page.evaluate((selector) => {
      const frame = document.querySelector<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)");
      const element = frame?.contentDocument?.querySelector<HTMLElement>(selector);
      if (!element) throw new Error("not there");
      const { left, right } = element.getBoundingClientRect();
      const { scrollLeft, scrollWidth, clientWidth, tabIndex } = element;
      return { left, right, page: frame?.clientWidth ?? 0, scrollLeft, scrollWidth, clientWidth, tabIndex };
    }, selector);
  const column = isMobile ? 375 : 720;
  for (const selector of isMobile ? ["#wide", "#code"] : ["#code"]) {
    const box = await at(selector);
    expect(box.left % column, selector).toBeGreaterThanOrEqual(0);
    expect(box.right - box.left, `${selector} is no wider than its column`).toBeLessThanOrEqual(column);
    expect(box.scrollWidth, `${selector} has more to see`).toBeGreaterThan(box.clientWidth);
    expect(box.tabIndex, `${selector} can be reached`).toBe(0);
  }
  expect((await at("#narrow")).tabIndex, "what fits is left alone").toBe(-1);
  if (!isMobile) {
    const before = await reader.key();
    for (let presses = 0; presses < 9 && !(await reader.focusIs("#code")); presses += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await at("#code")).scrollLeft, { message: "an arrow key scrolls it" }).toBeGreaterThan(10);
    expect(await reader.key(), "and turns no page").toBe(before);
    const hit = await reader.find("#code");
    if (!hit) throw new Error("the code is on another page");
    await page.mouse.move(hit.x, hit.y);
    await page.mouse.wheel(300, 0);
    await expect.poll(async () => (await at("#code")).scrollLeft, { message: "so does the wheel" }).toBeGreaterThan(120);
  }
});

test("a typeface that is easier to tell apart is fetched once it is chosen, and kept", async ({ open, app, reader, say, page }) => {
  const asked: string[] = [];
  page.context().on("request", (request) => {
    if (request.url().includes("/fonts/")) asked.push(request.url());
  });
  const gateway = await open(FILES());
  await page.goto(gateway.url);
  await app.keptForLater();
  await openBook(page, reader, gateway.url, GALLERY.title);
  expect(asked).toEqual([]);
  const sheet = await display(reader, false);
  await app.choose(sheet.getByRole("radiogroup", { name: say("display-font") }), say("display-font-dyslexic"));
  const drawn = () =>
    page.evaluate(() => {
      const inside = document.querySelector<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)")?.contentDocument;
      return [...(inside?.fonts ?? [])].filter((face) => face.family.includes("OpenDyslexic") && face.status === "loaded").length;
    });
  await expect.poll(drawn, { message: "the face is there" }).toBe(4);
  await expect.poll(() => reader.style("p", "font-family")).toMatch(/^"?OpenDyslexic/);
  expect(asked.length).toBeGreaterThan(0);
  const licence = await page.request.get(`${gateway.url}/fonts/opendyslexic/OFL.txt`);
  expect(await licence.text()).toContain("SIL OPEN FONT LICENSE");
  await close(sheet);
  await reader.goTo("Text");
  await expect.poll(drawn, { message: "in the next chapter too" }).toBe(4);
});

test("a typeface that cannot be fetched is said to be missing", async ({ open, app, reader, say, page }) => {
  const gateway = await open(FILES());
  await page.context().route("**/fonts/**", (route) => route.abort());
  await openBook(page, reader, gateway.url, GALLERY.title);
  const sheet = await display(reader, false);
  await app.choose(sheet.getByRole("radiogroup", { name: say("display-font") }), say("display-font-legible"));
  await close(sheet);
  await expect(page.getByRole("status").filter({ hasText: say("display-font-missing") })).toBeVisible();
});

test("the reading ruler goes line by line, down a page and down a column, and says nothing", async ({ app, open, reader, say, page, isMobile }) => {
  const gateway = await open(FILES());
  await openBook(page, reader, gateway.url, GALLERY.title);
  await reader.goTo("Text");
  const sheet = await display(reader, false);
  await sheet.getByRole("button", { name: say("display-line-focus-more") }).click();
  await expect(sheet.getByText(say("display-line-focus-lines", { count: 1 }))).toBeVisible();
  await close(sheet);
  const first = await strip(page);
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await strip(page)).y).toBeGreaterThan(first.y + 10);
  await page.keyboard.press("ArrowUp");
  await expect.poll(async () => (await strip(page)).y).toBe(first.y);
  // To the end of the page, and over it.
  const before = await reader.key();
  for (let presses = 0; presses < 90 && (await reader.key()) === before; presses += 1) {
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(20);
  }
  expect(await reader.key(), "the next page").not.toBe(before);
  await reader.still();
  expect((await strip(page)).x, "on its first line").toBeLessThan(isMobile ? 60 : 700);
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => reader.key(), { message: "and back to the last line of the page before" }).toBe(before);
  await expect.poll(async () => (await strip(page)).y).toBeGreaterThan(first.y + 100);
  // By hand.
  const grip = await page.locator(".ruler span").boundingBox();
  if (!grip) throw new Error("there is no grip");
  const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
  const low = (await strip(page)).y;
  if (isMobile) {
    const devtools = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: { x: number; y: number }[]) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    await touch("touchStart", [{ x, y }]);
    for (const by of [40, 80, 120]) await touch("touchMove", [{ x, y: y - by }]);
    await touch("touchEnd", []);
  } else {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y - 120, { steps: 6 });
    await page.mouse.up();
  }
  await expect.poll(async () => (await strip(page)).y).toBeLessThan(low - 60);
  await expect(page.locator(".ruler")).toHaveAttribute("aria-hidden", "true");
  await audit(page, "the ruler");
  // Scrolled text.
  const again = await display(reader, false);
  await app.choose(again.getByRole("radiogroup", { name: say("display-flow") }), say("display-flow-scrolled"));
  await close(again);
  await reader.still();
  const scrolled = await reader.scroll();
  for (let presses = 0; presses < 90 && (await reader.scroll()) === scrolled; presses += 1) {
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(20);
  }
  expect(await reader.scroll(), "the text follows the ruler").toBeGreaterThan(scrolled);
});

test("the reading ruler stands upright in vertical text", async ({ app, reader, say, page }) => {
  await app.visit("/");
  await page.goto(`/read/${(await app.ids())[ESSAY]}`);
  await reader.shows();
  await reader.goTo("一 药柜");
  const sheet = await display(reader, false);
  await sheet.getByRole("button", { name: say("display-line-focus-more") }).click();
  await sheet.getByRole("button", { name: say("display-line-focus-more") }).click();
  await close(sheet);
  const first = await strip(page);
  expect(first.height).toBeGreaterThan(first.width);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => (await strip(page)).x).toBeLessThan(first.x - 10);
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await strip(page)).x).toBe(first.x);
});

test("the screen stays lit while pages are turned, and only then", async ({ open, reader, say, page }) => {
  await page.addInitScript(() => {
    // What the browser is asked for, with the browser's own answer where it has one.
    const locks: { released: boolean }[] = [];
    const request = async () => {
      const lock = Object.assign(new EventTarget(), { released: false, release: async () => void (lock.released = true) });
      locks.push(lock);
      return lock;
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
    Object.assign(window, { locks });
  });
  const locks = () => page.evaluate(() => (window as unknown as { locks: { released: boolean }[] }).locks.map((lock) => lock.released));
  const gateway = await open(FILES());
  await openBook(page, reader, gateway.url, GALLERY.title);
  expect(await locks()).toEqual([]);
  const sheet = await display(reader, false);
  await sheet.getByRole("switch", { name: say("display-awake") }).press("Space");
  await expect.poll(locks).toEqual([false]);
  await close(sheet);
  // The browser takes the lock when the page is hidden; back in sight it is asked for again.
  await page.evaluate(() => {
    const own = window as unknown as { locks: { released: boolean }[] };
    own.locks[0].released = true;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(locks).toEqual([true, false]);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/title\//);
  await expect.poll(locks).toEqual([true, true]);
});

test("where the browser keeps no screen lit, that is said", async ({ open, reader, say, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "wakeLock", { value: undefined }));
  const gateway = await open(FILES());
  await openBook(page, reader, gateway.url, GALLERY.title);
  const sheet = await display(reader, false);
  await expect(sheet.getByText(say("display-awake-none"))).toBeVisible();
  await expect(sheet.getByRole("switch", { name: say("display-awake") })).toHaveCount(0);
});

test("the time that is left follows the reader's own pace", async ({ open, reader, say, page }) => {
  // A minute that nobody has to wait for.
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + ((window as unknown as { later?: number }).later ?? 0);
  });
  const gateway = await open(FILES());
  await openBook(page, reader, gateway.url, GALLERY.title);
  await reader.goTo("Text");
  const foot = page.getByRole("contentinfo");
  const minutes = async () => Number(/(\d+) min/.exec(await foot.innerText())?.[1] ?? 0);
  expect(await minutes()).toBeGreaterThan(2);
  const contents = await reader.openContents();
  await expect(contents.getByText(say("reader-time-left-pace"))).toBeVisible();
  await close(contents);
  // A page that is read for a minute is measured.
  await page.waitForTimeout(900);
  await page.evaluate(() => Object.assign(window, { later: 60_000 }));
  await reader.turns(() => page.keyboard.press("PageDown"));
  await expect.poll(() => page.evaluate(() => localStorage.getItem("yueli.pace"))).toMatch(/^\d+ 5\.\d\d$/);
  // Somebody who reads half as fast has twice as long.
  await reader.turns(() => page.keyboard.press("PageUp"));
  const at = async (pace: string) => {
    await page.evaluate((pace) => localStorage.setItem("yueli.pace", pace), pace);
    await page.reload();
    await reader.shows();
    return minutes();
  };
  const [usual, slow] = [await at("32400 30.00"), await at("16200 30.00")];
  expect(slow / usual).toBeGreaterThan(1.6);
  expect(slow / usual).toBeLessThan(2.4);
});

test("a part of the book is gone to with the keys alone, and come back from", async ({ open, reader, say, page, isMobile }) => {
  test.skip(Boolean(isMobile), "a keyboard stands on a desk");
  const gateway = await open(FILES());
  await openBook(page, reader, gateway.url, GALLERY.title);
  const before = await reader.top();
  await page.keyboard.press("t");
  const sheet = reader.sheet("reader-contents-title");
  const field = sheet.getByRole("textbox", { name: say("reader-go-to-label") });
  await tabTo(field);
  await page.keyboard.type("140");
  await page.keyboard.press("Enter");
  await expect(sheet.getByRole("status").filter({ hasText: say("reader-go-to-no-percent", { page: "140" }) })).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill("60");
  await page.keyboard.press("Enter");
  await expect(sheet).toBeHidden();
  await expect.poll(() => reader.share()).toBeGreaterThan(45);
  await expect.poll(() => reader.focus()).toMatch(/^book:/);
  await expect(page.getByRole("status").filter({ hasText: say("reader-page-label", { chapter: "Text", page: 1 }).replace(/\d+/, "") .slice(0, 5) })).not.toHaveCount(0);
  await expect(reader.button("reader-back-to-place")).toBeVisible();
  await page.keyboard.press("Backspace");
  await expect.poll(async () => (await reader.top()).words).toBe(before.words);
  await expect(reader.button("reader-back-to-place")).toBeHidden();
});

for (const language of LANGUAGES) {
  test.describe(`handed on ${language.name}`, () => {
    test.use({ ...language.options, permissions: ["clipboard-read", "clipboard-write"] });

    test("words are copied with where they are from, and the book's link", async ({ open, reader, say, page }) => {
      const gateway = await open(FILES());
      await openBook(page, reader, gateway.url, GALLERY.title);
      await reader.goTo("Text");
      const notes = new Notes(reader);
      await page.keyboard.press("m");
      await page.keyboard.press("ArrowDown");
      await expect(notes.toolbar).toBeVisible();
      await notes.toolbar.getByRole("button", { name: say("notes-cite") }).click();
      await expect(page.getByRole("status").filter({ hasText: say("notes-cited") })).toBeVisible();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      for (const part of ["Ada Reed", say("cite-title", { title: GALLERY.title }), "Text", "%"]) expect(copied).toContain(part);
      const contents = await reader.openContents();
      await contents.getByRole("button", { name: say("share-link") }).click();
      await expect(contents.getByRole("status").filter({ hasText: say("share-link-copied") })).toBeVisible();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`^${gateway.url}/title/[0-9a-z]+$`));
      await audit(page, "the contents with a message");
    });

    test("where the browser shares, words and books are handed to other apps", async ({ open, reader, say, page }) => {
      await page.addInitScript(() => {
        const shared: ShareData[] = [];
        Object.assign(window, { shared });
        Object.defineProperty(navigator, "share", { value: async (data: ShareData) => void shared.push(data), configurable: true });
      });
      const shared = () => page.evaluate(() => (window as unknown as { shared: ShareData[] }).shared);
      const gateway = await open(FILES());
      await openBook(page, reader, gateway.url, GALLERY.title);
      const contents = await reader.openContents();
      await contents.getByRole("button", { name: say("share-book") }).click();
      await expect.poll(async () => (await shared()).length).toBe(1);
      expect((await shared())[0]).toMatchObject({ title: GALLERY.title, url: expect.stringMatching(/\/title\//) });
      await close(contents);
      await reader.goTo("Text");
      await page.keyboard.press("m");
      await new Notes(reader).toolbar.getByRole("button", { name: say("notes-share"), exact: true }).click();
      await expect.poll(async () => (await shared()).length).toBe(2);
      expect((await shared())[1].text).toContain("Ada Reed");
    });

    test("on a phone the title has room, and the buttons are below the text", async ({ app, reader, say, page, isMobile }) => {
      test.skip(!isMobile, "a desk has room above");
      await app.visit("/");
      await page.goto(`/read/${(await app.ids())["Measuring an Ordinary City"]}`);
      await reader.shows();
      await reader.goTo("3. Light");
      const title = await reader.heading.boundingBox();
      expect(title?.width).toBeGreaterThan(190);
      for (const key of ["reader-contents", "notes", "reader-search", "reader-display"]) {
        const box = await reader.button(key).boundingBox();
        expect(box?.y, key).toBeGreaterThan(740);
        expect(Math.min(box?.width ?? 0, box?.height ?? 0), `${key} is large enough`).toBeGreaterThanOrEqual(44);
      }
      // The Tab key comes to them after the text, where they are seen.
      await reader.button("reader-close").or(page.getByRole("link", { name: say("reader-close") })).focus();
      const order: string[] = [];
      for (let presses = 0; presses < 40 && !order.includes(say("reader-display")); presses += 1) {
        await page.keyboard.press("Tab");
        order.push(await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.localName ?? ""));
      }
      const seen = [...new Set(order)];
      expect(seen.indexOf("iframe")).toBeGreaterThan(seen.indexOf(say("notes-bookmark-here")));
      expect(seen.indexOf(say("reader-contents"))).toBeGreaterThan(seen.indexOf("iframe"));
      expect(seen.indexOf(say("reader-display"))).toBeGreaterThan(seen.indexOf(say("reader-search")));
    });
  });
}
