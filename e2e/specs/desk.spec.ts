// The librarian's desk: by scanner and keyboard alone, as people at a counter work.

import { ATLAS, BO, GARDEN, LIN, MEI, STAFF, enter, household, type Household } from "../fixtures/household";
import { LANGUAGES, expect, test as base } from "../fixtures/test";
import { audit } from "../pages/audit";

const test = base.extend<{ home: Household }>({
  home: async ({}, use) => {
    const home = await household();
    await use(home);
    await home.close();
  },
});

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("items go out and come back by their barcodes, charges are settled, cards changed; patrons stay outside", async ({ home, app, page, say }) => {
      test.setTimeout(120_000);
      const { url } = home.gateway;
      const keys = page.keyboard;
      const said = page.getByRole("status").filter({ has: page.getByRole("button", { name: say("dismiss") }) });
      const field = (key: string) => app.main.getByRole("textbox", { name: say(key), exact: true });
      const scan = async (code: string) => {
        await keys.type(code);
        await keys.press("Enter");
      };
      // A patron does not get in, by the page or past it.
      await enter(app, url, MEI, "/desk");
      await expect(app.main.getByText(say("desk-closed"))).toBeVisible();
      expect(await page.evaluate(async () => (await fetch("/staff/patrons?query=a")).status)).toBe(403);
      await audit(page, "a desk that is closed");
      await page.context().clearCookies();

      // A card is scanned, then a barcode: no hand leaves the scanner.
      await enter(app, url, STAFF, "/desk");
      await expect(field("desk-find")).toBeFocused();
      await scan(LIN.card.replace(" ", "-"));
      await expect(app.main.getByRole("heading", { name: LIN.name })).toBeVisible();
      await expect(field("desk-barcode-out")).toBeFocused();
      await scan("G1");
      await expect(said).toContainText(GARDEN);
      await expect(app.main.getByRole("row").filter({ hasText: GARDEN })).toBeVisible();
      await expect(field("desk-barcode-out")).toBeFocused();
      await scan("X404");
      await expect(page.getByRole("button", { name: say("account-understood") })).toBeVisible();
      await page.getByRole("button", { name: say("account-understood") }).click();
      await app.fitsSideways();
      await audit(page, "a patron at the desk");

      // Back, late: it is said what is owed, and for whom it is put aside.
      const tab = (key: string) => app.main.getByRole("tab", { name: say(key) });
      await tab("desk-returns").click();
      await expect(field("desk-barcode")).toBeFocused();
      await scan("A1");
      const log = app.main.getByRole("log");
      await expect(log).toContainText(ATLAS);
      await expect(log).toContainText("1.05");
      await expect(field("desk-barcode")).toBeFocused();
      await audit(page, "returns");

      // What is owed is paid at the desk.
      await tab("desk-patrons").click();
      await scan("mei");
      await app.main.getByRole("button", { name: `${say("desk-paid")} ${ATLAS}` }).click();
      await expect(app.main.getByText(say("account-charges-none"))).toBeVisible();
      expect(home.gateway.task(["loan", "charges"]).trim()).toBe("");

      // A new PIN, and a block that the patron reads.
      await app.main.getByText(say("desk-change-card")).click();
      await app.main.getByLabel(say("desk-new-pin"), { exact: true }).fill("555000");
      await keys.press("Enter");
      await expect(said).toContainText(say("desk-pin-set", { name: MEI.name }));
      await field("desk-block-why").fill("Card found in a book");
      await keys.press("Enter");
      await expect(said).toContainText(say("desk-blocked", { name: MEI.name }));
      await expect(app.main.getByText("Card found in a book")).toBeVisible();
      await audit(page, "a card that is blocked");

      // A child's card.
      await app.main.getByText(say("desk-add-child")).click();
      await field("desk-card").fill("20260077");
      await field("desk-name").fill("小潮");
      await app.main.getByLabel(say("desk-pin"), { exact: true }).fill("778899");
      await app.main.getByRole("button", { name: say("desk-add") }).click();
      await expect(app.main.getByRole("heading", { name: "小潮" })).toBeVisible();
      await expect(app.main.getByRole("button", { name: MEI.name })).toBeVisible();
      const sees = app.main.getByRole("region", { name: say("account-sees") });
      await app.choose(sees, say("account-sees-children"));
      await expect(said).toContainText(say("desk-sees-set", { name: "小潮" }));
      await expect(sees.getByRole("radio", { name: say("account-sees-children"), exact: true })).toBeChecked();
      await audit(page, "a child's card at the desk");

      for (const key of ["desk-kept", "desk-imports"]) {
        await tab(key).click();
        await expect(app.main.getByText(say(`${key}-none`))).toBeVisible();
      }

      // The patron signs in with what the desk gave her, and reads why.
      await page.context().clearCookies();
      await enter(app, url, { ...MEI, pin: "555000" }, "/account");
      await expect(app.main.getByText(/Card found in a book/)).toBeVisible();
      const log2 = home.gateway.task(["patron", "list"]);
      expect(log2).toContain("20260077");
      expect(log2).toContain(BO.card);
    });
  });
}
