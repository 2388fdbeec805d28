// A patron's account: loans, holds with where they are picked up, charges, what was read; a guardian and her child; cards
// that are not good. Through the real server, its store and its command line.

import { ATLAS, BO, GARDEN, LIN, MEI, OLD, STAFF, TITLE, enter, household, signIn, type Household } from "../fixtures/household";
import { LANGUAGES, expect, test as base } from "../fixtures/test";
import { App } from "../pages/app";
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

    test("an account says what is late, what is waited for and what is owed, and forgets what was read", async ({ home, app, page, say, browser }) => {
      test.setTimeout(120_000);
      const { url } = home.gateway;
      const said = page.getByRole("status").filter({ has: page.getByRole("button", { name: say("dismiss") }) });
      const row = (title: string) => app.main.getByRole("row").filter({ hasText: title });
      const point = (en: string, zh: string) => (language.own === "en" ? en : zh);

      // Signed out, it leads past the card and back.
      await app.visit(`${url}/account`);
      await app.main.getByRole("link", { name: say("sign-in-title") }).click();
      await signIn(app, MEI);
      await expect(page.getByRole("heading", { name: say("account-title"), level: 1 })).toBeVisible();
      await expect(row(ATLAS).getByText(say("account-due-late", { days: 3 }))).toBeVisible();
      await expect(row(ATLAS).getByText(say("account-bring-back"))).toBeVisible();
      await expect(app.main.getByText(say("account-charges-none"))).toBeVisible();
      await app.fitsSideways();
      await audit(page, "an account with a late loan");

      // Brought back late, it is owed for to the cent.
      home.gateway.task(["loan", "in", "--barcode", "A1"]);
      await page.reload();
      const charge = row(ATLAS).filter({ hasText: say("account-charge-open") });
      await expect(charge.getByText(/¥1\.05/)).toBeVisible();
      await expect(app.main.getByRole("row").filter({ hasText: say("account-total") }).getByText(/¥1\.05/)).toBeVisible();

      // Reserving on paper: with a place, moved to another one without losing it, and given up. Somebody else is first.
      const other = await browser.newContext({ ...language.options, reducedMotion: "reduce" });
      const second = new App(await other.newPage(), say);
      await enter(second, url, LIN, "/account");
      home.gateway.task(["loan", "out", "--card", STAFF.card, "--barcode", "G1"]);
      home.gateway.task(["loan", "out", "--card", BO.card, "--barcode", "G2"]);
      const reserve = async (own: App) => {
        await own.main.getByRole("link", { name: say("account-paper-way") }).click();
        await own.main.getByRole("searchbox").fill(GARDEN);
        await own.page.keyboard.press("Enter");
        await own.main.getByRole("link", { name: `${say("account-reserve")} ${GARDEN}` }).click();
        await expect(own.main.getByRole("combobox", { name: say("account-pick-up-where") })).toBeVisible();
      };
      await reserve(second);
      await second.main.getByRole("button", { name: say("account-reserve-now") }).click();
      await expect(second.main.getByRole("row").filter({ hasText: GARDEN })).toBeVisible();
      await reserve(app);
      await audit(page, "reserving");
      await app.main.getByRole("combobox").selectOption({ label: point("North branch", "北馆") });
      // Pressed twice, it is reserved once.
      await app.main.getByRole("button", { name: say("account-reserve-now") }).dblclick();
      await expect(page).toHaveURL(`${url}/account`);
      await expect(row(GARDEN)).toHaveCount(1);
      await expect(row(GARDEN).getByText(say("loan-waiting", { ahead: 1 }))).toBeVisible();
      await expect(row(GARDEN).getByText(point("North branch", "北馆"))).toBeVisible();
      await row(GARDEN).getByRole("link", { name: `${say("account-change-pick-up")} ${GARDEN}` }).click();
      await app.main.getByRole("combobox").selectOption({ label: point("Main desk", "总服务台") });
      await app.main.getByRole("button", { name: say("account-change-now") }).click();
      await expect(row(GARDEN).getByText(point("Main desk", "总服务台"))).toBeVisible();
      await expect(row(GARDEN).getByText(say("loan-waiting", { ahead: 1 }))).toBeVisible();
      home.gateway.task(["loan", "in", "--barcode", "G1"]);
      await second.page.reload();
      await expect(second.main.getByText(new RegExp(say("account-hold-ready-until", { date: "" }).trim()))).toBeVisible();
      await other.close();
      await page.reload();
      await expect(row(GARDEN).getByText(say("loan-waiting-next"))).toBeVisible();
      await row(GARDEN).getByRole("button", { name: `${say("loan-cancel")} ${GARDEN}` }).click();
      await expect(said).toContainText(say("loan-cancelled", { title: GARDEN }));
      await expect(row(GARDEN)).toHaveCount(0);

      // What was read is the reader's to have forgotten; what is owed for stays.
      const history = app.main.getByRole("region", { name: say("account-history") });
      await expect(history.getByText(ATLAS)).toBeVisible();
      home.gateway.task(["loan", "settle", home.gateway.task(["loan", "charges"]).split("\t")[0]]);
      await history.getByRole("button", { name: say("account-history-forget") }).click();
      await audit(page, "before what was read is forgotten");
      await history.getByRole("button", { name: say("account-history-forget-now") }).click();
      await expect(history.getByText(say("account-history-none"))).toBeVisible();
      // And not to have known at all.
      const keeps = history.getByRole("switch", { name: say("account-history-keep") });
      await expect(keeps).toBeChecked();
      await keeps.click();
      await expect(said).toContainText(say("account-history-unkept"));
      await expect(keeps).not.toBeChecked();
      await expect(history.getByText(say("account-history-none"))).toHaveCount(0);
      await audit(page, "nothing known of what was read");
      await keeps.click();
      await expect(said).toContainText(say("account-history-kept"));
      await expect(keeps).toBeChecked();
      await expect(app.main.getByText(say("account-charges-none"))).toBeVisible();
    });

    test("a guardian chooses which books her child sees: the child finds no others, and is told whom to ask for them", async ({ home, app, page, say }) => {
      test.setTimeout(120_000);
      const { url } = home.gateway;
      home.gateway.task(["audience", "set", home.id, "adults"]);
      await enter(app, url, MEI, "/");
      await expect(app.book(TITLE).first()).toBeVisible();
      await app.visit(`${url}/account`);
      await app.main.getByRole("link", { name: new RegExp(`^${BO.name}`) }).click();
      const sees = app.main.getByRole("region", { name: say("account-sees") });
      await expect(sees.getByRole("radio", { name: say("account-sees-everything"), exact: true })).toBeChecked();
      await app.choose(sees, say("account-sees-not-adults"));
      const said = page.getByRole("status").filter({ has: page.getByRole("button", { name: say("dismiss") }) });
      await expect(said).toContainText(say("account-allowed", { standing: say("account-sees-not-adults") }));
      await app.fitsSideways();
      await audit(page, "what a child sees");
      await page.reload();
      await expect(sees.getByRole("radio", { name: say("account-sees-not-adults"), exact: true })).toBeChecked();

      // On the same device the child sees nothing of what her guardian saw.
      await app.visit(`${url}/you`);
      await app.main.getByRole("button", { name: say("sign-out-action") }).click();
      await expect(app.main.getByText(say("you-can-sign-in"))).toBeVisible();
      await enter(app, url, BO, "/");
      await expect(app.main.getByText(say("home-empty"))).toBeVisible();
      await expect(app.book(TITLE)).toHaveCount(0);
      await app.visit(`${url}/title/${home.id}`);
      const why = app.main.getByRole("alert").filter({ hasText: language.own === "en" ? "Your guardian has chosen" : "监护人选定了" });
      await expect(why).toBeVisible();
      await expect(page.getByText(TITLE)).toHaveCount(0);
      await app.fitsSideways();
      await audit(page, "a book that a child does not see");

      // The librarian says that it is for children after all: it is there at once.
      home.gateway.task(["audience", "set", home.id, "children"]);
      await why.getByRole("button", { name: say("error-retry") }).click();
      await expect(page.getByRole("heading", { name: TITLE, level: 1 })).toBeVisible();
      await app.visit(url);
      await expect(app.book(TITLE).first()).toBeVisible();
    });
  });
}

test("a guardian sees what her child has, borrows and returns for him, and says how many books are enough", async ({ home, app, page, say }) => {
  const { url } = home.gateway;
  await enter(app, url, MEI, "/account");
  await app.main.getByRole("link", { name: new RegExp(`^${BO.name}`) }).click();
  await expect(page.getByRole("heading", { name: BO.name, level: 1 })).toBeVisible();
  await expect(app.main.getByText(say("account-loans-none"))).toBeVisible();
  const search = app.main.getByRole("searchbox", { name: say("account-borrow-for", { name: BO.name }) });
  await search.fill("tide");
  await search.press("Enter");
  await app.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` }).dblclick();
  const returns = app.main.getByRole("button", { name: `${say("loan-return")} ${TITLE}` });
  await expect(returns).toBeVisible();
  expect(home.gateway.task(["loan", "list"]).split("\n").filter((line) => line.includes(BO.card))).toHaveLength(1);
  await app.fitsSideways();
  await audit(page, "a child's account");

  // From now on no more than the child has: none.
  const allow = app.main.getByRole("region", { name: say("account-allow") });
  for (let most = 10; most >= 0; most -= 1) {
    await allow.getByRole("button", { name: say("account-allow-less") }).click();
    await expect(allow.getByText(say("account-allow-most", { count: most }), { exact: true })).toBeVisible();
  }
  await returns.click();
  await expect(app.main.getByText(say("account-loans-none"))).toBeVisible();
  await app.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` }).click();
  await expect(page.getByRole("button", { name: say("account-understood") })).toBeVisible();
  expect(home.gateway.task(["loan", "list"])).not.toContain(BO.card);
});

test("the last copy is borrowed from two devices at once: one has it, the other waits; cards that are not good say what to do", async ({ home, app, page, say, browser }) => {
  const { url } = home.gateway;
  const other = await browser.newContext({ reducedMotion: "reduce" });
  const second = new App(await other.newPage(), say);
  await enter(app, url, MEI, `/title/${home.id}`);
  await enter(second, url, LIN, `/title/${home.id}`);
  const borrow = (own: App) => own.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` });
  await expect(borrow(app)).toBeVisible();
  await expect(borrow(second)).toBeVisible();
  await Promise.all([borrow(app).click(), borrow(second).click()]);
  const has = (own: App) => own.main.getByRole("button", { name: `${say("loan-return")} ${TITLE}` });
  const waits = (own: App) => own.main.getByRole("button", { name: `${say("loan-cancel")} ${TITLE}` });
  for (const own of [app, second]) await expect(has(own).or(waits(own))).toBeVisible();
  expect((await has(app).count()) + (await has(second).count())).toBe(1);
  expect((await waits(app).count()) + (await waits(second).count())).toBe(1);
  expect(home.gateway.task(["loan", "list"]).split("\n").filter((line) => line.includes(TITLE))).toHaveLength(1);
  await other.close();

  // Expired, then blocked, then locked.
  await page.context().clearCookies();
  await enter(app, url, OLD, "/account");
  await expect(app.main.getByText(say("you-card-expired.advice"))).toBeVisible();
  await audit(page, "a card that has expired");
  home.gateway.task(["patron", "block", OLD.card, "--why", "Reported lost"]);
  await page.context().clearCookies();
  await app.visit(`${url}/sign-in`);
  for (let wrong = 0; wrong < 5; wrong += 1) {
    const answer = page.waitForResponse((response) => response.url() === `${url}/session` && response.request().method() === "POST");
    await signIn(app, { ...OLD, pin: `00000${wrong}` });
    // With the fifth the card is locked.
    expect((await answer).status()).toBe(wrong < 4 ? 401 : 429);
    await expect(app.main.getByRole("button", { name: say("sign-in-action"), exact: true })).toBeVisible();
  }
  await signIn(app, OLD);
  await expect(app.main.getByRole("alert").filter({ hasText: /15/ })).toBeAttached();
});
