// Other libraries that answer as libraries should not, and addresses that are none: what is wrong is said, and what can be
// read is read.

import { expect, test } from "../fixtures/connected";
import { DOORS, FIRST_WORDS, Other, hill, moor } from "../fixtures/libraries";
import { audit } from "../pages/audit";
import { keys } from "../pages/hands";

test("what is behind each door of a library is said for what it is", async ({ connect, far, app, reader, page, say }) => {
  test.setTimeout(120_000);
  const canary = await new Other((_, to) => void to.end("heard")).open();
  const server = moor(() => `${canary.url}/inside`);
  const gateway = await connect({ moor: { server, name: "Moor Library" } });
  await far.visit(gateway, "/library/moor");
  await expect(app.main.getByRole("link", { name: /^Books/ })).toBeVisible();
  await audit(page, "a catalogue of OPDS 1.2");
  const titles: Record<string, string> = {};
  for (const door of DOORS.filter((door) => door !== "Books" && door !== "One in a thousand")) {
    await far.visit(gateway, "/library/moor");
    await app.main.getByRole("link", { name: new RegExp(`^${door}`) }).click();
    const wrong = app.main.getByRole("alert");
    await expect(wrong, door).toBeVisible({ timeout: 30_000 });
    titles[door] = (await wrong.getByRole("heading").innerText()).trim();
    await expect(wrong.getByRole("link", { name: say("libraries-title") })).toBeVisible();
    if (door === "Broken") await audit(page, "a library that fails");
  }
  expect(titles).toEqual({
    "A page": "The other library’s answer makes no sense".replace("’", "'"),
    Broken: "The other library does not answer",
    Half: "The other library's answer makes no sense",
    Nothing: "The other library's answer makes no sense",
    "Too much": "The other library's list is too long",
    Elsewhere: "This address is not asked",
  });
  expect(canary.asked, "the gateway goes nowhere that is not listed").toEqual([]);
  await canary.close();

  // One broken entry costs itself, and no more.
  await far.visit(gateway, "/library/moor");
  await app.main.getByRole("link", { name: /^One in a thousand/ }).click();
  await expect(app.main.getByText(say("far-defects"))).toBeVisible();
  expect(await app.titles.count()).toBeGreaterThanOrEqual(990);

  // And what is well is read.
  await far.visit(gateway, "/library/moor");
  await app.main.getByRole("link", { name: /^Books/ }).click();
  await app.book("Moor Notes").click();
  await app.main.getByRole("button", { name: say("title-read"), exact: true }).click();
  await reader.shows();
  expect((await reader.top()).words).toContain(FIRST_WORDS.slice(0, 20));
});

test("an address is understood, or it is said what is wrong with it", async ({ connect, far, app, page, say }) => {
  test.setTimeout(90_000);
  const server = hill();
  const gateway = await connect({ hill: { server, name: "Hill Library" }, moor: { server: moor(() => "/"), name: "Moor Library" } });
  const host = new URL(server.url).host;
  await far.visit(gateway, "/libraries");
  const field = app.main.getByRole("textbox", { name: say("libraries-address-label"), exact: true });
  const find = app.main.getByRole("button", { name: say("libraries-address-action"), exact: true });
  // Messages name our own library as its catalogue does, once that has answered.
  const root = (await (await fetch(`${gateway.url}/opds`)).json()) as { metadata: { title: { en: string } } };
  const own = root.metadata.title.en;
  await expect(page.locator(".top-library, .you-links b").first()).toContainText(own);
  for (const [typed, title] of [
    ["", say("libraries-address-missing")],
    ["City Library", say("trouble-no-address")],
    ["books.example.org/opds", say("trouble-not-listed", { library: own, origin: "https://books.example.org" })],
  ]) {
    await field.fill(typed);
    await find.click();
    await expect(field).toHaveAccessibleDescription(title);
    await expect(field).toBeFocused();
  }
  await expect(app.main.getByText(say("trouble-not-listed.advice", { library: own, origin: "https://books.example.org" })).first()).toBeVisible();
  await audit(page, "an address that is not listed");
  // The library's website leads to its catalogue.
  await field.fill(`${host}/`);
  await find.click();
  await expect(page.getByRole("heading", { name: "Hill Library", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(`${gateway.url}/library/hill`);
  await far.visit(gateway, "/libraries");
  await app.main.getByRole("button", { name: `${say("libraries-remove")} Hill Library` }).click();
  await expect(page.getByText(say("libraries-removed", { name: "Hill Library" }))).toBeVisible();
  await expect(app.main.getByRole("button", { name: `${say("libraries-add")} Hill Library` })).toBeVisible();
  await far.visit(gateway, "/library/village");
  await expect(app.main.getByText(say("far-unknown"), { exact: true }).last()).toBeVisible();
});

test.describe("without a service worker", () => {
  test.use({ serviceWorkers: "block" });

  test("a server is asked directly where its library says so, and by the gateway where the browser is not let", async ({ connect, far, app, page, say }) => {
    const server = hill({ slow: 0, cors: true });
    // Inner servers are never asked by browsers: one of the wide world, which the test stands for.
    const wide = new Other(() => undefined);
    wide.url = "https://books.example";
    const gateway = await connect({ wide: { server: wide, name: "Wide Library", more: 'paths = ["/"]\ndirect = true' } }, { inner: false });
    await server.open();
    const asked: string[] = [];
    let lets = true;
    await page.route(`${wide.url}/**`, async (route) => {
      asked.push(route.request().url());
      if (!lets) return route.abort();
      const answer = await fetch(route.request().url().replace(wide.url, server.url));
      await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() });
    });
    await far.visit(gateway, "/library/wide");
    await expect(app.main.getByRole("heading", { name: "New here" })).toBeVisible();
    expect(asked).toEqual([`${wide.url}/opds`]);
    // The gateway says what browsers do not: there is no server of this name.
    lets = false;
    await far.visit(gateway, "/library/wide");
    await expect(app.main.getByRole("alert").getByRole("heading")).toHaveText(/address leads nowhere|takes too long|does not answer/);
    await expect(app.main.getByRole("button", { name: say("error-retry") })).toBeVisible();
    await server.close();
  });
});

test("by keyboard alone: a library is added, found in and read from", async ({ connect, far, app, reader, page, say, isMobile }) => {
  test.skip(Boolean(isMobile), "a phone has no Tab key");
  const gateway = await connect({ hill: { server: hill(), name: "Hill Library" } });
  await far.visit(gateway, "/libraries");
  await keys.press(app.main.getByRole("button", { name: `${say("libraries-add")} Hill Library` }));
  await expect(page.getByText(say("libraries-added", { name: "Hill Library" }))).toBeVisible();
  await keys.press(app.main.getByRole("link", { name: /^Hill Library/ }));
  await expect(app.main.getByRole("heading", { name: "New here" })).toBeVisible();
  await keys.press(app.book("The Ferry Book").first());
  await expect(page.getByRole("heading", { name: "The Ferry Book", level: 1 })).toBeVisible();
  await keys.press(app.main.getByRole("button", { name: say("title-read"), exact: true }));
  await reader.shows();
});
