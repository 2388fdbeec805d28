// Pictures of other libraries' screens and of protected books', to be looked at: YUELI_SHOTS names the folder they go to, as
// in panels.spec.ts. They belong to no page; nothing is compared.

import { test as connected } from "../fixtures/connected";
import { HINT, PASSPHRASE, expect, inDays, protectedBook, test as lending } from "../fixtures/lcp";
import { KEY, harbour, hill, moor } from "../fixtures/libraries";
import { FOLDER, THEMES, taker } from "../fixtures/pictures";
import { LANGUAGES } from "../fixtures/test";

const [HILL, HARBOUR, MOOR] = ["Hill Library", "Harbour Library", "Moor Library"];
const TITLE = "The Harbour at Night";

for (const test of [connected, lending]) test.skip(!FOLDER, "YUELI_SHOTS names no folder");
connected.describe.configure({ mode: "parallel" });

for (const language of LANGUAGES) {
  for (const theme of THEMES) {
    connected.describe(`${language.own} ${theme}`, () => {
      connected.use({ ...language.options, colorScheme: theme, deviceScaleFactor: 1 });

      connected("other libraries", async ({ connect, far, app, say, page, isMobile }) => {
        connected.setTimeout(180_000);
        const picture = taker(page, { theme, own: language.own, isMobile });
        const take = (panel: string) => picture(`panel-${panel}`, true);
        const key = 'paths = ["/"]\nsign_in = "password"';
        const gateway = await connect({
          hill: { server: hill(), name: HILL },
          harbour: { server: harbour(), name: HARBOUR, more: key },
          moor: { server: moor(() => "/"), name: MOOR },
        });
        await far.visit(gateway, "/libraries");
        for (const name of [HILL, MOOR]) {
          await app.main.getByRole("button", { name: `${say("libraries-add")} ${name}` }).click();
          await expect(page.getByText(say("libraries-added", { name }))).toBeVisible();
        }
        await page.getByRole("button", { name: say("dismiss") }).click();
        await app.main.getByRole("textbox", { name: say("libraries-address-label"), exact: true }).fill("books.example.org/opds");
        await app.main.getByRole("button", { name: say("libraries-address-action"), exact: true }).click();
        await expect(app.main.getByText("books.example.org", { exact: false }).first()).toBeVisible();
        await take("libraries");
        await far.visit(gateway, "/library/hill");
        await take("library");
        await app.main.getByRole("link", { name: /^All books/ }).first().click();
        await expect(app.titles).toHaveCount(12);
        await take("library-list");
        await app.book("The Ferry Book").click();
        await expect(page.getByRole("heading", { name: "The Ferry Book", level: 1 })).toBeVisible();
        await take("library-title");
        await far.visit(gateway, "/library/moor");
        await app.main.getByRole("link", { name: /^Half/ }).click();
        await expect(app.main.getByRole("alert")).toBeVisible();
        await take("library-failed");
        await far.visit(gateway, "/libraries/search?q=ferry");
        await expect(app.main.getByRole("heading", { name: HILL })).toBeVisible();
        await take("library-search");
        await far.visit(gateway, "/library/harbour");
        await take("library-own-sign-in");
        await far.signInAtHome(gateway, "/library/harbour");
        const labels = { login: "Berth", password: "Watchword" };
        await far.signIn(labels, { ...KEY, password: "high-water" });
        await expect(page.getByRole("textbox", { name: labels.login, exact: true })).toHaveAttribute("aria-invalid", "true");
        await take("library-sign-in");
        await far.signIn(labels, KEY);
        await expect(app.main.getByText("Ada of Berth 3", { exact: false })).toBeVisible();
        await take("library-signed-in");
        await app.book("The Pilot Book").click();
        await app.main.getByRole("button", { name: `${say("loan-borrow")} The Pilot Book` }).click();
        await expect(app.main.getByRole("button", { name: say("title-read"), exact: true })).toBeVisible();
        await take("library-loan");
      });
    });

    lending.describe(`${language.own} ${theme}`, () => {
      lending.use({ ...language.options, colorScheme: theme, deviceScaleFactor: 1 });

      lending("protected books", async ({ lends, lender, app, reader, say, page, isMobile }) => {
        lending.setTimeout(120_000);
        const picture = taker(page, { theme, own: language.own, isMobile });
        const take = (panel: string) => picture(`panel-${panel}`, true);
        const gateway = await lends();
        const chapter = { title: "Lanterns", body: "<p>Seven lanterns hung over the water.</p>" };
        const book = protectedBook({ title: TITLE, author: "Dora Quay", chapters: [chapter] });
        await app.visit(`${gateway.url}/licences`);
        await take("licences-none");
        const licences = [
          lender.lend({ id: "urn:uuid:one", title: TITLE, book, end: inDays(10), copy: 30 }, "active"),
          lender.lend({ id: "urn:uuid:two", title: "For Certified Apps", profile: "http://readium.org/lcp/profile-2.0", end: inDays(9) }),
        ];
        for (const licence of licences) {
          const file = { name: "book.lcpl", mimeType: "application/vnd.readium.lcp.license.v1.0+json", buffer: Buffer.from(licence) };
          await page.getByLabel(say("licences-open")).setInputFiles(file);
        }
        const card = app.main.getByRole("listitem").filter({ has: page.getByRole("heading", { name: TITLE }) });
        await expect(card.getByText(say("keep-kept"))).toBeVisible();
        await expect(app.main.getByRole("heading", { name: "For Certified Apps" })).toBeVisible();
        await take("licences");
        await card.getByRole("link", { name: `${say("title-read")} ${TITLE}` }).click();
        await expect(page.getByText(say("licence-hint", { hint: HINT }))).toBeVisible();
        await page.getByLabel(say("licence-passphrase"), { exact: true }).fill("four grey geese");
        await page.getByRole("button", { name: say("reader-password-action"), exact: true }).click();
        await expect(page.getByRole("alert")).toContainText(say("problem-passphrase-wrong"));
        await take("passphrase");
        await page.getByLabel(say("licence-passphrase"), { exact: true }).fill(PASSPHRASE);
        await page.getByRole("button", { name: say("reader-password-action"), exact: true }).click();
        await reader.shows();
        await take("protected");
      });
    });
  }
}
