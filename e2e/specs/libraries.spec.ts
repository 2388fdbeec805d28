// Other libraries: adding one, looking through its catalogue, reading from it, signing in and borrowing there, and one
// search in all of them; against small servers of our own, through the real gateway.

import { LANGUAGES, PATRON, expect, test } from "../fixtures/connected";
import { FIRST_WORDS, KEY, harbour, hill, moor } from "../fixtures/libraries";
import { audit } from "../pages/audit";

const HILL = "Hill Library";
const HARBOUR = "Harbour Library";

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("a library is added, looked through and read from; the book stands on the shelf with its place", async ({ connect, far, app, reader, page, say }) => {
      test.setTimeout(120_000);
      const gateway = await connect({ hill: { server: hill(), name: HILL } });
      // The way there is among the patron's own pages.
      await app.visit(`${gateway.url}/you`);
      await app.main.getByRole("link", { name: new RegExp(`^${say("libraries-title")}`) }).click();
      await expect(page.getByRole("heading", { name: say("libraries-title"), level: 1 })).toBeVisible();
      await expect(app.main.getByText(say("libraries-mine-none"))).toBeVisible();
      await audit(page, "the list of libraries");
      await app.main.getByRole("button", { name: `${say("libraries-add")} ${HILL}` }).click();
      await expect(page.getByText(say("libraries-added", { name: HILL }))).toBeVisible();
      await app.fitsSideways();
      await app.main.getByRole("link", { name: new RegExp(`^${HILL}`) }).click();

      // Ways on, groups, facets, pages.
      await expect(page.getByRole("heading", { name: HILL, level: 1 })).toBeVisible();
      await expect(app.main.getByRole("heading", { name: "New here" })).toBeVisible();
      await audit(page, "a library's catalogue");
      await app.main.getByRole("link", { name: /^All books/ }).first().click();
      await expect(page.getByRole("heading", { name: "All books", level: 1 })).toBeVisible();
      await expect(app.titles).toHaveCount(12);
      await app.main.getByRole("button", { name: say("catalogue-more"), exact: true }).click();
      await expect(app.titles).toHaveCount(24);
      await app.fitsSideways();
      await audit(page, "a list of a library's");
      const filter = app.main.getByRole("button", { name: say("catalogue-filters"), exact: true });
      const facets = (await filter.isVisible()) ? page.getByRole("dialog") : page.getByRole("complementary", { name: say("catalogue-filters") });
      if (await filter.isVisible()) await filter.click();
      await facets.getByRole("link", { name: /^Chinese/ }).click();
      await expect(app.titles).toHaveCount(10);
      await page.goBack();
      await expect(app.titles).toHaveCount(12);

      // Its own search.
      await page.getByRole("searchbox", { name: say("far-search", { library: HILL }) }).fill("ferry");
      await page.keyboard.press("Enter");
      await expect(app.titles).toHaveText(["The Ferry Book"]);

      // One book: read here, in another format downloaded.
      await app.book("The Ferry Book").click();
      await expect(page.getByRole("heading", { name: "The Ferry Book", level: 1 })).toBeVisible();
      await expect(app.main.getByText(say("far-way-note-other"))).toBeVisible();
      await expect(app.main.getByRole("link", { name: new RegExp(`^${say("far-way-download")} The Ferry Book`) })).toHaveAttribute("href", "/upstreams/hill/files/0.mobi");
      await audit(page, "a book of another library");
      await app.fitsSideways();
      await app.main.getByRole("button", { name: say("title-read"), exact: true }).click();
      await reader.shows();
      expect((await reader.top()).words).toContain(FIRST_WORDS.slice(0, 20));
      await reader.turns(() => page.keyboard.press("PageDown"));
      await reader.still();
      const place = await reader.top();
      await page.goBack();
      await expect(app.main.getByRole("button", { name: say("title-read"), exact: true }).or(app.main.getByRole("button", { name: say("title-continue"), exact: true }))).toBeVisible();

      // On the shelf as any book, with its place, and with the way back to its library.
      await app.visit(`${gateway.url}/shelf`);
      await app.book("The Ferry Book").click();
      await expect(app.main.getByRole("link", { name: say("far-title-from", { library: HILL }) })).toBeVisible();
      await audit(page, "a book of another library, from the shelf");
      await app.action("title-continue").click();
      await reader.shows();
      expect((await reader.top()).words).toBe(place.words);
    });

    test("signing in there, with a wrong password first; a book is borrowed, read and returned", async ({ connect, far, app, reader, page, say }) => {
      test.setTimeout(120_000);
      // In one language what is typed goes with every request, in the other it is taken for a token: people see no difference.
      const way = language.own === "en" ? "password" : "token";
      const gateway = await connect({ harbour: { server: harbour(way), name: HARBOUR, more: `paths = ["/"]\nsign_in = "${way}"` } });
      await far.visit(gateway, "/library/harbour");
      // Our own library has to know whose password it keeps.
      await expect(app.main.getByText(say("far-sign-in-own"))).toBeVisible();
      await audit(page, "a library that wants to know who asks");
      await far.signInAtHome(gateway, "/library/harbour");
      // The form has the library's own words.
      await expect(app.main.getByText("For those who live by the water.")).toBeVisible();
      const labels = { login: "Berth", password: "Watchword" };
      await far.signIn(labels, { ...KEY, password: "high-water" });
      const login = page.getByRole("textbox", { name: labels.login, exact: true });
      await expect(login).toHaveAttribute("aria-invalid", "true");
      await expect(login).toBeFocused();
      await audit(page, "a password that is wrong");
      await far.signIn(labels, KEY);
      await expect(page.getByText(say("far-sign-in-done", { library: HARBOUR }))).toBeVisible();
      await expect(app.main.getByText("Ada of Berth 3", { exact: false })).toBeVisible();
      await audit(page, "a library that knows the patron");

      await app.book("The Pilot Book").click();
      await expect(app.main.getByText(say("loan-free-copies", { available: 1, total: 1 }))).toBeVisible();
      await app.main.getByRole("button", { name: `${say("loan-borrow")} The Pilot Book` }).dblclick();
      const read = app.main.getByRole("button", { name: say("title-read"), exact: true });
      await expect(read).toBeVisible();
      await audit(page, "a book on loan from another library");
      await read.click();
      await reader.shows();
      expect((await reader.top()).words).toContain(FIRST_WORDS.slice(0, 20));
      await page.goBack();
      await app.main.getByRole("button", { name: say("keep-action"), exact: true }).click();
      await expect(app.main.getByText(say("keep-kept"))).toBeVisible();
      await app.main.getByRole("button", { name: `${say("loan-return")} The Pilot Book` }).click();
      await expect(page.getByText(say("loan-returned", { title: "The Pilot Book" }))).toBeVisible();
      await expect(app.main.getByRole("button", { name: `${say("loan-borrow")} The Pilot Book` })).toBeVisible();

      // What went back is not on the device any more.
      await far.visit(gateway, "/storage");
      await expect(app.main.getByText(say("storage-none"))).toBeVisible();

      // Signing out there: the gateway has forgotten it.
      await far.visit(gateway, "/library/harbour");
      await app.main.getByRole("button", { name: say("far-sign-out"), exact: true }).click();
      await expect(page.getByText(say("far-sign-out-done", { library: HARBOUR }))).toBeVisible();
      await expect(page.getByRole("textbox", { name: labels.login, exact: true })).toBeVisible();
      expect(gateway.log).not.toContain(KEY.password);
      expect(gateway.log).not.toContain(PATRON.pin);
    });

    test("one search asks all libraries; nobody waits for the slowest, and each failure stands where it belongs", async ({ connect, far, app, page, say }) => {
      test.setTimeout(90_000);
      const state = { slow: 4_000 };
      const [slow, quick] = [hill(state), moor(() => "/")];
      const gateway = await connect({
        hill: { server: slow, name: HILL },
        moor: { server: quick, name: "Moor Library" },
        harbour: { server: harbour(), name: HARBOUR, more: 'paths = ["/"]\nsign_in = "password"' },
      });
      await far.visit(gateway, "/libraries");
      for (const name of [HILL, "Moor Library", HARBOUR]) {
        await app.main.getByRole("button", { name: `${say("libraries-add")} ${name}` }).click();
        await expect(app.main.getByRole("button", { name: `${say("libraries-remove")} ${name}` })).toBeVisible();
      }
      await app.visit(`${gateway.url}/catalogue`);
      await app.main.getByRole("link", { name: say("all-libraries-action") }).click();
      await page.getByRole("searchbox", { name: say("all-libraries-label") }).fill("ferry");
      await page.keyboard.press("Enter");
      const of = (name: string) => app.main.getByRole("region", { name, exact: true });
      // Our own, one that answers 404 where it finds nothing, and one that wants to know who asks: before the slow one.
      await expect(of("Moor Library").getByText("Moor Notes")).toBeVisible();
      await expect(of(HARBOUR).getByRole("status")).toBeVisible();
      await expect(of(HILL).getByText(say("all-libraries-looking"))).toBeVisible();
      await expect(app.main.getByText(say("all-libraries-said", { answered: 3, total: 4 }))).toBeVisible();
      await expect(of(HILL).getByRole("link", { name: "The Ferry Book" })).toBeVisible();
      await expect(app.main.getByText(say("all-libraries-said", { answered: 4, total: 4 }))).toBeVisible();
      await audit(page, "one search in all libraries");
      await app.fitsSideways();
      // What calibre does where it finds nothing.
      await page.getByRole("searchbox", { name: say("all-libraries-label") }).fill("zebra");
      await page.keyboard.press("Enter");
      await expect(of("Moor Library").getByText(say("all-libraries-nothing"))).toBeVisible();
      // One stops answering: the others are here all the same, and it can be asked again.
      await slow.close();
      await page.getByRole("searchbox", { name: say("all-libraries-label") }).fill("notes");
      await page.keyboard.press("Enter");
      await expect(of("Moor Library").getByText("Moor Notes")).toBeVisible();
      await expect(of(HILL).getByRole("button", { name: say("error-retry") })).toBeVisible();
    });
  });
}
