// The rooms of the library beside the reader: home, catalogue, title, shelf, settings, and what is not there.

import { LANGUAGES, expect, test } from "../fixtures/test";
import { many } from "../fixtures/more";
import { ROOFTOP } from "../fixtures/rooftop";

/** A title of the demonstration shelf in each language of the interface. */
const HANDBOOK = "Measuring an Ordinary City";
const ESSAY = "还书请入当归";

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("home offers to read on where the reader left off", async ({ app, reader, say, page }) => {
      await app.visit("/");
      await expect(app.main.getByRole("heading", { name: say("home-continue") })).toHaveCount(0);
      const ids = await app.ids();
      await app.visit(`/title/${ids[HANDBOOK]}`);
      await app.action("title-read").click();
      await reader.shows();
      await reader.goTo("3. Light");
      await reader.turns(() => reader.pressOn());
      await reader.still();
      const [chapter] = (await reader.heading.innerText()).split(" · ");
      const before = await reader.top();
      await page.getByRole("link", { name: say("reader-close") }).click();
      await expect(page).toHaveURL(/\/title\//);
      await app.place("nav-home").click();
      await expect(app.main.getByRole("heading", { name: say("home-continue") })).toBeVisible();
      await expect(app.main.getByText(chapter, { exact: true })).toBeVisible();
      await app.book(`${say("home-continue-action")} ${HANDBOOK}`).click();
      await reader.shows();
      expect(await reader.top()).toMatchObject({ offset: before.offset, words: before.words });
    });

    test("a book is kept for later, and taken off the shelf again", async ({ app, say, page }) => {
      await app.visit("/shelf");
      await expect(app.main.getByText(say("shelf-empty"))).toBeVisible();
      await app.action("shelf-empty-action").click();
      await app.book(ESSAY).click();
      await app.button("title-add").click();
      await expect(page.getByRole("status").filter({ hasText: say("title-added", { title: ESSAY }) })).toBeVisible();
      await app.place("nav-shelf").click();
      const part = app.main.getByRole("region", { name: say("shelf-saved") });
      await expect(part.getByRole("heading", { name: ESSAY })).toBeVisible();
      await page.reload();
      await app.ready();
      await expect(part.getByRole("heading", { name: ESSAY })).toBeVisible();
      await page.getByRole("button", { name: `${say("shelf-remove")} ${ESSAY}` }).click();
      await expect(app.main.getByText(say("shelf-empty"))).toBeVisible();
      // What was taken off by mistake comes back.
      await page.getByRole("button", { name: say("undo") }).click();
      await expect(part.getByRole("heading", { name: ESSAY })).toBeVisible();
      await app.book(ESSAY).click();
      await app.button("title-remove").click();
      await expect(app.button("title-add")).toBeVisible();
      await app.place("nav-shelf").click();
      await expect(app.main.getByText(say("shelf-empty"))).toBeVisible();
    });

    test("two characters inside a title find the book", async ({ app, say }) => {
      await app.visit("/catalogue");
      for (const [query, title] of [
        ["当归", ESSAY],
        ["入当", ESSAY],
        ["السطح", ROOFTOP],
        ["MEASURING", HANDBOOK],
      ]) {
        await app.search.fill(query);
        await app.finds(1, query);
        await expect(app.titles).toHaveText([title]);
      }
      await app.search.fill("qqqq");
      await expect(app.main.getByText(say("catalogue-none-for", { query: "qqqq" }))).toBeVisible();
      await app.button("catalogue-search-clear").click();
      await expect(app.titles).not.toHaveCount(0);
      await expect(app.search).toBeFocused();
    });

    test("settings: the theme reaches the book, and language and theme stay", async ({ app, reader, say, page }) => {
      const ids = await (await app.visit("/settings"), app.ids());
      const papers = app.main.getByRole("radiogroup", { name: say("settings-theme") });
      const seen = new Set<string>();
      for (const theme of ["settings-theme-night", "settings-theme-sepia", "settings-theme-contrast", "settings-theme-paper"]) {
        await app.choose(papers, say(theme));
        seen.add(await app.paper());
      }
      expect(seen.size, "four papers are four colours").toBe(4);
      await app.choose(papers, say("settings-theme-sepia"));
      const sepia = await app.paper();
      await page.reload();
      await app.ready();
      expect(await app.paper()).toBe(sepia);
      await page.goto(`/read/${ids[HANDBOOK]}`);
      await reader.shows();
      await reader.goTo("1. The Notebook");
      const inBook = () => reader.paper();
      await expect.poll(inBook).toBe(await reader.themeColour("--surface"));
      // Changed while reading, it changes under the reader's eyes.
      await reader.button("reader-display").click();
      const sheet = reader.sheet("display-title");
      await app.choose(sheet, say("display-paper-night"));
      await expect.poll(inBook).not.toBe(sepia);
      await expect.poll(inBook).toBe(await reader.themeColour("--surface"));
      const ink = await reader.style("p", "color");
      expect(ink).toBe(await reader.themeColour("--ink"));
      await page.keyboard.press("Escape");
    });

    test("the language is switched at once, for every page, and stays", async ({ app, page }) => {
      const other = LANGUAGES.find((own) => own.own !== language.own);
      if (!other) return;
      const { wordsOf } = await import("../fixtures/words");
      const [own, then] = [wordsOf(language.own), wordsOf(other.own)];
      await app.visit("/");
      await expect(page.locator("html")).toHaveAttribute("lang", language.own);
      await app.button("display-and-access").click();
      const sheet = page.getByRole("dialog", { name: own("display-and-access") });
      await sheet.getByText(other.own === "en" ? "English" : "中文", { exact: false }).click();
      await expect(page.getByRole("dialog", { name: then("display-and-access") })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.locator("html")).toHaveAttribute("lang", other.own);
      await expect(page).toHaveTitle(new RegExp(`^${then("home-title")}`));
      await page.reload();
      await app.ready();
      await expect(page.locator("html")).toHaveAttribute("lang", other.own);
      await expect(page.getByRole("navigation", { name: then("nav-label") }).filter({ visible: true }).first()).toBeVisible();
    });

    test("what is not there is said, with a way on", async ({ app, say, page }) => {
      await app.visit("/no/such/room");
      await expect(app.main.getByRole("heading", { name: say("error-route") })).toBeVisible();
      await app.action("error-home").click();
      await expect(page).toHaveURL(/\/$/);
      await app.visit("/title/0123456789abcdef0123456789abcdef");
      await expect(app.main.getByRole("heading", { name: say("error-not-found") })).toBeVisible();
      await expect(app.main.getByRole("button", { name: say("error-retry") })).toHaveCount(0);
      await page.goto("/read/0123456789abcdef0123456789abcdef");
      await expect(app.main.getByRole("heading", { name: say("problem-gone") })).toBeVisible();
      await expect(app.main.getByText(say("problem-gone.advice"))).toBeVisible();
    });

    test("reading is forgotten when the reader asks", async ({ app, reader, say, page }) => {
      await app.visit("/");
      const ids = await app.ids();
      await page.goto(`/read/${ids[HANDBOOK]}`);
      await reader.shows();
      await reader.goTo("2. Distance");
      await app.visit("/shelf");
      await expect(app.main.getByRole("heading", { name: HANDBOOK })).toBeVisible();
      await app.visit("/settings");
      await app.button("settings-forget").click();
      const sheet = page.getByRole("dialog", { name: say("settings-forget-title") });
      await sheet.getByRole("button", { name: say("settings-forget"), exact: true }).click();
      await expect(page.getByRole("status").filter({ hasText: say("settings-forgotten") })).toBeVisible();
      await app.visit("/shelf");
      await expect(app.main.getByText(say("shelf-empty"))).toBeVisible();
    });
  });
}

test.describe("a long catalogue", () => {
  test.use(LANGUAGES[0].options);

  test("is narrowed, ordered and gone through", async ({ open, app, say, page, isMobile }) => {
    const gateway = await open(many(30));
    await app.visit(`${gateway.url}/catalogue`);
    await app.finds(30);
    await expect(app.titles).toHaveCount(24);
    await app.button("catalogue-more").click();
    await expect(app.titles).toHaveCount(30);
    await expect(app.main.getByText(say("catalogue-end"))).toBeVisible();
    // The focus goes on at the first of the new titles.
    await expect(app.titles.nth(24).getByRole("link")).toBeFocused();

    await page.getByLabel(say("catalogue-sort")).selectOption({ label: "Title" });
    await expect(app.titles.first()).toHaveText("Timetable, volume 01");
    await expect(app.titles.nth(1)).toHaveText("Timetable, volume 02");

    if (isMobile) await app.button("catalogue-filters").click();
    const groups = isMobile ? page.getByRole("dialog", { name: say("catalogue-filters") }) : page.getByRole("complementary");
    await groups.getByRole("link", { name: /Tides/ }).click();
    if (isMobile) await groups.getByRole("button", { name: say("catalogue-filters-show", { count: 8 }) }).click();
    await app.finds(8);
    await expect(app.titles).toHaveCount(8);
    await expect(page).toHaveURL(/Tides/);
    await page.reload();
    await app.finds(8);
    await app.main.getByRole("link", { name: say("catalogue-filter-remove", { name: "Tides" }) }).click();
    await app.finds(30);
    await page.goBack();
    await app.finds(8);
  });
});
