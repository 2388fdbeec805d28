// The app, its gateway and real servers of others: calibre-server and Calibre-Web (OPDS 1.2), codex and r2-streamer-js (OPDS
// 2.0), and a server of our own behind oidc-provider-mock. A journey through a server that was not started is skipped by name.

import { readFileSync } from "node:fs";
import { createServer } from "node:net";

import { type Servers, expect, test } from "../fixtures/connected";
import { BOOK, FIRST_WORDS, Other, file, send } from "../fixtures/libraries";
import { audit } from "../pages/audit";

interface Told {
  name: string;
  start: string;
  login: string;
  password: string;
  words: string;
}

const all: Told[] = process.env.YUELI_SERVERS ? (JSON.parse(readFileSync(process.env.YUELI_SERVERS, "utf8")) as Told[]) : [];

/** The server of that name, as the gateway's file has it. */
function told(name: string): Told {
  const own = all.find((server) => server.name === name);
  test.skip(!own, `${name} was not started`);
  return own as Told;
}

/** A server that is there already. */
function there(own: Told, name: string, more: string): Servers[string] {
  const server = new Other(() => undefined);
  const url = new URL(own.start);
  server.url = url.origin;
  return { server, name, more, start: url.pathname };
}

/** Takes a picture for those who want to look, where YUELI_SHOTS names a folder. */
async function shot(page: import("@playwright/test").Page, name: string): Promise<void> {
  const folder = process.env.YUELI_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}-${test.info().project.name}.png` });
}

test("calibre-server: found, searched, read, kept with its place", async ({ connect, far, app, reader, page, say }) => {
  const own = told("calibre-server");
  const gateway = await connect({ calibre: there(own, "calibre", 'paths = ["/opds", "/get"]') });
  await far.visit(gateway, "/libraries");
  await app.main.getByRole("textbox", { name: say("libraries-address-label"), exact: true }).fill(own.start);
  await app.main.getByRole("button", { name: say("libraries-address-action"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "calibre" })).toBeVisible();
  await shot(page, "calibre");
  await audit(page, "calibre's catalogue");
  await app.main.getByRole("link", { name: /newest/i }).click();
  await expect(app.titles.first()).toBeVisible();
  expect(await app.titles.count()).toBeGreaterThan(3);
  await shot(page, "calibre-newest");
  const search = page.getByRole("searchbox", { name: say("far-search", { library: "calibre" }) });
  await search.fill("zebra");
  await page.keyboard.press("Enter");
  await expect(app.main.getByText(say("all-libraries-nothing"))).toBeVisible();
  await search.fill(own.words);
  await page.keyboard.press("Enter");
  await expect(app.titles.first()).toBeVisible();
  await app.titles.first().getByRole("link").click();
  await expect(app.main.getByRole("button", { name: say("title-read"), exact: true })).toBeVisible();
  await shot(page, "calibre-title");
  await app.main.getByRole("button", { name: say("title-read"), exact: true }).click();
  await reader.shows();
  const first = await reader.top();
  await page.goBack();
  await app.main.getByRole("button", { name: say("keep-action"), exact: true }).click();
  await expect(app.main.getByText(say("keep-kept"))).toBeVisible();
  await app.visit(`${gateway.url}/shelf`);
  await app.main.getByRole("link", { name: new RegExp(`^${say("shelf-read-on")}`) }).first().click();
  await reader.shows();
  expect((await reader.top()).words).toBe(first.words);
});

test("Calibre-Web: a wrong password first, then signed in, searched and read", async ({ connect, far, app, reader, page, say }) => {
  const own = told("Calibre-Web");
  const gateway = await connect({ web: there(own, "Calibre-Web", 'paths = ["/opds"]\nsign_in = "password"') });
  await far.signInAtHome(gateway, "/library/web");
  const labels = { login: say("far-sign-in-login"), password: say("far-sign-in-password") };
  await far.signIn(labels, { ...own, password: "wrong" });
  await expect(page.getByRole("textbox", { name: labels.login, exact: true })).toHaveAttribute("aria-invalid", "true");
  await shot(page, "calibre-web-wrong");
  await far.signIn(labels, own);
  await expect(page.getByText(say("far-sign-in-done", { library: "Calibre-Web" }))).toBeVisible();
  await expect(app.main.getByRole("heading", { name: say("far-ways-on") })).toBeVisible();
  await shot(page, "calibre-web");
  await page.getByRole("searchbox", { name: say("far-search", { library: "Calibre-Web" }) }).fill(own.words);
  await page.keyboard.press("Enter");
  await expect(app.titles.first()).toBeVisible();
  await app.titles.first().getByRole("link").click();
  await app.main.getByRole("button", { name: say("title-read"), exact: true }).click();
  await reader.shows();
  // Its first page is the cover.
  for (let turn = 0; turn < 3 && (await reader.top()).words === ""; turn += 1) await reader.turns(() => page.keyboard.press("PageDown"));
  expect((await reader.top()).words).not.toBe("");
});

test("codex: its authentication document, its lists, and a comic", async ({ connect, far, app, reader, page, say }) => {
  const own = told("codex");
  const gateway = await connect({ codex: there(own, "codex", 'paths = ["/"]\nsign_in = "password"') });
  await far.signInAtHome(gateway, "/library/codex");
  await expect(app.main.getByRole("heading", { name: say("far-sign-in", { library: "codex" }) })).toBeVisible();
  const field = page.getByRole("textbox").first();
  await field.fill(own.login);
  await page.locator('input[type="password"]').fill(own.password);
  await shot(page, "codex-sign-in");
  await page.getByRole("button", { name: say("sign-in-action"), exact: true }).click();
  await expect(page.getByText(say("far-sign-in-done", { library: "codex" }))).toBeVisible();
  await far.settled();
  await shot(page, "codex");
  await audit(page, "codex's catalogue");
  // codex has its comics some steps down.
  const book = () => app.main.getByRole("link", { name: /Crossing|Ferries/ });
  await page.getByRole("searchbox").first().fill(own.words);
  await page.keyboard.press("Enter");
  await far.settled();
  for (let step = 0; step < 4; step += 1) {
    await expect(book().first()).toBeVisible();
    await book().first().click();
    await far.settled();
    if (await app.main.getByRole("button", { name: say("title-read"), exact: true }).isVisible()) break;
  }
  await shot(page, "codex-title");
  await app.main.getByRole("button", { name: say("title-read"), exact: true }).click();
  await reader.shows();
});

test("r2-streamer-js: its books have no files, which is said", async ({ connect, far, app, page, say }) => {
  const own = told("r2-streamer-js");
  const gateway = await connect({ streamer: there(own, "r2-streamer", 'paths = ["/opds2", "/pub"]') });
  // It answers 503 until it has read its folder.
  await expect(async () => {
    await far.visit(gateway, "/library/streamer");
    await expect(app.titles.first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await shot(page, "r2-streamer");
  await app.titles.first().getByRole("link").click();
  await expect(app.main.getByText(say("far-title-none", { library: "r2-streamer" }))).toBeVisible();
  await shot(page, "r2-streamer-title");
  await audit(page, "a book without a file");
});

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("oidc-provider-mock: signed in on the library's own page, by the code flow, and read", async ({ connect, far, app, reader, page, say }) => {
  const own = told("oidc-provider-mock");
  const seen: string[] = [];
  // A library that asks the provider whose token it was shown.
  const library = new Other(async (from, to, url) => {
    const authorization = from.headers.authorization ?? "";
    const whose = authorization ? await fetch(`${own.start}/userinfo`, { headers: { authorization } }) : undefined;
    if (!whose?.ok) {
      return send(to, "application/opds-authentication+json", JSON.stringify({ id: "/auth", title: "Lighthouse", authentication: [{ type: "http://opds-spec.org/auth/oauth/authorization-code", links: [{ rel: "authenticate", href: `${own.start}/oauth2/authorize` }] }] }), 401);
    }
    seen.push(((await whose.json()) as { sub: string }).sub);
    if (url.pathname === "/files/1.epub") return file(from, to, "application/epub+zip", BOOK);
    send(to, "application/opds+json", JSON.stringify({ metadata: { title: "Lighthouse" }, links: [{ rel: "self", href: "/opds" }], publications: [{ metadata: { title: "The Ferry Book", identifier: "urn:light:1" }, links: [{ rel: "http://opds-spec.org/acquisition", href: "/files/1.epub", type: "application/epub+zip" }] }] }));
  });
  const port = await freePort();
  const oauth = `paths = ["/"]\nsign_in = "oauth"\n[upstream.light.oauth]\nissuer = "${own.start}"\nclient_id = "yueli"\nclient_secret_env = "OIDC_SECRET"\nscopes = ["openid"]\n`;
  process.env.OIDC_SECRET = "not a secret";
  const gateway = await connect({ light: { server: library, name: "Lighthouse", more: oauth } }, { head: `gateway = "http://127.0.0.1:${port}"\n`, port });
  await far.signInAtHome(gateway, "/library/light");
  await expect(app.main.getByText(say("far-sign-in-page"))).toBeVisible();
  await page.getByRole("button", { name: say("far-sign-in-page-action") }).click();
  await page.waitForURL(`${own.start}/**`);
  await page.locator('input[name="sub"]').fill("keeper");
  await page.getByRole("button", { name: /authorize|sign in|log in|submit/i }).first().click();
  await expect(page.getByText(say("far-sign-in-done", { library: "Lighthouse" }))).toBeVisible();
  await expect(page).toHaveURL(`${gateway.url}/library/light`);
  await shot(page, "lighthouse");
  await app.book("The Ferry Book").click();
  await app.main.getByRole("button", { name: say("title-read"), exact: true }).click();
  await reader.shows();
  expect((await reader.top()).words).toContain(FIRST_WORDS.slice(0, 20));
  expect(new Set(seen)).toEqual(new Set(["keeper"]));
});
