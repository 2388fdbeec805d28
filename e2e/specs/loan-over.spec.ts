// A loan that is over: who opens the book is told so and led to borrow it again, with the library and without it. What was
// downloaded no longer opens after its day; the place stays.

import { epub } from "../fixtures/epub";
import { LANGUAGES, expect, test } from "../fixtures/test";
import { audit } from "../pages/audit";

const TITLE = "The Tide Tables";
const BOOK = epub({ title: TITLE, author: "Dora Quay", chapters: [{ title: "Ebb", body: "<p>The water goes out twice a day.</p>" }] });
const MEI = { card: "20260002", name: "Mei Ford", pin: "246802" };
const DAY = 86_400_000;

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("a downloaded book stays shut after its day, and a returned one says so", async ({ open, app, reader, page, say }) => {
      test.setTimeout(120_000);
      const gateway = await open([{ file: "tides.epub", bytes: BOOK }]);
      gateway.task(["patron", "add", "--card", MEI.card, "--name", MEI.name], `${MEI.pin}\n`);
      const answer = await fetch(`${gateway.url}/opds/publications`);
      const { publications } = (await answer.json()) as { publications: { links: { rel: string | string[]; href: string }[] }[] };
      const id = publications[0].links.find(({ rel }) => [rel].flat().includes("self"))?.href.split("/").at(-1) ?? "";
      gateway.task(["holding", "set", id, "--copies", "1", "--days", "3", "--renewals", "1"]);

      // Who never had it is led to borrow it.
      await page.goto(`${gateway.url}/read/${id}`);
      const alert = page.getByRole("alert");
      await expect(alert).toContainText(say("problem-not-on-loan"));
      await audit(page, "a book that was not borrowed");
      await alert.getByRole("link", { name: say("reader-to-borrow") }).click();
      await app.keptForLater();
      await app.main.getByRole("link", { name: say("loan-sign-in") }).click();
      await app.main.getByRole("textbox", { name: say("sign-in-card"), exact: true }).fill(MEI.card);
      await app.main.getByLabel(say("sign-in-pin"), { exact: true }).fill(MEI.pin);
      await app.main.getByRole("button", { name: say("sign-in-action"), exact: true }).click();
      await app.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` }).click();
      await app.button("keep-action").click();
      await expect(app.main.getByRole("status").filter({ hasText: say("keep-kept") })).toBeVisible();

      // Without the library it opens until its day, and not after it.
      await gateway.stop();
      await page.goto(`${gateway.url}/read/${id}`);
      await reader.shows();
      await page.clock.setFixedTime(Date.now() + 4 * DAY);
      await page.goto(`${gateway.url}/read/${id}`);
      await expect(alert).toContainText(say("problem-loan-over"));
      await audit(page, "a loan that is over");

      // The library is there again, and so is the day: it opens. Returned, it says so.
      await gateway.start();
      await page.clock.setFixedTime(Date.now());
      await page.goto(`${gateway.url}/read/${id}`);
      await reader.shows();
      await app.visit(`${gateway.url}/title/${id}`);
      await app.main.getByRole("button", { name: `${say("loan-return")} ${TITLE}` }).click();
      await expect(app.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` })).toBeVisible();
      await app.visit(`${gateway.url}/storage`);
      await expect(app.main.getByText(say("storage-none"))).toBeVisible();
      await page.goto(`${gateway.url}/read/${id}`);
      await expect(alert).toContainText(say("problem-loan-over"));
      await alert.getByRole("link", { name: say("reader-to-borrow") }).click();
      await expect(app.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` })).toBeVisible();
    });
  });
}
