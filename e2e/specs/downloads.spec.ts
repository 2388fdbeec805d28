// Books are downloaded to the device through every kind of trouble. The browser is a real one whose storage outlives it;
// what happens on the way happens to the bytes of the real server.

import type { Worker } from "@playwright/test";

import { epub, noise } from "../fixtures/epub";
import { MB, PIECES, SMALL, expect, idOf, test as base } from "../fixtures/tunnel";
import type { Wire } from "../fixtures/wire";
import { audit } from "../pages/audit";
import { whole } from "../pages/device";

/** What comes by is what was asked for: no book is made ready while its title is looked at. */
const test = base.extend({
  tunnel: async ({ tunnel }, use) => use((options) => tunnel({ saves: true, ...options })),
});

/** A book that takes its time. */
const BIG = epub({ title: "A Long Way", chapters: [{ title: "One", body: "<p>It is long.</p>" }], extra: { "a.bin": noise(44 * MB, 5) } });

/** Waits until so much of a book has come by in its last answer. */
async function came(wire: Wire, bytes: number): Promise<void> {
  await expect.poll(() => wire.asked.at(-1)?.sent ?? 0, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(bytes);
}

test("a download that is killed at ten points goes on from each of them", async ({ tunnel }) => {
  test.setTimeout(180_000);
  const { device, wire, gateway } = await tunnel({ books: [BIG] });
  const id = idOf(BIG);
  const title = () => `${wire.url}/title/${id}`;
  wire.weather = { pace: 3 * MB };
  await device.app.visit(title());
  await device.app.keptForLater();
  await device.app.button("keep-action").click();
  const again = async () => {
    await device.app.visit(title());
  };
  const deaths: [string, () => Promise<void>][] = [
    ["the connection is cut", async () => void (wire.weather.cut = (wire.asked.at(-1)?.sent ?? 0) + 1)],
    ["the tab is closed", async () => {
      const next = await device.context.newPage();
      await device.page.close();
      device.use(next);
      await again();
    }],
    ["the server is stopped", async () => {
      await gateway.stop();
      await expect(device.said("keep-offline")).toBeVisible();
      await gateway.start();
    }],
    ["the page is loaded again", async () => void (await device.page.reload())],
    ["the worker ends", async () => {
      // A browser that needs memory ends workers, and tells nobody: whoever looks at the page presses on.
      const at = wire.asked.length;
      await ended(device.page.workers());
      await device.app.button("keep-pause").click();
      await device.app.button("keep-go-on").click();
      await expect.poll(() => wire.asked.length, { timeout: 15_000 }).toBeGreaterThan(at);
    }],
    ["the browser is closed", async () => {
      await device.restart();
      await again();
    }],
    ["the network is gone", async () => {
      await wire.close();
      await expect(device.said("keep-offline")).toBeVisible();
      await wire.open();
    }],
    ["the reader goes elsewhere in another tab, and the first is closed", async () => {
      const next = await device.context.newPage();
      await next.goto(`${wire.url}/shelf`);
      await device.page.close();
      device.use(next);
      await again();
    }],
    ["the connection is cut once more", async () => void (wire.weather.cut = (wire.asked.at(-1)?.sent ?? 0) + 1)],
    ["the page crashes", async () => {
      const next = await device.context.newPage();
      await device.page.goto("chrome://crash").catch(() => undefined);
      device.use(next);
      await again();
    }],
  ];
  expect(deaths.length).toBe(10);
  for (const [name, die] of deaths) {
    await test.step(name, async () => {
      await came(wire, MB);
      const before = wire.asked.length;
      // A file that is written to in the moment it is read cannot be read.
      let had = 0;
      await expect.poll(async () => (had = (await device.there(id)).length), "something has come").toBeGreaterThan(0);
      await die();
      await expect.poll(() => wire.asked.length, { timeout: 45_000 }).toBeGreaterThan(before);
      const next = wire.asked[before];
      expect(next.range, `after ${name} it goes on from where it was`).toMatch(/^bytes=\d+-$/);
      expect(Number(/\d+/.exec(next.range ?? "")?.[0])).toBeGreaterThanOrEqual(had);
      expect(next.ifRange).toMatch(/^"/);
    });
  }
  wire.weather = {};
  await device.kept();
  expect(await device.there(id)).toEqual(whole(BIG));
  // Nothing was asked for from the beginning but the first time, and hardly anything twice.
  expect(wire.asked.filter((asked) => !asked.range)).toHaveLength(1);
  expect(wire.asked.every((asked) => [200, 206].includes(asked.status ?? 0))).toBe(true);
});

async function ended(workers: Worker[]): Promise<void> {
  for (const worker of workers) await worker.evaluate(() => (globalThis as unknown as { close(): void }).close()).catch(() => undefined);
}

test("bytes that changed on the way are refused and fetched again; twice, and it is said", async ({ tunnel }) => {
  test.setTimeout(90_000);
  const { device, wire } = await tunnel();
  const id = idOf(PIECES);
  await device.app.visit(`${wire.url}/title/${id}`);
  wire.weather = { flip: { at: 7 * MB, times: 9 } };
  await device.app.button("keep-action").click();
  await expect(device.said("keep-damaged")).toBeVisible({ timeout: 30_000 });
  await expect(device.app.main.getByText(device.say("keep-damaged.advice"))).toBeVisible();
  expect(wire.asked.map((asked) => asked.range)).toEqual([undefined, undefined]);
  expect(await device.there(id), "nothing of it is kept").toMatchObject({ length: 0 });
  await audit(device.page, "a download that was damaged");
  // Once is no reason to bother anybody.
  wire.weather = { flip: { at: 7 * MB, times: 1 } };
  await device.app.button("retry").click();
  await device.kept();
  expect(wire.asked).toHaveLength(4);
  expect(await device.there(id)).toEqual(whole(PIECES));
});

test("a file that is another one now begins anew, and no byte of the old one stays", async ({ tunnel }) => {
  test.setTimeout(90_000);
  const other = epub({ title: "In Pieces, Mended", chapters: [{ title: "One", body: "<p>Mended.</p>" }], extra: { "a.bin": noise(9 * MB, 7) } });
  const { device, wire } = await tunnel({ books: [PIECES, other] });
  const id = idOf(PIECES);
  await device.app.visit(`${wire.url}/title/${id}`);
  const feed = (await (await device.page.request.get(`${wire.url}/opds/publications/${idOf(other)}`)).json()) as { links: { href: string }[] };
  const href = feed.links.map((link) => link.href).find((href) => href.startsWith("/publications/"));
  wire.weather = { pace: 6 * MB };
  await device.app.button("keep-action").click();
  await came(wire, 2 * MB);
  wire.weather = { pace: 40 * MB, instead: href, cut: (wire.asked.at(-1)?.sent ?? 0) + 1 };
  await device.kept();
  expect(await device.there(id)).toEqual(whole(other));
  expect(wire.asked[1]).toMatchObject({ range: expect.stringMatching(/^bytes=\d+-$/), status: 200 });
});

test("a book that the library has no more is said to be gone", async ({ tunnel }) => {
  const { device, wire } = await tunnel();
  const id = idOf(PIECES);
  await device.app.visit(`${wire.url}/title/${id}`);
  wire.weather = { instead: `/publications/${"0".repeat(32)}/x.epub` };
  await device.app.button("keep-action").click();
  await expect(device.said("keep-missing")).toBeVisible();
  await expect(device.app.main.getByText(device.say("keep-missing.advice"))).toBeVisible();
});

test("a download is paused, goes on and is given up by keyboard alone; others wait their turn", async ({ tunnel }) => {
  test.setTimeout(90_000);
  const { device, wire } = await tunnel();
  const { app, page, say } = device;
  const id = idOf(PIECES);
  wire.weather = { pace: 4 * MB };
  await app.visit(`${wire.url}/title/${id}`);
  await app.button("keep-action").focus();
  await page.keyboard.press("Enter");
  await came(wire, MB);
  // The button keeps the focus, whatever it does next.
  await expect(app.button("keep-pause")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.button("keep-go-on")).toBeFocused();
  await expect(device.said("keep-paused")).toBeVisible();
  await expect.poll(async () => (await device.there(id)).length).toBeGreaterThan(MB);
  const asked = wire.asked.length;
  const paused = (await device.there(id)).length;
  await page.reload();
  await expect(device.said("keep-paused")).toBeVisible();
  await page.waitForTimeout(800);
  expect(wire.asked.length, "what is paused stays so").toBe(asked);
  expect((await device.there(id)).length).toBe(paused);
  await app.button("keep-go-on").focus();
  await page.keyboard.press("Space");
  await came(wire, MB);
  // Another book waits until this one is here, or is given up.
  await app.visit(`${wire.url}/title/${idOf(SMALL)}`);
  await app.button("keep-action").click();
  await expect(device.said("keep-waiting")).toBeVisible();
  await app.visit(`${wire.url}/title/${id}`);
  const cancel = app.main.getByRole("button", { name: `${say("keep-cancel")} In Pieces` });
  await cancel.focus();
  await page.keyboard.press("Enter");
  await expect(app.button("keep-action")).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe("h1");
  await app.visit(`${wire.url}/title/${idOf(SMALL)}`);
  await device.kept();
  expect(await device.there(id)).toMatchObject({ length: 0 });
});

test("where there is no room left it is said, and nothing is lost", async ({ tunnel }) => {
  test.setTimeout(90_000);
  const { device, wire } = await tunnel();
  const id = idOf(PIECES);
  wire.weather = { pace: 5 * MB };
  await device.app.visit(`${wire.url}/title/${idOf(SMALL)}`);
  await device.app.button("keep-action").click();
  await device.kept();
  await device.app.visit(`${wire.url}/title/${id}`);
  const devtools = await device.context.newCDPSession(device.page);
  const quota = (quotaSize?: number) => devtools.send("Storage.overrideQuotaForOrigin", { origin: wire.url, quotaSize });
  await device.app.button("keep-action").click();
  await came(wire, 3 * MB);
  // The device fills up in the middle of it.
  await quota(5 * MB);
  await expect(device.said("keep-full")).toBeVisible({ timeout: 30_000 });
  await expect(device.app.main.getByText(device.say("keep-full.advice"))).toBeVisible();
  const had = (await device.there(id)).length;
  expect(had).toBeGreaterThan(MB);
  expect(await device.there(idOf(SMALL)), "the other book is whole").toEqual(whole(SMALL));
  // Pressing on without having made room says the same.
  const full = wire.asked.length;
  await device.app.button("retry").click();
  await expect.poll(() => wire.asked.length).toBeGreaterThan(full);
  await expect(device.said("keep-full")).toBeVisible();
  await quota();
  wire.weather = {};
  const before = wire.asked.length;
  await device.app.button("retry").click();
  await device.kept();
  expect(wire.asked[before].range).toBe(`bytes=${had}-`);
  expect(await device.there(id)).toEqual(whole(PIECES));
});
