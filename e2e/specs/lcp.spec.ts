// Books that a licence protects: from the licence file to the book, wrong and right passphrases, renewing and giving back,
// and everything that keeps a book shut. The lender is a server of the tests' own; ciphers and signatures are real.

import type { Page } from "@playwright/test";

import { HINT, LANGUAGES, PASSPHRASE, expect, inDays, licenceOf, protectedBook, test } from "../fixtures/lcp";
import type { Say } from "../fixtures/words";
import { App } from "../pages/app";
import { audit } from "../pages/audit";
import { Reader } from "../pages/reader";

const TITLE = "The Harbour at Night";
const ID = "urn:uuid:5f3c0e1a-0000-4000-8000-000000000001";
const BOOK = protectedBook({
  title: TITLE,
  author: "Dora Quay",
  chapters: [
    { title: "Lanterns", body: "<p>Seven lanterns hung over the water.</p>" },
    { title: "Fog", body: "<p>Then the fog came in from the sea.</p>" },
  ],
});

/** What goes through the library to other servers and changes something wants a card. */
const PATRON = { card: "20260002", pin: "246802" };

/** Chooses a licence file on the page of licences. */
async function take(page: Page, say: Say, licence: string): Promise<void> {
  await page.getByLabel(say("licences-open")).setInputFiles({ name: "book.lcpl", mimeType: "application/vnd.readium.lcp.license.v1.0+json", buffer: Buffer.from(licence) });
}

/** Types the passphrase that the book asks for. */
async function unlock(page: Page, say: Say, passphrase: string): Promise<void> {
  await page.getByLabel(say("licence-passphrase"), { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: say("reader-password-action"), exact: true }).click();
}

const alert = (page: Page) => page.getByRole("alert");

test("a book of another library is had by its licence, found in that library's catalogue", async ({ lends, lender, app, reader, page, say }) => {
  test.setTimeout(120_000);
  const gateway = await lends();
  lender.lend({ id: ID, title: TITLE, book: BOOK, end: inDays(10) });
  await app.visit(`${gateway.url}/libraries`);
  await app.main.getByRole("button", { name: `${say("libraries-add")} Harbour Library` }).click();
  await app.main.getByRole("link", { name: /^Harbour Library/ }).click();
  await app.book(TITLE).click();
  await expect(page.getByRole("heading", { name: TITLE, level: 1 })).toBeVisible();
  await expect(app.main.getByText(say("far-way-note-lcp"))).toBeVisible();
  await audit(page, "a book that is had by a licence");
  await app.main.getByRole("link", { name: new RegExp(`^${say("far-way-open")} ${TITLE}`) }).click();
  const card = app.main.getByRole("listitem").filter({ has: page.getByRole("heading", { name: TITLE }) });
  await expect(card.getByText(say("keep-kept"))).toBeVisible();
  await card.getByRole("link", { name: `${say("title-read")} ${TITLE}` }).click();
  await unlock(page, say, PASSPHRASE);
  await reader.shows();
  expect((await reader.top()).words).toContain("Seven lanterns");
  // It stands on the shelf, and is opened from there without being asked again.
  await app.visit(`${gateway.url}/shelf`);
  await app.book(TITLE).click();
  await app.action("title-continue").click();
  await reader.shows();
  expect((await reader.top()).words).toContain("Seven lanterns");
});

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("a licence is opened; its book is read with the passphrase, without the servers, renewed and given back", async ({ lends, lender, app, reader, page, say }) => {
      test.setTimeout(150_000);
      const gateway = await lends();
      const licence = lender.lend({ id: ID, title: TITLE, book: BOOK, end: inDays(10), copy: 30 });
      await app.visit(`${gateway.url}/you`);
      await app.keptForLater();
      await page.getByRole("link", { name: new RegExp(`^${say("licences-title")}`) }).click();
      await expect(app.main.getByText(say("licences-none"))).toBeVisible();
      await audit(page, "licences, none yet");
      await take(page, say, "no licence");
      await expect(alert(page)).toContainText(say("licence-none-in-file"));
      await take(page, say, licence);
      const card = app.main.getByRole("listitem").filter({ has: page.getByRole("heading", { name: TITLE }) });
      await expect(card.getByText(say("keep-kept"))).toBeVisible();
      await expect(card.getByText(say("licence-copy-count", { count: 30, left: 30 }))).toBeVisible();
      await app.fitsSideways();
      await audit(page, "a licence, and its book");

      // A wrong passphrase says so, beside the hint; the right one opens the book.
      await card.getByRole("link", { name: `${say("title-read")} ${TITLE}` }).click();
      await expect(alert(page)).toContainText(say("problem-passphrase-needed"));
      await expect(page.getByText(say("licence-hint", { hint: HINT }))).toBeVisible();
      await audit(page, "a book that asks for its passphrase");
      await unlock(page, say, "four grey geese");
      await expect(alert(page)).toContainText(say("problem-passphrase-wrong"));
      await audit(page, "a passphrase that is wrong");
      await unlock(page, say, PASSPHRASE);
      await reader.shows();
      expect((await reader.top()).words).toContain("Seven lanterns");
      const kept = await page.evaluate(() => new Promise<string>((resolve) => {
        const opened = indexedDB.open("yueli");
        opened.onsuccess = () => {
          const all = opened.result.transaction("kept").objectStore("kept").getAll();
          all.onsuccess = () => resolve(JSON.stringify(all.result));
        };
      }));
      expect(kept, "the passphrase is kept nowhere").not.toContain(PASSPHRASE);

      // Both servers stop: it opens without asking, and is searched.
      await gateway.stop();
      await lender.close();
      await page.reload();
      await reader.shows();
      await reader.goTo("Fog");
      expect((await reader.top()).words).toContain("Then the fog");
      await reader.bars();
      await reader.button("reader-search").click();
      const sheet = reader.sheet("reader-search");
      await sheet.getByRole("searchbox", { name: say("reader-search-label") }).fill("lanterns hung");
      await expect(sheet.getByRole("listitem").first()).toBeVisible();
      await gateway.start();
    });

    test("a loan is renewed with the library's leave, and given back; the place stays", async ({ lends, lender, app, reader, page, say }) => {
      test.setTimeout(120_000);
      const gateway = await lends();
      gateway.task(["patron", "add", "--card", PATRON.card, "--name", "Mei Ford"], `${PATRON.pin}\n`);
      const licence = lender.lend({ id: ID, title: TITLE, book: BOOK, end: inDays(3) }, "active");
      await app.visit(`${gateway.url}/sign-in?to=%2Flicences`);
      await app.main.getByRole("textbox", { name: say("sign-in-card"), exact: true }).fill(PATRON.card);
      await app.main.getByLabel(say("sign-in-pin"), { exact: true }).fill(PATRON.pin);
      await app.main.getByRole("button", { name: say("sign-in-action"), exact: true }).click();
      await expect(page).toHaveURL(`${gateway.url}/licences`);
      await take(page, say, licence);
      const card = app.main.getByRole("listitem").filter({ has: page.getByRole("heading", { name: TITLE }) });
      await expect(card.getByText(say("keep-kept"))).toBeVisible();
      const renew = card.getByRole("button", { name: new RegExp(`^${say("licence-renew-until", { date: "" }).trim()}.*${TITLE}$`) });
      lender.stubborn = true;
      await renew.click();
      await expect(alert(page)).toContainText(say("licence-refused-renewal"));
      await expect(alert(page)).toContainText("Two others wait for this book.");
      await audit(page, "a renewal that was refused");
      lender.stubborn = false;
      await renew.click();
      const said = page.getByRole("status").filter({ has: page.getByRole("button", { name: say("dismiss") }) });
      await expect(said).toContainText(say("loan-renewed", { title: TITLE, standing: "" }).trim());
      await expect(card).toContainText("60");
      expect(lender.asked.filter((asked) => asked.includes("register")), "no device is registered").toHaveLength(0);
      await card.getByRole("link", { name: `${say("title-read")} ${TITLE}` }).click();
      await unlock(page, say, PASSPHRASE);
      await reader.shows();
      await reader.goTo("Fog");
      await app.visit(`${gateway.url}/licences`);
      await card.getByRole("button", { name: `${say("loan-return")} ${TITLE}` }).click();
      await expect(page.getByText(say("loan-returned", { title: TITLE }))).toBeVisible();
      await expect(card.getByText(say("problem-licence-returned"))).toBeVisible();
      await expect(card.getByRole("button", { name: `${say("licence-forget-key")} ${TITLE}` })).toHaveCount(0);
      await page.goto(`${gateway.url}/read/lcp-${ID.replace(/:/g, "-")}`);
      await expect(alert(page)).toContainText(say("problem-licence-returned"));
      await audit(page, "a book that went back");
      await app.visit(`${gateway.url}/shelf`);
      await expect(app.main.getByText(TITLE).first()).toBeVisible();
    });

    test("what keeps a book shut is said, and a licence is handed on", async ({ lends, lender, app, page, say }) => {
      test.setTimeout(120_000);
      const terms = (id: string) => ({ id, title: TITLE, server: lender.url });
      const inside = protectedBook({ title: "Sealed Inside", chapters: [{ title: "One", body: "<p>Opened at last.</p>" }] }, licenceOf(terms("urn:uuid:inside")));
      const forged = protectedBook({ title: "Changed", chapters: [{ title: "One", body: "<p>x</p>" }] }, licenceOf({ ...terms("urn:uuid:forged"), end: inDays(5), forged: true }));
      const early = protectedBook({ title: "Too Early", chapters: [{ title: "One", body: "<p>x</p>" }] }, licenceOf({ ...terms("urn:uuid:early"), start: inDays(5) }));
      const late = protectedBook({ title: "Too Late", chapters: [{ title: "One", body: "<p>x</p>" }] }, licenceOf({ ...terms("urn:uuid:late"), end: inDays(-5) }));
      const bare = protectedBook({ title: "Bare", chapters: [{ title: "One", body: "<p>x</p>" }] });
      const production = lender.lend({ id: "urn:uuid:production", title: "For Certified Apps", profile: "http://readium.org/lcp/profile-2.0", end: inDays(9) });
      const gateway = await lends([
        { file: "inside.epub", bytes: inside },
        { file: "forged.epub", bytes: forged },
        { file: "early.epub", bytes: early },
        { file: "late.epub", bytes: late },
        { file: "bare.epub", bytes: bare },
        { file: "loan.lcpl", bytes: Buffer.from(production) },
      ]);
      const listed = async (query: string) => {
        const answer = await fetch(`${gateway.url}/opds/publications${query}`);
        return ((await answer.json()) as { publications: { metadata: { title: unknown }; links: { rel: string | string[]; href: string }[] }[] }).publications;
      };
      const publications = [...(await listed("")), ...(await listed("?format=unreadable"))];
      const idOf = (title: string) => publications.find((own) => JSON.stringify(own.metadata.title).toLowerCase().includes(title.toLowerCase()))?.links.find(({ rel }) => [rel].flat().includes("self"))?.href.split("/").at(-1);

      // Protected books of the library's own folder are catalogued, and say what they need.
      await app.visit(`${gateway.url}/title/${idOf("Bare")}`);
      await expect(app.main.getByText(say("problem-licence-missing"))).toBeVisible();
      for (const [title, problem] of [["Too Late", "licence-ended"], ["Too Early", "licence-not-yet"]]) {
        await page.goto(`${gateway.url}/read/${idOf(title)}`);
        await expect(alert(page)).toContainText(say(`problem-${problem}`));
      }
      await page.goto(`${gateway.url}/read/${idOf("Changed")}`);
      await unlock(page, say, PASSPHRASE);
      await expect(alert(page)).toContainText(say("problem-licence-damaged"));
      await page.goto(`${gateway.url}/read/${idOf("Sealed Inside")}`);
      await unlock(page, say, PASSPHRASE);
      const reader = new Reader(page, say);
      await reader.shows();
      expect((await reader.top()).words).toContain("Opened at last");

      // A licence in the catalogue leads to the licences; one of a production profile is explained, and saved for others.
      await app.visit(`${gateway.url}/title/${idOf("loan.lcpl")}`);
      await expect(app.main.getByText(say("problem-licence-only"))).toBeVisible();
      await app.main.getByRole("link", { name: say("licence-open") }).click();
      const card = app.main.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "For Certified Apps" }) });
      await expect(card.getByText(say("licence-production"))).toBeVisible();
      await audit(page, "a licence for certified apps");
      const download = page.waitForEvent("download");
      await card.getByRole("button", { name: `${say("licence-save")} For Certified Apps` }).click();
      expect((await download).suggestedFilename()).toMatch(/\.lcpl$/);
      await expect(card.getByRole("button", { name: new RegExp(`^${say("loan-return")}`) })).toBeVisible();
      expect(lender.asked.filter((asked) => asked.includes("/books/")), "what cannot be opened is not fetched").toHaveLength(0);
      await new App(page, say).fitsSideways();
    });
  });
}
