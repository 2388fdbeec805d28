// How text is set, the reading ruler, a lit screen, and the time that is left.

import { CHINESE, FILES, GALLERY } from "../fixtures/gallery";
import { LANGUAGES, expect, test } from "../fixtures/test";
import { audit } from "../pages/audit";
import { close, display, keptSettings, openBook, strip } from "../pages/display";

const ESSAY = "还书请入当归";

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
      // What is chosen is seen at once and kept a moment later.
      await expect.poll(() => keptSettings(page)).toMatch(/fontSize\\?":1\.1\b/);
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
  });
}

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
