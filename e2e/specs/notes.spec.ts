// A reader's own notes: made by mouse, by finger and with keys alone; drawn without touching the book; kept, changed,
// taken away and brought back; saved and added from a file; found again in another edition.

import { readFileSync } from "node:fs";

import { cbz } from "../fixtures/comic";
import { epub } from "../fixtures/epub";
import { LANGUAGES, expect, test } from "../fixtures/test";
import type { App } from "../pages/app";
import { Notes } from "../pages/notes";
import type { Reader } from "../pages/reader";

const ESSAY = "还书请入当归";
const TITLE = "The Ferry Clerk";

const paragraph = (number: number) =>
  `<p>Entry ${number} of the ledger says that the boat left late. Nobody had asked the river, and number ${number} knew it. The clerk wrote it down all the same.</p>`;
const paragraphs = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => paragraph(from + index)).join("");

const DOG = "A dog called Brindle kept the rope out of the river, or so it believed.";
const MENDED = "A dog named Brindle kept the rope out of the River, or so it believed.";
const HERON = "A heron stood on the landing stage and would not be counted.";

const FIRST = epub({
  title: TITLE,
  chapters: [
    { title: "Morning", body: paragraphs(1, 13) },
    { title: "Evening", body: `<p>${HERON}</p><p>${DOG}</p>${paragraphs(21, 33)}` },
  ],
});

/** The same book, by its identifier, with a preface, a spelling mended and a sentence left out. */
const SECOND = epub({
  title: TITLE,
  chapters: [
    { title: "Preface", body: "<p>A few words have been mended since.</p>" },
    { title: "Morning", body: paragraphs(1, 13) },
    { title: "Evening", body: `<p>${MENDED}</p>${paragraphs(21, 33)}` },
  ],
});

async function read(app: App, reader: Reader, url: string, title = TITLE): Promise<Notes> {
  await app.visit(url);
  const id = (await app.ids())[title];
  await reader.page.goto(`${url}/read/${id}`);
  await reader.shows();
  return new Notes(reader);
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("words are marked by mouse, kept, changed, written on, taken away and brought back", async ({ open, app, reader, say, page, isMobile }) => {
      test.skip(Boolean(isMobile), "a mouse lies on a desk");
      const gateway = await open([{ file: "ferry.epub", bytes: FIRST }]);
      const notes = await read(app, reader, gateway.url);
      const markup = await notes.markup();
      await notes.drag("Entry 2 of the ledger");
      await notes.pen("amber", "solid").click();
      await expect(notes.toolbar).toBeHidden();
      await expect.poll(() => notes.drawn()).toEqual([{ look: "amber solid", words: "Entry 2 of the ledger", seen: true }]);
      await notes.drag("the boat left late");
      await notes.pen("red", "wavy").click();
      await expect.poll(async () => (await notes.drawn()).length).toBe(2);
      expect(await notes.markup()).toBe(markup);

      // They are where they were after a reload, and in larger letters.
      await page.reload();
      await reader.shows();
      await expect.poll(async () => (await notes.drawn()).map((drawn) => drawn.words)).toEqual(["the boat left late", "Entry 2 of the ledger"]);
      await page.keyboard.press("+");
      await expect.poll(async () => (await notes.drawn()).map((drawn) => drawn.words)).toEqual(["the boat left late", "Entry 2 of the ledger"]);

      // A press on marked words opens them.
      await notes.press("Entry 2 of the ledger");
      await expect(notes.editor).toBeVisible();
      await app.choose(notes.editor.getByRole("radiogroup", { name: say("notes-pen") }), say("notes-pen-blue"));
      await expect.poll(async () => (await notes.drawn())[1].look).toBe("blue dotted");
      await app.choose(notes.editor.getByRole("radiogroup", { name: say("notes-line") }), say("notes-line-underline"));
      await notes.editor.getByRole("textbox", { name: say("notes-your-note") }).fill("Always late.\nAlways.");
      await page.keyboard.press("Escape");
      await expect(notes.editor).toBeHidden();
      await expect.poll(async () => (await notes.drawn())[1].look).toBe("blue underline");

      // The list has them in order, with their chapters; words, kinds and colours narrow it.
      await notes.open();
      await expect(notes.rows).toHaveCount(2);
      await expect(notes.sheet.getByRole("heading", { name: "Morning" })).toBeVisible();
      await expect(notes.rows.nth(1)).toContainText("Always late.");
      await notes.sheet.getByRole("button", { name: say("notes-filter-kind-texts") }).click();
      await expect(notes.rows).toHaveCount(1);
      await notes.sheet.getByRole("button", { name: say("notes-filter-kind-all") }).click();
      await notes.sheet.getByRole("button", { name: say("notes-pen-red"), exact: true }).click();
      await expect(notes.rows).toHaveText(/the boat left late/);
      await notes.sheet.getByRole("button", { name: say("notes-pen-red"), exact: true }).click();
      await notes.sheet.getByRole("searchbox", { name: say("notes-find") }).fill("always");
      await expect(notes.rows).toHaveText(/Entry 2/);
      await notes.sheet.getByRole("searchbox", { name: say("notes-find") }).fill("");

      // Taken away, and brought back.
      await notes.rows.nth(0).getByRole("button", { name: say("notes-delete-of", { words: "the boat left late" }) }).click();
      await expect(notes.rows).toHaveCount(1);
      await notes.sheet.getByRole("button", { name: say("undo") }).click();
      await expect(notes.rows).toHaveCount(2);
      await expect.poll(async () => (await notes.drawn()).length).toBe(2);
      await page.keyboard.press("Escape");
      await page.reload();
      await reader.shows();
      await expect.poll(async () => (await notes.drawn()).map((drawn) => drawn.look)).toEqual(["red wavy", "blue underline"]);
      expect(await notes.markup()).toBe(markup);
    });

    test("words are marked and found again with keys alone", async ({ open, app, reader, say, page, isMobile }) => {
      test.skip(Boolean(isMobile), "a keyboard stands on a desk");
      const gateway = await open([{ file: "ferry.epub", bytes: FIRST }]);
      const notes = await read(app, reader, gateway.url);
      const heard = page.getByRole("status").filter({ hasText: "Morning" });
      await page.keyboard.press("m");
      await expect.poll(() => notes.chosen()).toBe("Morning");
      await expect(heard).toHaveText(say("notes-choosing", { words: "Morning" }));
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => notes.chosen()).toBe("Nobody had asked the river, and number 1 knew it.");
      await page.keyboard.press("ArrowUp");
      await expect.poll(() => notes.chosen()).toBe("Entry 1 of the ledger says that the boat left late.");
      await expect(page.getByRole("status").filter({ hasText: "Entry 1 of the ledger" })).toHaveCount(1);
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => notes.chosen()).toBe("1");
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("Shift+ArrowLeft");
      await expect.poll(() => notes.chosen()).toBe("1 of the");
      await page.keyboard.press("Shift+ArrowDown");
      await expect.poll(() => notes.chosen()).toBe("1 of the ledger says that the boat left late.");

      // The toolbar is one stop; arrows go along it.
      await page.keyboard.press("Enter");
      await expect(notes.pen("amber", "solid")).toBeFocused();
      await page.keyboard.press("ArrowRight");
      await expect(notes.pen("green", "underline")).toBeFocused();
      await page.keyboard.press("Enter");
      await expect.poll(() => notes.drawn()).toEqual([{ look: "green underline", words: "1 of the ledger says that the boat left late.", seen: true }]);
      await expect.poll(() => reader.focus()).toMatch(/^book:/);

      // With keys on marked words, Enter opens them.
      await page.keyboard.press("m");
      await page.keyboard.press("ArrowDown");
      await expect(page.getByRole("status").filter({ hasText: say("notes-chosen-marked", { words: "Entry 1 of the ledger says that the boat left late.", pen: say("notes-pen-green") }) })).toHaveCount(1);
      await page.keyboard.press("Enter");
      await expect(notes.editor).toBeVisible();
      await notes.editor.getByRole("textbox").focus();
      await page.keyboard.type("A thought.");
      await page.keyboard.press("Escape");
      await expect(notes.editor).toBeHidden();
      await expect.poll(() => reader.focus()).toMatch(/^book:/);

      // A bookmark, and the list: without a mouse too.
      await page.keyboard.press("b");
      await expect(notes.ribbon).toBeVisible();
      await expect(page.getByRole("status").filter({ hasText: say("notes-bookmark-made") })).toHaveCount(1);
      await expect(reader.button("notes-bookmark-here")).toHaveAttribute("aria-pressed", "true");
      await page.keyboard.press("End");
      await expect(notes.ribbon).toBeHidden();
      await page.keyboard.press("n");
      await expect(notes.sheet).toBeVisible();
      await expect(notes.rows).toHaveCount(2);
      const entry = notes.rows.filter({ hasText: "A thought." }).getByRole("button").first();
      for (let presses = 0; presses < 25 && !(await entry.evaluate((button) => button === document.activeElement)); presses += 1) {
        await page.keyboard.press("Tab");
      }
      await page.keyboard.press("Enter");
      await expect(notes.sheet).toBeHidden();
      await expect.poll(async () => (await notes.drawn()).map((drawn) => drawn.seen)).toEqual([true]);
      await expect(notes.ribbon).toBeVisible();
      await page.keyboard.press("b");
      await expect(notes.ribbon).toBeHidden();
      await page.keyboard.press("m");
      await page.keyboard.press("Escape");
      await expect.poll(() => notes.chosen()).toBe("");
      await expect(notes.toolbar).toBeHidden();
    });

    test("a finger marks words, and opens them again", async ({ open, app, reader, say, page, isMobile }) => {
      test.skip(!isMobile, "a finger needs a screen to touch");
      const gateway = await open([{ file: "ferry.epub", bytes: FIRST }]);
      const notes = await read(app, reader, gateway.url);
      await notes.hold("ledger");
      await expect.poll(() => notes.chosen()).toBe("ledger");
      await expect(notes.toolbar).toBeVisible();
      // Along the lower edge, where the browser's own menu is not.
      const [bar, text] = [await notes.toolbar.boundingBox(), await page.getByRole("main").boundingBox()];
      expect(Math.round((bar?.y ?? 0) + (bar?.height ?? 0))).toBe(Math.round((text?.y ?? 0) + (text?.height ?? 0)));
      await notes.toolbar.getByRole("button", { name: say("notes-write") }).tap();
      await expect(notes.editor).toBeVisible();
      await notes.editor.getByRole("textbox").fill("By hand.");
      await notes.editor.getByRole("button", { name: say("notes-done") }).tap();
      await expect(notes.editor).toBeHidden();
      await expect.poll(() => notes.drawn()).toEqual([{ look: "amber solid", words: "ledger", seen: true }]);
      const before = await reader.key();
      await notes.press("ledger", true);
      await expect(notes.editor).toBeVisible();
      await expect(notes.editor.getByRole("textbox")).toHaveValue("By hand.");
      await notes.editor.getByRole("button", { name: say("notes-delete") }).tap();
      await expect.poll(() => notes.drawn()).toEqual([]);
      await page.getByRole("button", { name: say("undo") }).tap();
      await expect.poll(async () => (await notes.drawn()).length).toBe(1);
      expect(await reader.key()).toBe(before);
      await reader.button("notes-bookmark-here").tap();
      await expect(notes.ribbon).toBeVisible();
      await page.reload();
      await reader.shows();
      await expect(notes.ribbon).toBeVisible();
      await expect.poll(async () => (await notes.drawn()).length).toBe(1);
    });

    test("notes are saved in three ways and added again, each once", async ({ open, app, reader, say, page }) => {
      const gateway = await open([{ file: "ferry.epub", bytes: FIRST }]);
      const notes = await read(app, reader, gateway.url);
      await reader.button("notes-bookmark-here").click();
      await expect(notes.ribbon).toBeVisible();
      await notes.open();
      await notes.rows.getByRole("button", { name: /Morning/ }).nth(1).click();
      await reader.sheet("notes-bookmark").getByRole("textbox").fill("Begin *here*.");
      await reader.sheet("notes-bookmark").getByRole("button", { name: say("notes-done") }).click();
      await expect(notes.rows).toContainText("Begin *here*.");
      const save = async (key: string) => {
        const [file] = await Promise.all([page.waitForEvent("download"), notes.sheet.getByRole("button", { name: say(key) }).click()]);
        return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8"), path: await file.path() };
      };
      const markdown = await save("notes-export-markdown");
      expect(markdown.name).toBe(`${TITLE}.md`);
      expect(markdown.text).toContain(`# ${TITLE}`);
      expect(markdown.text).toContain(`- ${say("notes-bookmark")}: Morning`);
      expect(markdown.text).toContain("Begin \\*here\\*.");
      const html = await save("notes-export-html");
      expect(html.text).toContain("<p>Begin *here*.</p>");
      const json = await save("notes-export-json");
      expect(json.name).toBe(`${TITLE}.annotation`);
      const set = JSON.parse(json.text) as { type: string; about: Record<string, unknown>; items: { motivation: string; target: { source: string; selector: { type: string }[] } }[] };
      expect([set.type, set.about["dc:title"], set.items.length]).toEqual(["AnnotationSet", TITLE, 1]);
      expect([set.items[0].motivation, set.items[0].target.source]).toEqual(["bookmarking", "OPS/c01.xhtml"]);
      expect(set.items[0].target.selector.map(({ type }) => type)).toEqual(["TextQuoteSelector", "FragmentSelector", "ProgressionSelector"]);

      const add = async (name: string, text: string) => {
        const field = notes.sheet.getByLabel(say("notes-import"));
        await field.setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
      };
      await add("again.annotation", json.text);
      await expect(notes.sheet.getByText(say("notes-import-rest", { renewed: 0, known: 1 }))).toBeVisible();
      await notes.rows.getByRole("button", { name: /Morning/ }).nth(2).click();
      await expect(notes.rows).toHaveCount(0);
      await add("again.annotation", json.text);
      await expect(notes.rows).toContainText("Begin *here*.");
      await add("shopping.json", "milk");
      await expect(notes.sheet.getByText(say("notes-import-none"))).toBeVisible();
      // As another app writes it: a page of the W3C's, its body a plain string, and something that is no annotation.
      const page1 = {
        type: "AnnotationPage",
        items: [
          { id: "urn:x:1", type: "Annotation", body: "From elsewhere", target: { source: "OPS/c02.xhtml", selector: { type: "TextQuoteSelector", exact: "number 22 knew it", prefix: "river, and " } } },
          { type: "Person" },
        ],
      };
      await add("page.jsonld", JSON.stringify(page1));
      await expect(notes.rows).toHaveCount(2);
      await expect(notes.sheet.getByText(say("notes-import-unreadable", { count: 1 }))).toBeVisible();
      await notes.rows.filter({ hasText: "From elsewhere" }).getByRole("button").first().click();
      await expect(notes.sheet).toBeHidden();
      await reader.shows();
      await expect.poll(() => notes.drawn()).toEqual([{ look: "amber solid", words: "number 22 knew it", seen: true }]);
    });

    test("another edition has the notes where their words still are", async ({ open, app, reader, say, page, isMobile }) => {
      test.skip(Boolean(isMobile), "made by mouse");
      const gateway = await open([
        { file: "first.epub", bytes: FIRST },
        { file: "second.epub", bytes: SECOND },
      ]);
      await app.visit(gateway.url);
      const answer = await page.request.get(`${gateway.url}/opds/publications`);
      const ids = ((await answer.json()) as { publications: { links: { href: string }[] }[] }).publications.map(
        ({ links }) => links.map(({ href }) => /\/opds\/publications\/(\w+)/.exec(href)?.[1]).find(Boolean) ?? "",
      );
      expect(new Set(ids).size).toBe(2);
      const titles = async (id: string) => {
        await page.goto(`${gateway.url}/read/${id}`);
        await reader.shows();
        return reader.document();
      };
      const first = (await titles(ids[0])).startsWith("Preface") ? ids[1] : ids[0];
      const second = ids.find((id) => id !== first) ?? "";
      await titles(first);
      const notes = new Notes(reader);
      await notes.drag("Entry 2 of the ledger says");
      await notes.pen("red", "wavy").click();
      await expect.poll(async () => (await notes.drawn()).length).toBe(1);
      await reader.goTo("Evening");
      await notes.drag(HERON);
      await notes.pen("blue", "dotted").click();
      await expect.poll(async () => (await notes.drawn()).length).toBe(1);
      await notes.drag(DOG);
      await notes.pen("green", "underline").click();
      await expect.poll(async () => (await notes.drawn()).length).toBe(2);

      expect(await titles(second)).toMatch(/^Preface/);
      await notes.open();
      await expect(notes.rows).toHaveCount(3);
      await expect(notes.rows.nth(1)).toContainText(say("notes-changed"));
      await expect(notes.sheet.getByRole("heading", { name: say("notes-lost") })).toBeVisible();
      // What is lost is kept, and leads nowhere.
      await expect(notes.rows.nth(2)).toContainText(HERON);
      await expect(notes.rows.nth(2).getByRole("button")).toHaveCount(2);
      await notes.rows.nth(1).getByRole("button").first().click();
      await expect(notes.sheet).toBeHidden();
      await reader.shows();
      await expect.poll(() => notes.drawn()).toEqual([{ look: "green underline", words: MENDED, seen: true }]);
      await reader.goTo("Morning");
      await expect.poll(async () => (await notes.drawn()).map(({ words }) => words)).toEqual(["Entry 2 of the ledger says"]);

      // And back: the first edition still has all three.
      await titles(first);
      await notes.open();
      await expect(notes.rows).toHaveCount(3);
      await expect(notes.sheet.getByRole("heading", { name: say("notes-lost") })).toHaveCount(0);
    });
  });
}

test.describe("in Chinese, vertically", () => {
  test.use(LANGUAGES[1].options);

  test("columns of text are marked by mouse and with keys", async ({ app, reader, page, isMobile }) => {
    test.skip(Boolean(isMobile), "a mouse and a keyboard");
    await app.visit("/");
    await page.goto(`/read/${(await app.ids())[ESSAY]}`);
    await reader.shows();
    const notes = new Notes(reader);
    await page.keyboard.press("]");
    await page.keyboard.press("]");
    await reader.shows();
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => notes.chosen()).toMatch(/[。？！”]$/);
    const sentence = (await notes.chosen()).replace(/\s+/g, "");
    await page.keyboard.press("Enter");
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await notes.drawn()).map(({ look, words }) => [look, words.replace(/\s+/g, "")])).toEqual([["amber solid", sentence]]);
    const top = (await reader.top()).words.replace(/\s+/g, "");
    const words = (await notes.drawn())[0].words;
    expect(top.length).toBeGreaterThan(0);
    await page.reload();
    await reader.shows();
    await expect.poll(async () => (await notes.drawn()).map((drawn) => [drawn.words, drawn.seen])).toEqual([[words, true]]);
    // Larger letters, and the words are still marked.
    await page.keyboard.press("+");
    await expect.poll(async () => (await notes.drawn()).map((drawn) => drawn.words)).toEqual([words]);
    const some = words.replace(/\s+/g, "").slice(0, 4);
    await notes.press(some);
    await expect(notes.editor).toBeVisible();
  });
});

test.describe("pages of pictures", () => {
  test.use(LANGUAGES[0].options);

  test("a comic keeps bookmarks", async ({ open, app, reader, say, page, isMobile }) => {
    const gateway = await open([{ file: "night.cbz", bytes: cbz(Array.from({ length: 6 }, () => ({})), "<Title>Night</Title>") }]);
    const notes = await read(app, reader, gateway.url, "Night");
    await reader.pressOn();
    await reader.shows();
    await reader.button("notes-bookmark-here").click();
    await expect(notes.ribbon).toBeVisible();
    await reader.pressOn();
    await expect(notes.ribbon).toBeHidden();
    await page.reload();
    await reader.shows();
    await notes.open();
    await expect(notes.rows).toHaveCount(1);
    await expect(notes.rows).toContainText(say("notes-page-without-words"));
    await notes.rows.getByRole("button").first().click();
    await reader.shows();
    await expect(notes.ribbon).toBeVisible();
    if (!isMobile) {
      await page.keyboard.press("m");
      await expect(page.getByRole("status").filter({ hasText: say("notes-choose-no-words") })).toHaveCount(1);
    }
    await reader.button("notes-bookmark-here").click();
    await expect(notes.ribbon).toBeHidden();
  });
});

test.describe("without a service worker", () => {
  test.use({ ...LANGUAGES[0].options, serviceWorkers: "block" });

  test("words are marked all the same", async ({ open, app, reader, page, isMobile }) => {
    test.skip(Boolean(isMobile), "made by mouse");
    const gateway = await open([{ file: "ferry.epub", bytes: FIRST }]);
    const notes = await read(app, reader, gateway.url);
    await notes.drag("Entry 2 of the ledger");
    await notes.pen("blue", "dotted").click();
    await expect.poll(() => notes.drawn()).toEqual([{ look: "blue dotted", words: "Entry 2 of the ledger", seen: true }]);
    await page.reload();
    await reader.shows();
    await expect.poll(async () => (await notes.drawn()).map((drawn) => drawn.words)).toEqual(["Entry 2 of the ledger"]);
  });
});
