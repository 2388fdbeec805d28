// axe on every screen, with all its rules and best practices; in both languages, light
// and dark, on a phone and on a desk; the old page and high contrast where people spend their time.

import type { Page } from "@playwright/test";

import { broken } from "../fixtures/broken";
import { epub } from "../fixtures/epub";
import { locked, pdf } from "../fixtures/pdf";
import { LANGUAGES, expect, test } from "../fixtures/test";
import type { App } from "../pages/app";
import { audit } from "../pages/audit";
import { Notes } from "../pages/notes";

const HANDBOOK = "Measuring an Ordinary City";
const ESSAY = "还书请入当归";

type Theme = "light" | "dark" | "sepia" | "contrast";

async function choose(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme === "dark" ? "dark" : "light", reducedMotion: "reduce" });
  if (theme === "sepia" || theme === "contrast") {
    await page.addInitScript((theme) => localStorage.setItem("yueli.theme", theme), theme);
  }
}

for (const language of LANGUAGES) {
  for (const theme of ["light", "dark"] as const) {
    test.describe(`${language.name}, ${theme}`, () => {
      test.use(language.options);

      test("every room", async ({ app, say, page }) => {
        test.setTimeout(120_000);
        await choose(page, theme);
        await app.visit("/");
        const ids = await app.ids();
        await audit(page, "home, a first visit");
        await app.button("display-and-access").click();
        await expect(page.getByRole("dialog", { name: say("display-and-access") })).toBeVisible();
        await audit(page, "display and access");
        await page.keyboard.press("Escape");
        await app.visit("/catalogue");
        await expect(app.titles).not.toHaveCount(0);
        await audit(page, "catalogue");
        await app.search.fill("a");
        await expect(page).toHaveURL(/q=a/);
        await expect(app.titles).not.toHaveCount(0);
        await audit(page, "results");
        const filters = app.button("catalogue-filters");
        if (await filters.isVisible()) {
          await filters.click();
          await expect(page.getByRole("dialog", { name: say("catalogue-filters") })).toBeVisible();
          await audit(page, "filters");
          await page.keyboard.press("Escape");
        }
        await app.search.fill("qqqq");
        await expect(app.main.getByText(say("catalogue-none-for", { query: "qqqq" }))).toBeVisible();
        await audit(page, "nothing found");
        await app.visit("/shelf");
        await expect(app.main.getByText(say("shelf-empty"))).toBeVisible();
        await audit(page, "empty shelf");
        await app.visit(`/title/${ids[HANDBOOK]}`);
        await app.button("title-add").click();
        await expect(page.getByRole("status").filter({ hasText: say("title-added", { title: HANDBOOK }) })).toBeVisible();
        await audit(page, "title, with a message");
        await app.visit(`/title/${ids[ESSAY]}`);
        await audit(page, "title in the other language");
        await app.visit("/shelf");
        await expect(app.main.getByRole("heading", { name: HANDBOOK })).toBeVisible();
        await audit(page, "shelf");
        for (const room of ["you", "storage", "settings", "about"]) {
          await app.visit(`/${room}`);
          await expect(app.main.getByRole("heading").first()).toBeVisible();
          await audit(page, room);
        }
        await app.visit("/settings");
        await app.button("settings-forget").click();
        await audit(page, "a question");
        await page.keyboard.press("Escape");
        await app.visit("/no/such/room");
        await audit(page, "not found");
        await app.visit("/title/0123456789abcdef0123456789abcdef");
        await expect(app.main.getByRole("heading", { name: say("error-not-found") })).toBeVisible();
        await audit(page, "no such title");
        await page.goto("/read/0123456789abcdef0123456789abcdef");
        await expect(app.main.getByRole("heading", { name: say("problem-gone") })).toBeVisible();
        await audit(page, "no such book");
      });
    });
  }
}

for (const language of LANGUAGES) {
  for (const theme of ["light", "dark"] as const) {
    test.describe(`${language.name}, ${theme}`, () => {
      test.use(language.options);

      test("an open PDF, how its pages are seen, and one that has a password", async ({ open, app, reader, say, page }) => {
        await choose(page, theme);
        const sheets = [1, 2, 3].map((number) => ({ lines: [{ x: 48, y: 500, words: `Page ${number}` }] }));
        const gateway = await open([{ file: "pages.pdf", bytes: pdf({ title: "Pages", sheets }) }, { file: "locked.pdf", bytes: locked("heron") }]);
        await app.visit(gateway.url);
        const ids = await app.ids();
        await page.goto(`${gateway.url}/read/${ids.Pages}`);
        await reader.shows();
        await audit(page, "an open PDF");
        await reader.button("reader-display").click();
        await expect(reader.sheet("display-title")).toBeVisible();
        await audit(page, "display of fixed pages");
        await page.goto(`${gateway.url}/read/${ids.locked}`);
        await expect(app.main.getByLabel(say("reader-password-label"))).toBeVisible();
        await audit(page, "a password");
      });

      test("the open book and all that lies over it", async ({ app, reader, say, page }) => {
        await choose(page, theme);
        await app.visit("/");
        const ids = await app.ids();
        await page.goto(`/read/${ids[HANDBOOK]}`);
        await reader.shows();
        await reader.goTo("1. The Notebook");
        await audit(page, "an open book");
        await reader.openContents();
        await audit(page, "contents");
        await reader.sheet("reader-contents-title").getByRole("tab", { name: say("reader-tab-pages") }).click();
        await audit(page, "printed pages");
        await page.keyboard.press("Escape");
        await reader.button("reader-search").click();
        const search = reader.sheet("reader-search");
        await search.getByRole("searchbox").fill("shadow");
        await expect(search.getByRole("listitem").first()).toBeVisible();
        await audit(page, "places in the book");
        await search.getByRole("button", { name: say("close") }).click();
        await reader.button("reader-display").click();
        await expect(reader.sheet("display-title")).toBeVisible();
        await audit(page, "display");
        await page.keyboard.press("Escape");
        await page.keyboard.press("?");
        await expect(reader.sheet("keys-title")).toBeVisible();
        await audit(page, "keys");
        await page.keyboard.press("Escape");
        const notes = new Notes(reader);
        await reader.button("notes").click();
        await audit(page, "no notes yet");
        await page.keyboard.press("Escape");
        await reader.button("notes-bookmark-here").click();
        await expect(notes.ribbon).toBeVisible();
        await page.keyboard.press("m");
        await page.keyboard.press("ArrowDown");
        await expect(notes.toolbar).toBeVisible();
        await audit(page, "chosen words");
        await page.keyboard.press("Enter");
        await page.keyboard.press("End");
        await page.keyboard.press("Home");
        await page.keyboard.press("Enter");
        await expect.poll(async () => (await notes.drawn()).length).toBe(1);
        await page.keyboard.press("n");
        await expect(notes.rows).toHaveCount(2);
        await audit(page, "notes");
        await notes.rows.nth(1).getByRole("button").nth(1).click();
        await expect(notes.editor).toBeVisible();
        await audit(page, "a note");
        await page.keyboard.press("Escape");
        await notes.rows.nth(1).getByRole("button").nth(2).click();
        await expect(notes.sheet.getByRole("button", { name: say("undo") })).toBeVisible();
        await audit(page, "a note that was taken away");
        await page.keyboard.press("Escape");
        await page.keyboard.press("h");
        await audit(page, "the text alone");
      });
    });
  }
}

for (const theme of ["sepia", "contrast"] as const) {
  test(`home, ${theme}`, async ({ app, page }) => {
    await choose(page, theme);
    await app.visit("/");
    const ids = await app.ids();
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await audit(page, `home, ${theme}`);
  });
}

test("files that cannot be opened", async ({ open, app, page, isMobile }) => {
  test.skip(Boolean(isMobile));
  const gateway = await open([...broken().filter(({ file }) => file !== "bomb.epub"), { file: "whole.epub", bytes: epub({ title: "Whole", chapters: [{ title: "One", body: "<p>One.</p>" }] }) }]);
  for (const theme of ["light", "dark"] as const) {
    await choose(page, theme);
    await app.visit(gateway.url);
    const id = Object.values(await app.ids("?format=unreadable"))[0];
    await app.visit(`${gateway.url}/title/${id}`);
    await audit(page, `title that cannot be read, ${theme}`);
    await page.goto(`${gateway.url}/read/${id}`);
    await expect(app.main.getByRole("alert").first()).toBeVisible();
    await audit(page, `book that cannot be read, ${theme}`);
    await app.visit(`${gateway.url}/catalogue?format=unreadable`);
    await audit(page, `list of them, ${theme}`);
  }
});

for (const theme of ["light", "dark", "sepia", "contrast"] as const) {
  test(`every part in every state, ${theme}`, async ({ app, page, isMobile }) => {
    test.skip(Boolean(isMobile) && theme !== "light" && theme !== "dark");
    await choose(page, theme);
    await app.visit("/gallery");
    await audit(page, `gallery, ${theme}`);
  });
}

test.describe("small screens", () => {
  test.use(LANGUAGES[0].options);

  test("nothing has to be dragged sideways at 320 pixels", async ({ app, reader, page, isMobile }) => {
    test.skip(!isMobile);
    await page.setViewportSize({ width: 320, height: 640 });
    await app.visit("/");
    const ids = await app.ids();
    for (const room of ["/", "/catalogue", `/title/${ids[HANDBOOK]}`, `/title/${ids[ESSAY]}`, "/shelf", "/you", "/storage", "/settings", "/about", "/nowhere"]) {
      await app.visit(room);
      await expect(page.getByRole("heading").first()).toBeVisible();
      await app.fitsSideways();
    }
    await page.goto(`/read/${ids[HANDBOOK]}`);
    await reader.shows();
    await reader.goTo("1. The Notebook");
    await app.fitsSideways();
    await reader.button("reader-display").click();
    await expect(reader.sheet("display-title")).toBeVisible();
    await app.fitsSideways();
  });
});
