// Pictures of the account's and the desk's screens, to be looked at: YUELI_SHOTS names the folder they go to, as in
// panels.spec.ts. They belong to no page; nothing is compared.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Folio } from "../fixtures/folio";
import { ATLAS, BO, MEI, STAFF, enter, household } from "../fixtures/household";
import { FOLDER, THEMES, taker } from "../fixtures/pictures";
import { LANGUAGES, expect, test } from "../fixtures/test";

test.skip(!FOLDER, "YUELI_SHOTS names no folder");
test.describe.configure({ mode: "parallel" });

for (const language of LANGUAGES) {
  for (const theme of THEMES) {
    test.describe(`${language.own} ${theme}`, () => {
      test.use({ ...language.options, colorScheme: theme, deviceScaleFactor: 1 });

      test("account and desk", async ({ app, reader, say, page, isMobile }) => {
        test.setTimeout(180_000);
        const picture = taker(page, { theme, own: language.own, isMobile });
        const take = (panel: string) => picture(`panel-${panel}`, true);
        const folio = new Folio();
        folio.patron("mei-ext");
        const address = await folio.start();
        const scratch = mkdtempSync(join(tmpdir(), "yueli-shots-"));
        const file = join(scratch, "upstreams.toml");
        writeFileSync(file, `[upstream.harbour]\nname = "Harbour University Library"\nname_zh = "海港大学图书馆"\nkind = "folio-edge-patron"\naddress = "${address}"\ninner = true\nkey_env = "FOLIO_TEST_KEY"\n`);
        const home = await household(["--upstreams", file], { FOLIO_TEST_KEY: folio.key });
        const { url } = home.gateway;
        await home.gateway.does(["upstream", "bind", "harbour", MEI.card, "mei-ext"]);
        home.gateway.task(["loan", "in", "--barcode", "A1"]);
        home.gateway.task(["loan", "out", "--card", MEI.card, "--barcode", "G1"]);
        home.gateway.task(["loan", "out", "--card", STAFF.card, "--barcode", "A1"]);

        await enter(app, url, MEI, `/title/${home.id}`);
        await app.main.getByRole("button", { name: new RegExp(`^${say("loan-borrow")} `) }).click();
        await expect(app.main.getByRole("link", { name: say("title-read"), exact: true })).toBeVisible();
        // Another device of hers has read on.
        await app.visit(`${url}/read/${home.id}`);
        await reader.shows();
        const elsewhere = { modified: new Date(Date.now() + 60_000).toISOString(), progression: 0.6, device: { id: "urn:x:kitchen", name: "Kitchen tablet" } };
        const told = await fetch(`${url}/opds/publications/${home.id}/progression`, {
          method: "PUT",
          headers: { authorization: `Basic ${btoa(`${MEI.card}:${MEI.pin}`)}`, "content-type": "application/opds-progression+json" },
          body: JSON.stringify(elsewhere),
        });
        expect(told.status).toBeLessThan(300);
        await app.visit(`${url}/read/${home.id}`);
        await expect(page.getByText("Kitchen tablet")).toBeVisible();
        await picture("panel-question");
        await app.visit(`${url}/account/paper`);
        await expect(app.main.getByText(ATLAS)).toBeVisible();
        await take("paper");
        await app.main.getByRole("link", { name: `${say("account-reserve")} ${ATLAS}` }).click();
        await expect(app.main.getByRole("combobox")).toBeVisible();
        await take("hold");
        await app.main.getByRole("button", { name: say("account-reserve-now") }).click();
        await expect(app.main.getByText(say("loan-waiting-next"))).toBeVisible();
        await page.getByRole("button", { name: say("dismiss") }).click();
        await take("account");
        await app.main.getByRole("switch", { name: say("account-history-keep") }).click();
        await expect(app.main.getByText(say("account-history-never"))).toBeVisible();
        await take("history");
        await app.main.getByRole("link", { name: new RegExp(`^${BO.name}`) }).click();
        await app.main.getByRole("searchbox").fill("tide");
        await page.keyboard.press("Enter");
        await expect(app.main.getByRole("table")).toBeVisible();
        await take("child");
        await app.visit(`${url}/account/at/harbour`);
        await expect(app.main.getByText("Tidal Grammar")).toBeVisible();
        await take("elsewhere");
        folio.mood = "html";
        await app.visit(`${url}/account/at/harbour`);
        await expect(app.main.getByRole("alert")).toBeVisible();
        await take("elsewhere-failed");
        await app.visit(`${url}/you`);
        await take("you");

        await page.context().clearCookies();
        await enter(app, url, STAFF, "/desk");
        await take("desk");
        await page.keyboard.type(MEI.card);
        await page.keyboard.press("Enter");
        await expect(app.main.getByRole("heading", { name: MEI.name })).toBeVisible();
        await app.main.getByText(say("desk-change-card")).click();
        await take("desk-patron");
        await app.main.getByRole("textbox", { name: say("desk-find"), exact: true }).fill(BO.card);
        await page.keyboard.press("Enter");
        await expect(app.main.getByRole("region", { name: say("account-sees") })).toBeVisible();
        await take("desk-child");
        await app.main.getByRole("tab", { name: say("desk-returns") }).click();
        await page.keyboard.type("A1");
        await page.keyboard.press("Enter");
        await expect(app.main.getByRole("log")).toContainText(ATLAS);
        await page.getByRole("button", { name: say("dismiss") }).click();
        await take("desk-returns");
        await app.main.getByRole("tab", { name: say("desk-kept") }).click();
        await expect(app.main.getByText(ATLAS)).toBeVisible();
        await take("desk-kept");
        await home.close();
        await folio.stop();
        rmSync(scratch, { recursive: true, force: true });
      });
    });
  }
}
