// Words of the book are found, gone to and marked; in both languages, along lines and down columns, by keyboard alone,
// with a service worker and without one.

import { LANGUAGES, expect, test } from "../fixtures/test";
import type { Reader } from "../pages/reader";

const HANDBOOK = "Measuring an Ordinary City";
const ESSAY = "还书请入当归";

/** The words that are marked in the text on show, and whether they are on the page. */
async function marked(reader: Reader): Promise<{ words: string; seen: boolean }> {
  return reader.page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)");
    const view = frame?.contentWindow as (Window & typeof globalThis) | null;
    const range = [...(view?.CSS.highlights.get("yueli-found") ?? [])][0] as Range | undefined;
    const box = range?.getClientRects()[0];
    if (!view || !range || !box) return { words: "", seen: false };
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return { words: range.toString(), seen: x >= 0 && x < view.innerWidth && y >= 0 && y < view.innerHeight };
  });
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("words of a book are found, gone to and marked", async ({ app, reader, say, page }) => {
      await app.visit("/");
      await page.goto(`/read/${(await app.ids())[HANDBOOK]}`);
      await reader.shows();
      await reader.button("reader-search").click();
      const sheet = reader.sheet("reader-search");
      const field = sheet.getByRole("searchbox", { name: say("reader-search-label") });
      await field.fill("SHADOW");
      const status = sheet.getByRole("status");
      await expect(status).toHaveText(/^\D*\d+ ?\D*$/);
      await expect(sheet.getByRole("listitem").first()).toBeVisible();
      const places = await sheet.getByRole("listitem").count();
      expect(places).toBeGreaterThan(5);
      await expect(status).toHaveText(say("reader-search-found", { count: places }));

      // Whole words are fewer, and so are words in capitals.
      await sheet.getByText(say("reader-search-whole-word")).click();
      await expect.poll(() => sheet.getByRole("listitem").count()).toBeLessThan(places);
      await sheet.getByText(say("reader-search-exact-case")).click();
      await expect(status).toHaveText(say("reader-search-none", { query: "SHADOW" }));
      await sheet.getByText(say("reader-search-exact-case")).click();
      await sheet.getByText(say("reader-search-whole-word")).click();
      await expect(sheet.getByRole("listitem")).toHaveCount(places);

      const last = sheet.getByRole("listitem").last().getByRole("button");
      // Not what is drawn: places out of sight are not laid out.
      const words = await last.locator("mark").textContent();
      await last.click();
      await expect(sheet).toBeHidden();
      await reader.shows();
      await expect.poll(() => marked(reader)).toEqual({ words, seen: true });
      // What was found is still there when the sheet is opened again, and there is a way back.
      await reader.button("reader-search").click();
      await expect(sheet.getByRole("listitem")).toHaveCount(places);
      await sheet.getByRole("button", { name: say("close") }).click();
      await expect(sheet).toBeHidden();
      await reader.button("reader-back-to-place").click();
      await expect.poll(() => reader.document()).not.toContain("Index");
    });

    test("a character of a vertical book is found by keyboard alone", async ({ app, reader, say, page, isMobile }) => {
      test.skip(Boolean(isMobile), "a keyboard stands on a desk");
      await app.visit("/");
      await page.goto(`/read/${(await app.ids())[ESSAY]}`);
      await reader.shows();
      await page.keyboard.press("/");
      const sheet = reader.sheet("reader-search");
      await expect(sheet).toBeVisible();
      await page.keyboard.type("药");
      await expect(sheet.getByRole("listitem").first()).toBeVisible();
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press("Tab");
        if (await sheet.getByRole("listitem").nth(2).getByRole("button").evaluate((button) => button === document.activeElement)) break;
      }
      await page.keyboard.press("Enter");
      await expect(sheet).toBeHidden();
      await reader.shows();
      await expect.poll(() => marked(reader)).toEqual({ words: "药", seen: true });
      await expect.poll(() => reader.focus()).toMatch(/^book:/);
    });
  });
}

test.describe("without a service worker", () => {
  test.use({ ...LANGUAGES[0].options, serviceWorkers: "block" });

  test("words are found all the same", async ({ app, reader, say, page }) => {
    await app.visit("/");
    await page.goto(`/read/${(await app.ids())[HANDBOOK]}`);
    await reader.shows();
    await reader.button("reader-search").click();
    const sheet = reader.sheet("reader-search");
    await sheet.getByRole("searchbox", { name: say("reader-search-label") }).fill("broomstick");
    await sheet.getByRole("listitem").first().getByRole("button").click();
    await expect(sheet).toBeHidden();
    await reader.shows();
    await expect.poll(() => marked(reader)).toEqual({ words: "broomstick", seen: true });
  });
});
