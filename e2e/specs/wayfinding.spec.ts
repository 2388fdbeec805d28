// Ways through an open book: contents, printed pages, parts, percentages, links and the way back; pages of one given
// size; other screens; scrolled text.

import { LANGUAGES, expect, test } from "../fixtures/test";

const HANDBOOK = "Measuring an Ordinary City";
const ESSAY = "还书请入当归";

test.beforeEach(async ({ app }) => app.visit("/"));

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("the contents lead to chapters, printed pages, parts and percentages", async ({ app, reader, say, page }) => {
      await page.goto(`/read/${(await app.ids())[HANDBOOK]}`);
      await reader.shows();
      await reader.goTo("5. Rain");
      await expect(reader.heading).toHaveText(`5. Rain · ${HANDBOOK}`);
      await expect(page).toHaveTitle(`5. Rain · ${HANDBOOK}`);
      expect(await reader.document()).toContain("5. Rain");
      expect((await reader.top()).words).toContain("Chapter 5");

      const sheet = await reader.openContents();
      await expect(sheet.getByRole("button", { name: "5. Rain", exact: true })).toHaveAttribute("aria-current", "true");
      await sheet.getByRole("tab", { name: say("reader-tab-pages") }).click();
      await sheet.getByRole("button", { name: "33", exact: true }).click();
      await expect(sheet).toBeHidden();
      await reader.shows();
      expect(await reader.find("#page-33"), "the mark of printed page 33 is on the page").toBeDefined();
      await expect(page.locator(".reader-foot").getByText(say("reader-page-number", { page: 33 }))).toBeVisible();

      await reader.openContents();
      await sheet.getByRole("tab", { name: say("reader-tab-landmarks") }).click();
      await expect(sheet.getByRole("tabpanel").getByRole("button")).not.toHaveCount(0);
      await sheet.getByRole("tabpanel").getByRole("button").last().click();
      await reader.shows();

      await reader.openContents();
      const field = sheet.getByRole("textbox", { name: say("reader-go-to-label") });
      await field.fill("999");
      await field.press("Enter");
      await expect(sheet.getByText(say("reader-go-to-missing", { page: 999 }))).toBeVisible();
      await field.fill("50%");
      await sheet.getByRole("button", { name: say("reader-go-to-action"), exact: true }).click();
      await expect(sheet).toBeHidden();
      await reader.shows();
      expect(await reader.share()).toBeGreaterThan(45);
      expect(await reader.share()).toBeLessThan(55);
    });

    test("a link inside the book can be gone back from", async ({ app, reader, say, page, isMobile }) => {
      await page.goto(`/read/${(await app.ids())[HANDBOOK]}`);
      await reader.shows();
      await reader.goTo("1. The Notebook");
      let link = await reader.find("a[href^='ch02']");
      for (let turns = 0; !link && turns < 20; turns += 1) {
        await reader.turns(() => reader.pressOn());
        await reader.still();
        link = await reader.find("a[href^='ch02']");
      }
      if (!link) throw new Error("the chapter has a link to another");
      const before = await reader.top();
      if (isMobile) await page.touchscreen.tap(link.x, link.y);
      else await page.mouse.click(link.x, link.y);
      await expect.poll(() => reader.document()).toContain("2. Distance");
      await reader.shows();
      expect(await reader.find("#pace"), "what the link leads to is on the page").toBeDefined();
      await reader.button("reader-back-to-place").click();
      await expect.poll(() => reader.document()).toContain("1. The Notebook");
      await reader.shows();
      expect(await reader.sees(before)).toBe(true);
    });
  });
}

test.describe("in English", () => {
  test.use(LANGUAGES[0].options);

  test("after a choice in the contents the keys turn pages, whichever way the book runs", async ({ app, reader, page, isMobile }) => {
    test.skip(Boolean(isMobile));
    const ids = await app.ids();
    await page.goto(`/read/${ids[HANDBOOK]}`);
    await reader.shows();
    await reader.goTo("3. Light");
    await expect.poll(() => reader.focus()).toMatch(/^book:/);
    expect(await reader.turns(() => page.keyboard.press("ArrowRight"))).toBe(true);
    await page.goto(`/read/${ids[ESSAY]}`);
    await reader.shows();
    await reader.goTo("二 义渡");
    await expect.poll(() => reader.focus()).toMatch(/^book:/);
    // Also while the focus is on a button of the bars: left is onward in this book.
    await reader.button("reader-display").focus();
    const share = await reader.share();
    for (let count = 0; count < 3; count += 1) {
      expect(await reader.turns(() => page.keyboard.press("ArrowLeft"))).toBe(true);
      await reader.still();
    }
    expect(await reader.share(), "left leads on in a book that runs to the left").toBeGreaterThan(share);
  });

  test("pages of one size: a spread on a wide screen, one page on a narrow one", async ({ app, reader, page, isMobile }) => {
    const ids = await app.ids();
    const book = Object.entries(ids).find(([title]) => /Lighthouse|灯塔/.test(title));
    await page.goto(`/read/${book?.[1]}`);
    await reader.shows();
    for (let count = 0; count < 3; count += 1) {
      await reader.turns(() => reader.pressOn());
      await reader.still();
    }
    await expect(reader.frame).toHaveCount(isMobile ? 1 : 2);
    // Nothing of a page is cut off, and the two stand side by side.
    const room = await page.getByRole("main").boundingBox();
    const boxes = await reader.frame.evaluateAll((frames) => frames.map((frame) => frame.getBoundingClientRect().toJSON() as DOMRect));
    for (const box of boxes) {
      expect(box.left).toBeGreaterThanOrEqual((room?.x ?? 0) - 1);
      expect(box.right).toBeLessThanOrEqual((room?.x ?? 0) + (room?.width ?? 0) + 1);
      expect(box.bottom).toBeLessThanOrEqual((room?.y ?? 0) + (room?.height ?? 0) + 1);
    }
    if (!isMobile) expect(Math.abs(boxes[0].right - boxes[1].left)).toBeLessThan(2);
    // Turned on its side, the device shows the other form of it.
    await page.setViewportSize(isMobile ? { width: 812, height: 375 } : { width: 700, height: 900 });
    await expect(reader.frame).toHaveCount(isMobile ? 2 : 1);
  });

  for (const title of [HANDBOOK, ESSAY]) {
    test(`another size or side of the screen keeps the words of “${title}”`, async ({ app, reader, page, viewport }) => {
      await page.goto(`/read/${(await app.ids())[title]}`);
      await reader.shows();
      await reader.goTo(title === HANDBOOK ? "3. Light" : "一 药柜");
      for (let count = 0; count < 2; count += 1) {
        await reader.turns(() => reader.pressOn());
        await reader.still();
      }
      const before = await reader.top();
      const size = viewport ?? { width: 0, height: 0 };
      for (const other of [
        { width: size.height, height: size.width },
        { width: 600, height: 700 },
        size,
      ]) {
        await page.setViewportSize(other);
        await expect.poll(() => reader.sees(before), { message: `“${before.words}” at ${other.width}×${other.height}` }).toBe(true);
        await reader.still();
        expect(await reader.sees(before), `“${before.words}” stays at ${other.width}×${other.height}`).toBe(true);
      }
    });
  }

  test("scrolled text is read on from where it was, through the end of a chapter", async ({ app, reader, say, page, isMobile }) => {
    await page.goto(`/read/${(await app.ids())[HANDBOOK]}`);
    await reader.shows();
    await reader.goTo("3. Light");
    await reader.turns(() => reader.pressOn());
    await reader.still();
    const before = await reader.top();
    await reader.button("reader-display").click();
    const sheet = reader.sheet("display-title");
    await app.choose(sheet.getByRole("radiogroup", { name: say("display-flow") }), say("display-flow-scrolled"));
    await page.keyboard.press("Escape");
    await reader.still();
    expect(await reader.sees(before), "the words are still there").toBe(true);
    const scrolled = () => reader.scroll();
    const start = await scrolled();
    if (!isMobile) {
      const { x, y } = await reader.middle();
      await page.mouse.move(x, y);
      await page.mouse.wheel(0, 300);
      await expect.poll(scrolled).toBeGreaterThan(start);
    }
    await reader.still();
    const later = await reader.top();
    await page.reload();
    await reader.shows();
    expect(await reader.sees(later), "scrolled to the same words again").toBe(true);
  });

  test("the title and the chapter are known to those who listen", async ({ app, reader, say, page, isMobile }) => {
    await page.goto(`/read/${(await app.ids())[HANDBOOK]}`);
    await reader.shows();
    await reader.goTo("3. Light");
    // On a phone they stand below the text, and are heard there.
    const buttons = `
        - button "${say("reader-contents")}"
        - button "${say("reader-display")}"`;
    await expect(reader.room).toMatchAriaSnapshot(`
      - banner:
        - link "${say("reader-close")}"
        - heading "3. Light · ${HANDBOOK}" [level=1]${isMobile ? "" : buttons}
      - main "${say("reader-page-of-book", { title: HANDBOOK })}":
        - iframe
        - button "${say("reader-previous-page")}"
        - button "${say("reader-next-page")}"
      - contentinfo${isMobile ? `:${buttons}` : ""}
      - status
    `);
    await expect(reader.frame).toHaveAttribute("title", `3. Light · ${HANDBOOK}`);
    // What is in the frame is a part of what is heard.
    const text = page.frameLocator(".reader-host iframe.book-frame:not(.is-waiting)");
    await expect(text.getByRole("heading", { level: 1, name: "Light" })).toBeVisible();
    const spoken = page.getByRole("status").filter({ hasText: say("reader-page-label", { chapter: "3. Light", page: 1 }) });
    await expect(spoken).toHaveCount(1);
  });
});
