// What is not quite a library: a folder that is not there, and files that are not quite books.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { broken } from "../fixtures/broken";
import { epub } from "../fixtures/epub";
import { LANGUAGES, expect, put, test } from "../fixtures/test";
import { wordsOf } from "../fixtures/words";
import { Gateway } from "../gateway";
import { App } from "../pages/app";
import { Reader } from "../pages/reader";

const WHOLE = { title: "A Whole Book", chapters: [{ title: "One", body: "<p>Here everything is as it should be.</p>" }] };

test.describe("with broken files on the shelf", () => {
  test.skip(({ isMobile }) => Boolean(isMobile), "the words are the same on every screen");

  test("the library opens, each file says in both languages what is wrong, and other books are untouched", async ({ open, browser }) => {
    const files = broken();
    const gateway = await open([...files, { file: "whole.epub", bytes: epub(WHOLE) }]);
    for (const language of LANGUAGES) {
      const say = wordsOf(language.own);
      const context = await browser.newContext({ ...language.options, baseURL: gateway.url, reducedMotion: "reduce" });
      const page = await context.newPage();
      const [app, reader] = [new App(page, say), new Reader(page, say)];
      await app.visit("/");
      await expect(app.main.getByRole("alert")).toHaveCount(0);
      await expect(app.book(WHOLE.title).first()).toBeVisible();
      const ids = await app.ids("?format=unreadable");
      for (const { file, problem } of files.filter((file) => file.problem)) {
        const id = ids[file] ?? ids[TITLES[file] ?? file];
        expect.soft(id, `${file} is listed, among ${Object.keys(ids).join(", ")}`).toBeDefined();
        if (!id) continue;
        await app.visit(`/title/${id}`);
        const says = app.main.getByRole("status").filter({ hasText: say(`problem-${problem}`) });
        await expect.soft(says, `${file} in ${language.own}`).toBeVisible();
        await expect.soft(says, `${file} in ${language.own}`).toContainText(say(`problem-${problem}.advice`));
        await expect.soft(app.action("title-read")).toHaveCount(0);
        await expect.soft(app.action("title-elsewhere")).toBeVisible();
        // Its address as an open book leads to the same words, not to a blank page.
        await page.goto(`/read/${id}`);
        await expect.soft(app.main.getByRole("heading", { name: say(`problem-${problem}`) }), `${file}, opened`).toBeVisible();
      }
      // The chapter that would fill the memory is not unpacked. It says so when it is turned to; the others are read.
      await page.goto(`/read/${(await app.ids("?query=bomb")).Bomb}`);
      await expect.soft(app.main.getByRole("heading", { name: say("problem-too-large") }), "the chapter of 700 MB").toBeVisible({ timeout: 30_000 });
      await app.button("reader-problem-skip").click();
      await reader.shows();
      expect((await reader.top()).words).toContain("Two");
      // A name that leads out of the book is left out; the rest is read.
      const all = await app.ids("?query=reaching");
      await page.goto(`/read/${all["Reaching Outside"]}`);
      await reader.shows();
      expect((await reader.top()).words).toContain("One");
      await page.goto(`/read/${(await app.ids("?query=whole"))[WHOLE.title]}`);
      await reader.shows();
      expect((await reader.top()).words).toContain("One");
      await context.close();
    }
    for (const { file } of files.filter((file) => file.problem)) expect.soft(gateway.log, "the log names the file").toContain(file);
  });
});

/** Titles of files whose package can still be read, should the catalogue call them by these. */
const TITLES: Record<string, string> = { "encrypted.epub": "Locked", "truncated.epub": "Cut Short" };

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("a folder that is not there: the library opens, and fills when it appears", async ({ say, page, app }) => {
      const place = mkdtempSync(join(tmpdir(), "yueli-missing-"));
      const folder = join(place, "books");
      const gateway = new Gateway(folder);
      try {
        await gateway.start();
        await app.visit(gateway.url);
        await expect(app.main.getByText(say("home-empty"))).toBeVisible();
        await app.visit(`${gateway.url}/catalogue`);
        await expect(app.main.getByText(say("home-empty"))).toBeVisible();
        put(folder, "whole.epub", epub(WHOLE));
        await app.visit(gateway.url);
        // The library says that there are no books, until it has noticed the folder.
        await expect(async () => {
          const again = app.button("home-empty-action");
          if (await again.isVisible()) await again.click();
          await expect(page.getByRole("link", { name: WHOLE.title }).first()).toBeVisible({ timeout: 500 });
        }).toPass({ timeout: 20_000 });
      } finally {
        await gateway.close();
        rmSync(place, { recursive: true, force: true });
      }
    });
  });
}
