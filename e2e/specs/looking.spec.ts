// What is looked at by itself, and what is handed on: pictures, wide tables, a part of the book, words with their source;
// and where the buttons for it stand on a phone.

import { FILES, GALLERY } from "../fixtures/gallery";
import { LANGUAGES, expect, test } from "../fixtures/test";
import { audit } from "../pages/audit";
import { close, openBook } from "../pages/display";
import { tabTo } from "../pages/hands";
import { Notes } from "../pages/notes";

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

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
    // A browser may let a turn of the wheel go by while it still scrolls by the key before.
    const wheeled = async () => {
      await page.mouse.wheel(300, 0);
      return (await at("#code")).scrollLeft;
    };
    await expect.poll(wheeled, { message: "so does the wheel" }).toBeGreaterThan(120);
  }
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
