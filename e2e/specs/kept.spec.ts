// Books that are kept on the device are read, searched and found again with the server stopped, on devices of several
// kinds; and they make room again.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { epub } from "../fixtures/epub";
import { tone } from "../fixtures/sound";
import { LANGUAGES, MB, PIECES, SMALL, expect, idOf, test } from "../fixtures/tunnel";
import { audit } from "../pages/audit";
import { type Device, NO_FILES, whole } from "../pages/device";

/** Searches the open book. */
async function finds(device: Device, words: string): Promise<void> {
  const { reader, say } = device;
  await reader.bars();
  await reader.button("reader-search").click();
  const sheet = reader.sheet("reader-search");
  await sheet.getByRole("searchbox", { name: say("reader-search-label") }).fill(words);
  await expect(sheet.getByRole("listitem").first()).toBeVisible();
  await sheet.getByRole("button", { name: say("close") }).click();
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("a book is downloaded; the server stops, the browser starts anew: it is read and searched", async ({ tunnel }) => {
      test.setTimeout(120_000);
      const { device, wire, gateway } = await tunnel();
      const id = idOf(PIECES);
      wire.weather = { pace: 12 * MB };
      await device.app.visit(wire.url);
      await device.app.keptForLater();
      await device.app.visit(`${wire.url}/title/${id}`);
      await audit(device.page, "a book that can be downloaded");
      await device.app.button("keep-action").click();
      const bar = device.app.main.getByRole("progressbar", { name: device.say("keep-label", { title: "In Pieces" }) });
      await expect(bar).toHaveAttribute("aria-valuetext", /\d/);
      await expect(device.app.main.getByRole("status").filter({ hasText: device.say("keep-loading") })).toBeVisible();
      await audit(device.page, "a book on its way");
      await device.kept();
      await expect(bar).toHaveCount(0);
      await audit(device.page, "a book that is kept");
      expect(await device.there(id)).toEqual(whole(PIECES));
      await device.app.place("nav-shelf").click();
      const row = device.app.main.getByRole("listitem").filter({ hasText: "In Pieces" });
      await expect(row.getByText(device.say("keep-tag"), { exact: true })).toBeVisible();

      expect((await device.there(`${id}.index`)).length, "its search index lies beside it").toBeGreaterThan(1000);

      await wire.close();
      await gateway.stop();
      await device.restart();
      await device.app.visit(wire.url);
      await expect(device.app.main.getByRole("status").filter({ hasText: device.say("library-silent") })).toBeVisible();
      await expect(device.app.main.getByRole("heading", { name: device.say("home-kept") })).toBeVisible();
      await audit(device.page, "home, with books that are kept");
      await device.app.book("In Pieces").first().click();
      await device.kept();
      await device.app.action("title-read").click();
      await device.reader.shows();
      await device.reader.goTo("Part 3");
      expect((await device.reader.top()).words).toContain("Part 3");
      await finds(device, "rain on the roof");
      await device.page.reload();
      await device.reader.shows();
      expect((await device.reader.top()).words).toContain("Part 3");
    });

    test("the storage page says what takes how much, and makes room", async ({ tunnel }) => {
      test.setTimeout(90_000);
      const { device, wire } = await tunnel();
      const { say } = device;
      await device.app.visit(`${wire.url}/you`);
      await device.page.getByRole("link", { name: new RegExp(`^${say("storage-title")}`) }).click();
      await expect(device.app.main.getByText(say("storage-none"))).toBeVisible();
      await expect(device.app.main.getByRole("progressbar", { name: say("storage-room") })).toBeVisible();
      await audit(device.page, "storage, with nothing in it");
      for (const bytes of [PIECES, SMALL]) {
        await device.app.visit(`${wire.url}/title/${idOf(bytes)}`);
        await device.app.button("keep-action").click();
        await device.kept();
      }
      await device.app.visit(`${wire.url}/storage`);
      const rows = device.app.main.getByRole("listitem");
      await expect(rows).toHaveCount(2);
      await expect(rows.filter({ hasText: "In Pieces" })).toContainText("19 MB");
      await expect(device.app.main.getByText(say("storage-indexes"))).toBeVisible();
      await device.app.fitsSideways();
      await audit(device.page, "storage, with two books");
      const remove = (title: string) => device.app.main.getByRole("button", { name: `${say("keep-remove")} ${title}`, exact: true });
      await remove("In Pieces").click();
      const question = device.page.getByRole("dialog", { name: say("keep-remove-title", { title: "In Pieces" }) });
      await audit(device.page, "a question before a book goes");
      await question.getByRole("button", { name: say("cancel") }).click();
      await expect(rows).toHaveCount(2);
      await remove("In Pieces").click();
      await question.getByRole("button", { name: say("keep-remove"), exact: true }).click();
      await expect(rows).toHaveCount(1);
      await expect.poll(() => device.there(idOf(PIECES))).toMatchObject({ length: 0 });
      // What is left is whole, and the place of the keyboard is not lost with the button.
      expect(await device.there(idOf(SMALL))).toEqual(whole(SMALL));
      await expect.poll(() => device.page.evaluate(() => document.activeElement?.localName)).not.toBe("body");
      await device.app.button("keep-remove-all").click();
      await device.page.getByRole("dialog", { name: say("keep-remove-all-title") }).getByRole("button", { name: say("keep-remove"), exact: true }).click();
      await expect(device.app.main.getByText(say("storage-none"))).toBeVisible();
      await expect.poll(() => device.there(idOf(SMALL))).toMatchObject({ length: 0 });
      // The shelf still has them.
      await device.app.visit(`${wire.url}/shelf`);
      await expect(device.app.main.getByRole("heading", { name: "In Pieces" })).toBeVisible();
    });
  });
}

test("without files of the browser's own a book is kept in its database, through a restart", async ({ tunnel }) => {
  test.setTimeout(120_000);
  // What comes by is the download alone: no book is made ready while its title is looked at.
  const { device, wire, gateway } = await tunnel({ args: NO_FILES, saves: true });
  const id = idOf(PIECES);
  wire.weather = { pace: 6 * MB };
  await device.app.visit(wire.url);
  expect(await device.page.evaluate(() => "getDirectory" in StorageManager.prototype), "there are no files").toBe(false);
  await device.app.keptForLater();
  await device.app.visit(`${wire.url}/title/${id}`);
  await device.app.button("keep-action").click();
  await expect.poll(() => wire.asked.at(-1)?.sent ?? 0, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(4 * MB);
  await device.restart();
  await device.app.visit(`${wire.url}/title/${id}`);
  await device.kept();
  expect(wire.asked.at(-1)?.range).toMatch(/^bytes=[1-9]\d+-$/);
  expect(await device.there(id)).toEqual(whole(PIECES));
  await wire.close();
  await gateway.stop();
  await device.restart();
  await device.page.goto(`${wire.url}/read/${id}`);
  await device.reader.shows();
  await device.reader.goTo("Part 2");
  await finds(device, "rain on the roof");
});

test("in a web-view without service worker and without files a book is kept and read with the server stopped", async ({ tunnel }) => {
  test.setTimeout(90_000);
  const { device, wire, gateway } = await tunnel({ args: NO_FILES, serviceWorkers: "block" });
  const id = idOf(PIECES);
  await device.app.visit(`${wire.url}/title/${id}`);
  await device.app.button("keep-action").click();
  await device.kept();
  expect(await device.there(id)).toEqual(whole(PIECES));
  await wire.close();
  await gateway.stop();
  // The app is open already; it cannot be loaded anew here, for want of a service worker.
  await device.app.action("title-read").click();
  await device.reader.shows();
  expect(await device.reader.key()).toContain("blob:");
  await device.reader.goTo("Part 3");
  expect((await device.reader.top()).words).toContain("Part 3");
  await finds(device, "rain on the roof");
  await device.page.getByRole("link", { name: device.say("reader-close") }).click();
  await device.kept();
});

test("the cover and the page of a kept book are there with the server stopped, whatever else is let go", async ({ tunnel }) => {
  const folder = process.env.YUELI_DEMO ?? "";
  const books = readdirSync(folder).filter((name) => name.endsWith(".epub")).map((name) => readFileSync(join(folder, name)));
  const { device, wire, gateway } = await tunnel({ books: books.slice(0, 2) });
  await device.app.visit(wire.url);
  await device.app.keptForLater();
  await device.app.visit(`${wire.url}/title/${idOf(books[0])}`);
  await device.app.button("keep-action").click();
  await device.kept();
  await wire.close();
  await gateway.stop();
  await device.page.evaluate(() => caches.delete("covers-1"));
  await device.restart();
  await device.app.visit(`${wire.url}/title/${idOf(books[0])}`);
  await device.kept();
  const cover = device.app.main.locator(".hero-cover img");
  await expect.poll(() => cover.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(50);
  await device.app.fitsSideways();
});

test("sound in a kept book is heard from the middle on with the server stopped", async ({ tunnel }) => {
  const body = '<p>Listen.</p><audio controls="controls" src="tone.wav"></audio>';
  const book = epub({ title: "A Tone", chapters: [{ title: "One", body }], extra: { "tone.wav": tone(60) } });
  const { device, wire, gateway } = await tunnel({ books: [book] });
  await device.app.visit(wire.url);
  await device.app.keptForLater();
  await device.app.visit(`${wire.url}/title/${idOf(book)}`);
  await device.app.button("keep-action").click();
  await device.kept();
  await wire.close();
  await gateway.stop();
  await device.page.goto(`${wire.url}/read/${idOf(book)}`);
  await device.reader.shows();
  const heard = await device.page.evaluate(async () => {
    const frame = document.querySelector<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)");
    const sound = frame?.contentDocument?.querySelector("audio");
    if (!sound) return null;
    if (sound.readyState < 1) await new Promise((resolve) => sound.addEventListener("loadedmetadata", resolve));
    sound.currentTime = 45;
    await new Promise((resolve) => sound.addEventListener("seeked", resolve, { once: true }));
    const part = await fetch(sound.src, { headers: { range: "bytes=360044-360053" } });
    return { duration: Math.round(sound.duration), at: sound.currentTime, status: part.status, range: part.headers.get("content-range"), length: (await part.arrayBuffer()).byteLength };
  });
  expect(heard).toEqual({ duration: 60, at: 45, status: 206, range: "bytes 360044-360053/480044", length: 10 });
});
