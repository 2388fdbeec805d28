// A library that lends: signing in with a card, borrowing, waiting, renewing, returning; through the real server, its
// real store and its command line.

import { epub } from "../fixtures/epub";
import { LANGUAGES, expect, test } from "../fixtures/test";
import type { Gateway } from "../gateway";
import { App } from "../pages/app";
import { audit } from "../pages/audit";

const TITLE = "The Tide Tables";
const BOOK = epub({ title: TITLE, author: "Dora Quay", chapters: [{ title: "Ebb", body: "<p>The water goes out twice a day.</p>" }] });
const [LIN, MEI] = [
  { card: "2026 0001", name: "林照", pin: "135790" },
  { card: "20260002", name: "Mei Ford", pin: "246802" },
];

/** A library with two patrons and one copy of a book to lend. Gives the book's name in the catalogue. */
async function lends(gateway: Gateway): Promise<string> {
  for (const { card, name, pin } of [LIN, MEI]) gateway.task(["patron", "add", "--card", card, "--name", name], `${pin}\n`);
  const answer = await fetch(`${gateway.url}/opds/publications`);
  const { publications } = (await answer.json()) as { publications: { links: { rel: string | string[]; href: string }[] }[] };
  const own = publications[0].links.find(({ rel }) => [rel].flat().includes("self"))?.href ?? "";
  const id = own.split("/").at(-1) ?? "";
  lend(gateway, id, 1);
  return id;
}

/** From now on the book is lent for so many days. */
function lend(gateway: Gateway, id: string, days: number): void {
  gateway.task(["holding", "set", id, "--copies", "1", "--days", String(days), "--renewals", "1"]);
}

async function signIn(app: App, { card, pin }: { card: string; pin: string }): Promise<void> {
  await app.main.getByRole("textbox", { name: app.say("sign-in-card"), exact: true }).fill(card);
  await app.main.getByLabel(app.say("sign-in-pin"), { exact: true }).fill(pin);
  await app.main.getByRole("button", { name: app.say("sign-in-action"), exact: true }).click();
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("a book is borrowed with a card, read, renewed and returned; who comes later waits for it", async ({ open, app, reader, page, say, browser }) => {
      test.setTimeout(120_000);
      const gateway = await open([{ file: "tides.epub", bytes: BOOK }]);
      const id = await lends(gateway);
      const file = await fetch(`${gateway.url}/opds/publications/${id}`);
      expect(JSON.stringify(await file.json()), "the file is nobody's yet").not.toContain("open-access");

      // Signed out: the way to borrow leads past the card, and back.
      await app.visit(`${gateway.url}/title/${id}`);
      await expect(app.main.getByText(say("loan-free-copies", { available: 1, total: 1 }))).toBeVisible();
      await audit(page, "a title that is lent");
      await app.main.getByRole("link", { name: say("loan-sign-in") }).click();
      await expect(page.getByRole("heading", { name: say("sign-in-title"), level: 1 })).toBeVisible();
      await audit(page, "the form to sign in");

      // What is wrong is said beside what is to be mended.
      await app.main.getByRole("button", { name: say("sign-in-action"), exact: true }).click();
      const card = app.main.getByRole("textbox", { name: say("sign-in-card"), exact: true });
      await expect(card).toBeFocused();
      await expect(card).toHaveAccessibleDescription(say("sign-in-card-missing"));
      await signIn(app, { ...MEI, pin: "000000" });
      const pin = app.main.getByLabel(say("sign-in-pin"), { exact: true });
      await expect(pin.or(card).and(page.locator("[aria-invalid=true]"))).toBeFocused();
      await audit(page, "a PIN that is wrong");
      await signIn(app, MEI);
      await expect(page).toHaveURL(`${gateway.url}/title/${id}`);

      // Borrowed once, though pressed twice.
      await app.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` }).dblclick();
      await expect(app.main.getByRole("link", { name: say("title-read"), exact: true })).toBeVisible();
      await expect(app.main.getByRole("button", { name: `${say("loan-return")} ${TITLE}` })).toBeVisible();
      expect(gateway.task(["loan", "list"]).split("\n").filter((line) => line.includes(MEI.card))).toHaveLength(1);
      await audit(page, "a title on loan");
      await app.main.getByRole("link", { name: say("title-read"), exact: true }).click();
      await reader.shows();
      expect((await reader.top()).words).toContain("The water goes out");

      // The loan is on the shelf. A renewal that would gain nothing is refused in the library's words; one that does can
      // be had once.
      await app.visit(`${gateway.url}/shelf`);
      await expect(app.main.getByRole("heading", { name: say("shelf-loans") })).toBeVisible();
      const renew = app.main.getByRole("button", { name: `${say("loan-renew")} ${TITLE}` });
      const said = page.getByRole("status").filter({ has: page.getByRole("button", { name: say("dismiss") }) });
      await renew.click();
      await expect(said.getByRole("button", { name: say("loan-to-shelf") })).toBeVisible();
      await said.getByRole("button", { name: say("dismiss") }).click();
      lend(gateway, id, 21);
      await renew.click();
      await expect(said).toContainText(say("loan-renewed", { title: TITLE, standing: "" }).trim());
      await expect(renew).toHaveCount(0);
      await app.fitsSideways();
      await audit(page, "the shelf with a loan");

      // Somebody else finds it out, and waits.
      const other = await browser.newContext({ ...language.options, reducedMotion: "reduce" });
      const second = new App(await other.newPage(), say);
      await second.visit(`${gateway.url}/sign-in?to=%2Ftitle%2F${id}`);
      await signIn(second, LIN);
      await expect(second.page).toHaveURL(`${gateway.url}/title/${id}`);
      await second.main.getByRole("button", { name: `${say("loan-hold")} ${TITLE}` }).click();
      await expect(second.main.getByText(say("loan-waiting-next"))).toBeVisible();
      const asked = await second.page.evaluate(async (id) => (await fetch(`/publications/${id}/x.epub`)).status, id);
      expect([401, 403]).toContain(asked);

      // Returned: the place and the notes stay, the file does not; whoever waited is next.
      await app.main.getByRole("button", { name: `${say("loan-return")} ${TITLE}` }).click();
      await expect(page.getByText(say("loan-returned", { title: TITLE }))).toBeVisible();
      await second.page.reload();
      await second.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` }).click();
      await expect(second.main.getByRole("link", { name: say("title-read"), exact: true })).toBeVisible();
      await second.visit(`${gateway.url}/shelf`);
      await expect(second.main.getByRole("heading", { name: say("shelf-loans") })).toBeVisible();
      await other.close();

      // Signing out takes the loans from this device.
      await app.visit(`${gateway.url}/you`);
      await expect(app.main.getByText(MEI.name)).toBeVisible();
      await audit(page, "whose card it is");
      await app.main.getByRole("button", { name: say("sign-out-action") }).click();
      await expect(app.main.getByText(say("you-can-sign-in"))).toBeVisible();
      await page.reload();
      await expect(app.main.getByText(say("you-can-sign-in"))).toBeVisible();
    });
  });
}

test("the session and the loans outlive the server, and are known while it is away; what is downloaded goes with its loan", async ({ open, app, page, say }) => {
  test.setTimeout(90_000);
  const gateway = await open([{ file: "tides.epub", bytes: BOOK }]);
  const id = await lends(gateway);
  await app.visit(gateway.url);
  await app.keptForLater();
  await app.visit(`${gateway.url}/sign-in?to=%2Ftitle%2F${id}`);
  await signIn(app, MEI);
  await app.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` }).click();
  await expect(app.main.getByRole("link", { name: say("title-read"), exact: true })).toBeVisible();
  await app.button("keep-action").click();
  await expect(app.main.getByText(say("keep-kept"))).toBeVisible();
  await app.visit(`${gateway.url}/shelf`);
  await expect(app.main.getByRole("heading", { name: say("shelf-loans") })).toBeVisible();
  await gateway.stop();
  await page.reload();
  await expect(app.main.getByText(say("shelf-loans-old"))).toBeVisible();
  await app.main.getByRole("button", { name: `${say("loan-return")} ${TITLE}` }).click();
  await expect(page.getByText(say("loan-offline"))).toBeVisible();
  await gateway.start();
  await page.reload();
  await expect(app.main.getByText(say("shelf-loans-old"))).toHaveCount(0);
  await app.main.getByRole("button", { name: `${say("loan-return")} ${TITLE}` }).click();
  await expect(page.getByText(say("keep-loan-over", { title: TITLE }))).toBeVisible();
  await expect(app.main.getByRole("heading", { name: say("shelf-loans") })).toHaveCount(0);
  await app.visit(`${gateway.url}/storage`);
  await expect(app.main.getByText(say("storage-none"))).toBeVisible();
});
