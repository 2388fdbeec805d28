// An account at a library that has FOLIO, through the gateway: against an edge-patron of the tests that looks at every
// request, and misbehaves when it is told to.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Folio, type Mood } from "../fixtures/folio";
import { LIN, MEI, enter, household } from "../fixtures/household";
import { LANGUAGES, expect, test as base } from "../fixtures/test";
import { audit } from "../pages/audit";

interface There {
  folio: Folio;
  url: string;
}

const test = base.extend<{ there: There }>({
  there: async ({}, use) => {
    const folio = new Folio();
    folio.patron("mei-ext");
    const address = await folio.start();
    const scratch = mkdtempSync(join(tmpdir(), "yueli-folio-"));
    const file = join(scratch, "upstreams.toml");
    writeFileSync(
      file,
      `[upstream.harbour]\nname = "Harbour University Library"\nname_zh = "海港大学图书馆"\nkind = "folio-edge-patron"\naddress = "${address}"\ninner = true\nkey_env = "FOLIO_TEST_KEY"\n` +
        `[upstream.harbour.patience]\nfirst_byte = 2\ntotal = 3\ntries = 1\n[upstream.harbour.limits]\nfailures = 1000\nburst = 1000\npatron_burst = 1000\n`,
    );
    const home = await household(["--upstreams", file], { FOLIO_TEST_KEY: folio.key });
    await home.gateway.does(["upstream", "bind", "harbour", MEI.card, "mei-ext"]);
    await use({ folio, url: home.gateway.url });
    await home.close();
    await folio.stop();
    rmSync(scratch, { recursive: true, force: true });
    // Whatever a journey did: the contract was kept.
    expect(folio.faults).toEqual([]);
  },
});

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("an account at another library is seen, renewed, moved and cancelled; what it answers badly is said", async ({ there, app, page, say }) => {
      test.setTimeout(120_000);
      const { folio, url } = there;
      const patron = folio.patrons.get("mei-ext")!;
      const name = language.own === "en" ? "Harbour University Library" : "海港大学图书馆";
      const row = (title: string) => app.main.getByRole("row").filter({ hasText: title });
      const said = page.getByRole("status").filter({ has: page.getByRole("button", { name: say("dismiss") }) });
      await enter(app, url, MEI, "/account");
      await app.main.getByRole("link", { name: new RegExp(`^${name}`) }).click();
      await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
      await expect(row("海上的灯").getByText(say("account-due-in", { days: 4 }))).toBeVisible();
      await expect(app.main.getByText(say("account-missing", { count: 1 })), "the total says that one is missing").toBeVisible();
      await expect(app.main.getByRole("row").filter({ hasText: say("account-total") }).getByText(/12\.35/)).toBeVisible();
      await expect(row("Lost card").getByText(say("account-charge-part"))).toBeVisible();
      await expect(row("Tidal Grammar").getByText("North reading room")).toBeVisible();
      await expect(row("Tidal Grammar").getByText(say("loan-waiting", { ahead: 2 }))).toBeVisible();
      await app.fitsSideways();
      await audit(page, "an account at another library");

      // A renewal, and one that FOLIO refuses as JSON.
      await row("海上的灯").getByRole("button", { name: `${say("loan-renew")} 海上的灯` }).dblclick();
      await expect(said).toContainText("海上的灯");
      await expect(row("海上的灯").getByText(say("account-due-in", { days: 18 }))).toBeVisible();
      await row("The Lighthouse").getByRole("button", { name: new RegExp(`^${say("loan-renew")}`) }).click();
      await expect(said).toContainText("maximum number of renewals");
      await said.getByRole("button", { name: say("dismiss") }).click();

      // Picked up elsewhere: FOLIO cannot move a hold, so it is given up and placed again.
      await row("Tidal Grammar").getByRole("link", { name: new RegExp(`^${say("account-change-pick-up")}`) }).click();
      await expect(app.main.getByText(say("account-change-queue"))).toBeVisible();
      await app.main.getByRole("combobox").selectOption({ label: "South gate" });
      await app.main.getByRole("button", { name: say("account-change-now") }).click();
      await expect(row("Tidal Grammar").getByText("South gate")).toBeVisible();
      await expect(row("Tidal Grammar").getByText(say("loan-waiting", { ahead: 4 }))).toBeVisible();
      await row("Tidal Grammar").getByRole("button", { name: new RegExp(`^${say("loan-cancel")}`) }).click();
      await expect(app.main.getByText(say("account-holds-none"))).toBeVisible();

      // Several items at once, of which one can be had.
      const [first, second] = patron.loans.map(({ item }) => item);
      await app.visit(`${url}/account/at/harbour/hold/${first.instanceId}?title=Set&item=${first.itemId}&item=${second.itemId}`);
      await app.main.getByRole("button", { name: say("account-reserve-now") }).click();
      await expect(page).toHaveURL(`${url}/account/at/harbour`);
      await expect(app.main.getByText(say("account-batch-failed-why", { why: "Item is already requested" }))).toBeVisible();
      await expect(app.main.getByRole("cell", { name: say("account-batch-requested"), exact: true })).toBeVisible();

      // Nowhere to pick something up.
      folio.points = null;
      await app.visit(`${url}/account/at/harbour/hold/${first.instanceId}?title=Set`);
      await expect(app.main.getByText(say("account-nowhere.advice"))).toBeVisible();

      // However it misbehaves, nothing of it is shown as an account, and there is a way on.
      for (const mood of ["html", "failing", "another", "half", "slow"] as Mood[]) {
        folio.mood = mood;
        await page.goto(`${url}/account/at/harbour`);
        await expect(app.main.getByRole("alert").filter({ hasText: say("account-failed") }), mood).toBeVisible({ timeout: 15_000 });
        await expect(app.main.getByRole("table"), mood).toHaveCount(0);
      }
      await audit(page, "an account that cannot be shown");
      folio.mood = "well";
      await app.main.getByRole("button", { name: say("error-retry") }).click();
      await expect(row("海上的灯")).toBeVisible();

      // The key is the server's alone.
      const kept = await page.evaluate(() => JSON.stringify(performance.getEntriesByType("resource").map(({ name }) => name)));
      expect(kept).not.toContain(folio.key);
    });
  });
}

test("who has no account there is told how to get it, and nobody else's is shown", async ({ there, app, page, say }) => {
  const { folio, url } = there;
  await enter(app, url, LIN, "/account");
  await expect(app.main.getByText(say("account-elsewhere-ask"))).toBeVisible();
  const before = folio.asked.length;
  await app.visit(`${url}/account/at/harbour`);
  await expect(app.main.getByRole("alert").filter({ hasText: say("account-failed") })).toBeVisible();
  const status = await page.evaluate(async () => (await fetch("/upstreams/harbour/patron/account/mei-ext")).status);
  expect([401, 403, 404]).toContain(status);
  expect(folio.asked.length, "the library's system was not even asked").toBe(before);
});
