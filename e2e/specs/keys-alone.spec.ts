// By keyboard alone: an account, a child's, and a protected book, from the sign-in to the end. The other screens' journeys by
// keys stand with their screens.

import { ATLAS, BO, GARDEN, MEI, enter, household } from "../fixtures/household";
import { PASSPHRASE, expect, inDays, protectedBook, test } from "../fixtures/lcp";
import { audit } from "../pages/audit";
import { keys, tabTo } from "../pages/hands";

test.skip(({ isMobile }) => Boolean(isMobile), "a phone has no Tab key");

test("an account: a hold is placed with its pick-up point and given up; a child's books are chosen", async ({ app, page, say }) => {
  test.setTimeout(90_000);
  const home = await household();
  const { url } = home.gateway;
  const type = async (name: string, text: string) => {
    await tabTo(app.main.getByLabel(name, { exact: true }));
    await page.keyboard.type(text);
  };
  await app.visit(`${url}/sign-in?to=%2Faccount`);
  await type(say("sign-in-card"), MEI.card);
  await type(say("sign-in-pin"), MEI.pin);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: say("account-title"), level: 1 })).toBeVisible();

  await keys.press(app.main.getByRole("link", { name: say("account-paper-way") }));
  await tabTo(app.main.getByRole("searchbox"));
  await page.keyboard.type(GARDEN);
  await page.keyboard.press("Enter");
  await keys.press(app.main.getByRole("link", { name: `${say("account-reserve")} ${GARDEN}` }));
  const point = app.main.getByRole("combobox", { name: say("account-pick-up-where") });
  await tabTo(point);
  await page.keyboard.type("North");
  await expect(point.getByRole("option", { name: "North branch" })).toHaveJSProperty("selected", true);
  await keys.press(app.main.getByRole("button", { name: say("account-reserve-now") }));
  const row = app.main.getByRole("row").filter({ hasText: GARDEN });
  await expect(row.getByText("North branch")).toBeVisible();
  await keys.press(row.getByRole("button", { name: `${say("loan-cancel")} ${GARDEN}` }));
  const said = page.getByRole("status").filter({ has: page.getByRole("button", { name: say("dismiss") }) });
  await expect(said).toContainText(say("loan-cancelled", { title: GARDEN }));
  await expect(row).toHaveCount(0);

  await keys.press(app.main.getByRole("link", { name: new RegExp(`^${BO.name}`) }));
  await tabTo(app.main.getByRole("radio", { name: say("account-sees-everything"), exact: true }));
  await page.keyboard.press("ArrowRight");
  await expect(said).toContainText(say("account-allowed", { standing: say("account-sees-not-adults") }));
  await home.close();
});

test("what was read: the list is given up, after a question that can be left", async ({ app, page, say }) => {
  test.setTimeout(90_000);
  const home = await household();
  home.gateway.task(["loan", "in", "--barcode", "A1"]);
  home.gateway.task(["loan", "settle", home.gateway.task(["loan", "charges"]).split("\t")[0]]);
  await enter(app, home.gateway.url, MEI, "/account");
  const history = app.main.getByRole("region", { name: say("account-history") });
  const keeps = history.getByRole("switch", { name: say("account-history-keep") });
  const press = (key: string) => keys.press(history.getByRole("button", { name: say(key), exact: true }));
  await expect(history.getByText(ATLAS)).toBeVisible();
  await tabTo(keeps);
  await page.keyboard.press("Space");
  await expect(history.getByText(say("account-history-never"))).toBeVisible();
  await expect(keeps).not.toBeChecked();
  await audit(page, "before nothing is kept of what is read");
  await press("account-history-leave");
  await expect(keeps).toBeChecked();
  await expect(keeps).toBeFocused();
  await expect(history.getByText(ATLAS)).toBeVisible();
  await page.keyboard.press("Space");
  await press("account-history-never-now");
  await expect(history.getByText(ATLAS)).toHaveCount(0);
  await expect(keeps).not.toBeChecked();
  await expect(keeps).toBeFocused();
  // What comes later is not known either.
  home.gateway.task(["loan", "out", "--card", MEI.card, "--barcode", "G1"]);
  home.gateway.task(["loan", "in", "--barcode", "G1"]);
  await page.reload();
  await expect(keeps).not.toBeChecked();
  await expect(history.getByRole("row")).toHaveCount(0);
  await home.close();
});

test("a protected book: its licence is opened, the passphrase typed, the book read and given back", async ({ lends, lender, app, reader, page, say }) => {
  test.setTimeout(90_000);
  const title = "The Harbour at Night";
  const book = protectedBook({ title, author: "Dora Quay", chapters: [{ title: "Lanterns", body: "<p>Seven lanterns hung over the water.</p>" }] });
  const gateway = await lends();
  const licence = lender.lend({ id: "urn:uuid:keys", title, book, end: inDays(5) }, "active");
  gateway.task(["patron", "add", "--card", MEI.card, "--name", MEI.name], `${MEI.pin}\n`);
  await app.visit(`${gateway.url}/sign-in?to=%2Flicences`);
  await page.getByLabel(say("sign-in-card"), { exact: true }).fill(MEI.card);
  await page.getByLabel(say("sign-in-pin"), { exact: true }).fill(MEI.pin);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${gateway.url}/licences`);
  const chooses = page.waitForEvent("filechooser");
  await keys.press(app.main.getByLabel(say("licences-open")));
  const file = { name: "book.lcpl", mimeType: "application/vnd.readium.lcp.license.v1.0+json", buffer: Buffer.from(licence) };
  await (await chooses).setFiles(file);
  const card = app.main.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });
  await expect(card.getByText(say("keep-kept"))).toBeVisible();
  await keys.press(card.getByRole("link", { name: `${say("title-read")} ${title}` }));
  await tabTo(page.getByLabel(say("licence-passphrase"), { exact: true }));
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await reader.shows();
  expect((await reader.top()).words).toContain("Lanterns");
  await app.visit(`${gateway.url}/licences`);
  await keys.press(card.getByRole("button", { name: `${say("loan-return")} ${title}` }));
  await expect(page.getByText(say("loan-returned", { title }))).toBeVisible();
});
