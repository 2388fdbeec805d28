// A book is made ready while its title is looked at, and what is aimed at is made ready to be gone to.

import type { Locator, Page } from "@playwright/test";

import { expect, test } from "../fixtures/test";

const HANDBOOK = "Measuring an Ordinary City";

/// Waits for the page that is made out of sight: a frame is "complete" before its document comes, the text is in pages
/// (columns) only once all is done.
async function madeReady(page: Page): Promise<Locator> {
  const ready = page.locator("[data-book] iframe");
  await expect(ready).toBeAttached();
  const columns = () => ready.evaluate((frame: HTMLIFrameElement) => getComputedStyle(frame.contentDocument!.documentElement).columnWidth);
  await expect.poll(columns).toMatch(/px$/);
  return ready;
}

test("the first page is there before the book is opened, out of sight, and is the one that is read", async ({ app, reader, say, page }) => {
  await app.visit("/");
  await app.keptForLater();
  await app.visit(`/title/${(await app.ids())[HANDBOOK]}`);
  const ready = await madeReady(page);
  await expect(ready).not.toBeVisible();
  await ready.evaluate((frame: HTMLIFrameElement) => frame.contentDocument?.documentElement.setAttribute("data-known", ""));
  // The title is read by the keyboard as if nothing were there.
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("IFRAME");
  }
  await page.getByRole("link", { name: say("title-read"), exact: true }).click();
  await reader.shows();
  const known = page.locator(".reader-host iframe:not(.is-waiting)");
  expect(await known.evaluate((frame: HTMLIFrameElement) => frame.contentDocument?.documentElement.hasAttribute("data-known"))).toBe(true);
  await expect(page.locator("[data-book]")).toHaveCount(0);
  // Its pages turn as any others do.
  const before = (await reader.top()).words;
  await reader.pressOn();
  await expect.poll(async () => (await reader.top()).words).not.toBe(before);
});

test("reading goes on at its place, on the page that was made ready", async ({ app, reader, say, page }) => {
  await app.visit("/");
  await app.keptForLater();
  await app.visit(`/title/${(await app.ids())[HANDBOOK]}`);
  await page.getByRole("link", { name: say("title-read"), exact: true }).click();
  await reader.shows();
  // A closed description stands before the place.
  await reader.goTo("3. Light");
  await reader.turns(() => reader.pressOn());
  await reader.still();
  const before = await reader.top();
  await page.getByRole("link", { name: say("reader-close") }).click();
  await madeReady(page);
  await page.getByRole("link", { name: say("title-continue"), exact: true }).click();
  await reader.shows();
  for (let look = 0; look < 2; look += 1) {
    expect(await reader.top()).toMatchObject({ offset: before.offset, words: before.words });
  }
});

test("a title that is left takes its book with it", async ({ app, page }) => {
  await app.visit("/");
  await app.keptForLater();
  await app.visit(`/title/${(await app.ids())[HANDBOOK]}`);
  await expect(page.locator("[data-book] iframe")).toBeAttached();
  await app.place("nav-shelf").click();
  await expect(page.locator("[data-book]")).toHaveCount(0);
});

test("who saves data loads no book that is not opened", async ({ app, reader, say, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  const books: string[] = [];
  page.on("request", (request) => request.url().includes("/publications/") && books.push(request.url()));
  await app.visit("/");
  const id = (await app.ids())[HANDBOOK];
  await app.visit(`/title/${id}`);
  await page.waitForTimeout(600);
  expect(books.filter((url) => !url.includes("/opds/"))).toEqual([]);
  await page.getByRole("link", { name: say("title-read"), exact: true }).click();
  await reader.shows();
});
