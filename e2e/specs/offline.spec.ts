// The library stops answering. A browser's own offline switch does not reach service workers, so the server is
// really stopped, and started again where it was.

import { inPieces } from "../fixtures/more";
import { LANGUAGES, expect, test } from "../fixtures/test";

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("the server stops while a book is read: what came already is read on", async ({ open, app, reader, say, page }) => {
      const gateway = await open([{ file: "pieces.epub", bytes: inPieces() }]);
      await app.visit(gateway.url);
      const [id] = Object.values(await app.ids());
      await page.goto(`${gateway.url}/read/${id}`);
      await reader.shows();
      await reader.button("reader-search").click();
      const sheet = reader.sheet("reader-search");
      await sheet.getByRole("searchbox", { name: say("reader-search-label") }).fill("of part 3");
      const found = sheet.getByRole("listitem");
      await expect(found).toHaveCount(1);
      await gateway.stop();
      await found.getByRole("button").click();
      await expect.poll(async () => (await reader.top()).words).toContain("Part 3");
      await reader.shows();
    });

    test("the server stops while a book is read: it is said, and trying again works", async ({ open, app, reader, say, page }) => {
      // Who saves data has only what was asked for.
      await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
      const gateway = await open([{ file: "pieces.epub", bytes: inPieces() }]);
      await app.visit(gateway.url);
      const [id] = Object.values(await app.ids());
      await page.goto(`${gateway.url}/read/${id}`);
      await reader.shows();
      expect((await reader.top()).words).toContain("Part 1");
      await gateway.stop();
      const sheet = await reader.openContents();
      await sheet.getByRole("button", { name: "Part 3", exact: true }).click();
      const trouble = page.getByRole("main").getByRole("alert").first();
      await expect(trouble.getByRole("heading", { name: say("problem-network") })).toBeVisible({ timeout: 30_000 });
      await expect(trouble.getByText(say("problem-network.advice"))).toBeVisible();
      // Trying again while nothing has changed says the same again, and breaks nothing.
      await trouble.getByRole("button", { name: say("error-retry") }).click();
      await expect(trouble.getByRole("heading", { name: say("problem-network") })).toBeVisible({ timeout: 30_000 });
      await gateway.start();
      await page.getByRole("main").getByRole("button", { name: say("error-retry") }).click();
      await reader.shows();
      await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
      expect((await reader.top()).words).toContain("Part 3");
      await expect(reader.heading).toHaveText("Part 3 · In Pieces");
    });

    test("the app opens while the server is stopped, says so, and goes on when it is back", async ({ open, app, reader, say, page }) => {
      const gateway = await open([{ file: "pieces.epub", bytes: inPieces() }]);
      await app.visit(gateway.url);
      await app.keptForLater();
      const [id] = Object.values(await app.ids());
      await page.goto(`${gateway.url}/read/${id}`);
      await reader.shows();
      await reader.goTo("Part 2");
      await page.getByRole("link", { name: say("reader-close") }).click();
      await expect(page).toHaveURL(/\/title\//);
      await gateway.stop();

      await app.visit(gateway.url);
      await expect(app.main.getByRole("status").filter({ hasText: say("library-silent") })).toBeVisible();
      // What is on this device is there: the shelf, with its places, and the settings.
      await expect(app.main.getByRole("heading", { name: say("home-continue") })).toBeVisible();
      await app.place("nav-shelf").click();
      await expect(app.main.getByRole("heading", { name: "In Pieces" })).toBeVisible();
      await page.reload();
      await app.ready();
      await expect(app.main.getByRole("heading", { name: "In Pieces" })).toBeVisible();
      await app.visit(`${gateway.url}/settings`);
      await expect(app.main.getByRole("heading", { name: say("settings-look") })).toBeVisible();
      await app.visit(`${gateway.url}/catalogue`);
      const trouble = app.main.getByRole("alert");
      await expect(trouble.getByRole("heading", { name: say("error-offline") })).toBeVisible();
      await expect(trouble.getByText(say("error-offline.advice"))).toBeVisible();

      await gateway.start();
      await trouble.getByRole("button", { name: say("error-retry") }).click();
      await app.finds(1);
    });
  });
}
