// Browsers without a service worker: private windows of some, web-views inside other apps. Books open all the same.

import { LANGUAGES, expect, test } from "../fixtures/test";
import { MARKS, finger, mouse } from "../pages/hands";

test.use({ ...LANGUAGES[0].options, serviceWorkers: "block" });

for (const [title, chapter] of [
  ["Measuring an Ordinary City", "1. The Notebook"],
  ["还书请入当归", "一 药柜"],
]) {
  test(`“${title}” opens with its pictures, its styles and its notes`, async ({ app, reader, page, isMobile }) => {
    await app.visit("/");
    await page.goto(`/read/${(await app.ids())[title]}`);
    await reader.shows();
    await reader.goTo(chapter);
    expect(await reader.key()).toContain("blob:");
    const loaded = await page.evaluate(() => {
      const inside = document.querySelector<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)")?.contentDocument;
      const sheets = [...(inside?.styleSheets ?? [])].filter((sheet) => sheet.ownerNode && (sheet.ownerNode as Element).localName === "link");
      return {
        pictures: [...(inside?.images ?? [])].map((image) => image.naturalWidth),
        styles: sheets.map((sheet) => sheet.cssRules.length),
      };
    });
    for (const width of loaded.pictures) expect(width, "a picture has come").toBeGreaterThan(0);
    expect(Math.max(0, ...loaded.styles), "the book's own style has come").toBeGreaterThan(3);
    const { hit } = await (isMobile ? finger : mouse).follow(reader, MARKS);
    await expect(reader.note).toBeVisible();
    await expect.poll(() => reader.noteText().then((text) => text.length)).toBeGreaterThan(8);
    expect(hit.text.replace(/\s/g, "")).toContain((await reader.noteText()).replace(/\s/g, "").slice(0, 30));
    await page.keyboard.press("Escape");
    await expect(reader.note).toBeHidden();
    const before = await reader.top();
    await page.reload();
    await reader.shows();
    expect(await reader.top()).toMatchObject({ offset: before.offset, words: before.words });
  });
}

test("pages of one size show their pictures", async ({ app, reader, page }) => {
  await app.visit("/");
  const book = Object.entries(await app.ids()).find(([title]) => /Lighthouse|灯塔/.test(title));
  await page.goto(`/read/${book?.[1]}`);
  await reader.shows();
  await reader.turns(() => reader.pressOn());
  await reader.still();
  const pictures = await page.evaluate(() => {
    const frames = [...document.querySelectorAll<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)")];
    return frames.flatMap((frame) => [...(frame.contentDocument?.images ?? [])].map((image) => image.naturalWidth));
  });
  expect(pictures.length).toBeGreaterThan(0);
  for (const width of pictures) expect(width).toBeGreaterThan(0);
});

test("a reader that does not come is told of, and comes when it is asked for again", async ({ app, reader, say, page }) => {
  await app.visit("/");
  const book = (await app.ids())["Measuring an Ordinary City"];
  await page.route("**/yueli-reader-*.wasm", (route) => route.abort());
  await page.goto(`/read/${book}`);
  await expect(page.getByRole("heading", { level: 1, name: say("error-offline") })).toBeVisible();
  await page.unroute("**/yueli-reader-*.wasm");
  await page.getByRole("button", { name: say("error-retry") }).click();
  await reader.shows();
});

test("notes and a search that do not come are told of, and the book is read all the same", async ({ app, reader, say, page }) => {
  await app.visit("/");
  const book = (await app.ids())["Measuring an Ordinary City"];
  await page.route("**/book-*.wasm", (route) => route.abort());
  await page.goto(`/read/${book}`);
  await reader.shows();
  await page.keyboard.press("/");
  await page.getByRole("searchbox").fill("city");
  await expect(page.getByText(say("reader-search-failed"))).toBeVisible();
});
