// Books are kept on the device: downloaded through every kind of trouble, and read, searched and found again with the
// server stopped. The browser is a real one whose storage outlives it; what happens on the way happens to the bytes of
// the real server.

import type { Worker } from "@playwright/test";

import { epub, noise } from "../fixtures/epub";
import { inPieces } from "../fixtures/more";
import { tone } from "../fixtures/sound";
import { LANGUAGES, expect, test as base } from "../fixtures/test";
import { Wire } from "../fixtures/wire";
import { wordsOf } from "../fixtures/words";
import type { Gateway } from "../gateway";
import { audit } from "../pages/audit";
import { Device, whole } from "../pages/device";

const MB = 1 << 20;
const PIECES = inPieces();
/** A book that comes too quickly to be caught on its way. */
const SMALL = epub({ title: "A Small Thing", chapters: [{ title: "One", body: "<p>It is short.</p>" }], extra: { "a.bin": noise(40_000) } });

/** Files are named by what is in them. */
const idOf = (bytes: Buffer) => whole(bytes).hash.slice(0, 32);

interface Own {
  /** A device, and the way between it and a library of these books. */
  tunnel: (options?: { args?: string[]; serviceWorkers?: "block"; locale?: string; books?: Buffer[] }) => Promise<{ device: Device; wire: Wire; gateway: Gateway }>;
}

const test = base.extend<Own>({
  tunnel: async ({ open, locale }, use, info) => {
    const opened: { device: Device; wire: Wire }[] = [];
    await use(async ({ books = [PIECES, SMALL], ...options } = {}) => {
      const gateway = await open(books.map((bytes, index) => ({ file: `book-${index}.epub`, bytes })));
      const wire = new Wire(gateway);
      await wire.open();
      const tag = options.locale ?? locale ?? "en-US";
      const device = new Device(info, wordsOf(tag.startsWith("zh") ? "zh-CN" : "en"), { locale: tag, ...options });
      opened.push({ device, wire });
      await device.start();
      return { device, wire, gateway };
    });
    for (const { device, wire } of opened) {
      await device.close();
      await wire.close();
    }
  },
});

/** Waits until so much of a book has come by in its last answer. */
async function came(wire: Wire, bytes: number): Promise<void> {
  await expect.poll(() => wire.asked.at(-1)?.sent ?? 0, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(bytes);
}

/** Searches the open book. */
async function finds(device: Device, words: string): Promise<void> {
  const { reader, say } = device;
  await reader.bars();
  await reader.button("reader-search").click();
  const sheet = reader.sheet("reader-search");
  await sheet.getByRole("searchbox", { name: say("reader-search-label") }).fill(words);
  await expect(sheet.getByRole("listitem").first()).toBeVisible();
  await sheet.getByRole("button", { name: say("close") }).click();
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("a book is downloaded; the server stops, the browser starts anew: it is read and searched", async ({ tunnel }) => {
      test.setTimeout(120_000);
      const { device, wire, gateway } = await tunnel();
      const id = idOf(PIECES);
      wire.weather = { pace: 12 * MB };
      await device.app.visit(wire.url);
      await device.app.keptForLater();
      await device.app.visit(`${wire.url}/title/${id}`);
      await audit(device.page, "a book that can be downloaded");
      await device.app.button("keep-action").click();
      const bar = device.app.main.getByRole("progressbar", { name: device.say("keep-label", { title: "In Pieces" }) });
      await expect(bar).toHaveAttribute("aria-valuetext", /\d/);
      await expect(device.app.main.getByRole("status").filter({ hasText: device.say("keep-loading") })).toBeVisible();
      await audit(device.page, "a book on its way");
      await device.kept();
      await expect(bar).toHaveCount(0);
      await audit(device.page, "a book that is kept");
      expect(await device.there(id)).toEqual(whole(PIECES));
      await device.app.place("nav-shelf").click();
      const row = device.app.main.getByRole("listitem").filter({ hasText: "In Pieces" });
      await expect(row.getByText(device.say("keep-tag"), { exact: true })).toBeVisible();

      await wire.close();
      await gateway.stop();
      await device.restart();
      await device.app.visit(wire.url);
      await expect(device.app.main.getByRole("status").filter({ hasText: device.say("library-silent") })).toBeVisible();
      await expect(device.app.main.getByRole("heading", { name: device.say("home-kept") })).toBeVisible();
      await audit(device.page, "home, with books that are kept");
      await device.app.book("In Pieces").first().click();
      await device.kept();
      await device.app.action("title-read").click();
      await device.reader.shows();
      await device.reader.goTo("Part 3");
      expect((await device.reader.top()).words).toContain("Part 3");
      await finds(device, "rain on the roof");
      await device.page.reload();
      await device.reader.shows();
      expect((await device.reader.top()).words).toContain("Part 3");
    });

    test("the storage page says what takes how much, and makes room", async ({ tunnel }) => {
      test.setTimeout(90_000);
      const { device, wire } = await tunnel();
      const { say } = device;
      await device.app.visit(`${wire.url}/you`);
      await device.page.getByRole("link", { name: new RegExp(`^${say("storage-title")}`) }).click();
      await expect(device.app.main.getByText(say("storage-none"))).toBeVisible();
      await expect(device.app.main.getByRole("progressbar", { name: say("storage-room") })).toBeVisible();
      await audit(device.page, "storage, with nothing in it");
      for (const bytes of [PIECES, SMALL]) {
        await device.app.visit(`${wire.url}/title/${idOf(bytes)}`);
        await device.app.button("keep-action").click();
        await device.kept();
      }
      await device.app.visit(`${wire.url}/storage`);
      const rows = device.app.main.getByRole("listitem");
      await expect(rows).toHaveCount(2);
      await expect(rows.filter({ hasText: "In Pieces" })).toContainText("19 MB");
      await expect(device.app.main.getByText(say("storage-indexes"))).toBeVisible();
      await device.app.fitsSideways();
      await audit(device.page, "storage, with two books");
      const remove = (title: string) => device.app.main.getByRole("button", { name: `${say("keep-remove")} ${title}`, exact: true });
      await remove("In Pieces").click();
      const question = device.page.getByRole("dialog", { name: say("keep-remove-title", { title: "In Pieces" }) });
      await audit(device.page, "a question before a book goes");
      await question.getByRole("button", { name: say("cancel") }).click();
      await expect(rows).toHaveCount(2);
      await remove("In Pieces").click();
      await question.getByRole("button", { name: say("keep-remove"), exact: true }).click();
      await expect(rows).toHaveCount(1);
      await expect.poll(() => device.there(idOf(PIECES))).toMatchObject({ length: 0 });
      // What is left is whole, and the place of the keyboard is not lost with the button.
      expect(await device.there(idOf(SMALL))).toEqual(whole(SMALL));
      await expect.poll(() => device.page.evaluate(() => document.activeElement?.localName)).not.toBe("body");
      await device.app.button("keep-remove-all").click();
      await device.page.getByRole("dialog", { name: say("keep-remove-all-title") }).getByRole("button", { name: say("keep-remove"), exact: true }).click();
      await expect(device.app.main.getByText(say("storage-none"))).toBeVisible();
      await expect.poll(() => device.there(idOf(SMALL))).toMatchObject({ length: 0 });
      // The shelf still has them.
      await device.app.visit(`${wire.url}/shelf`);
      await expect(device.app.main.getByRole("heading", { name: "In Pieces" })).toBeVisible();
    });
  });
}

test("a download that is killed at ten points goes on from each of them", async ({ tunnel }) => {
  test.setTimeout(180_000);
  const { device, wire, gateway } = await tunnel();
  const id = idOf(PIECES);
  const title = () => `${wire.url}/title/${id}`;
  wire.weather = { pace: 5 * MB };
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
      const had = (await device.there(id)).length;
      expect(had, "something has come").toBeGreaterThan(0);
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
  expect(await device.there(id)).toEqual(whole(PIECES));
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
  await device.app.button("retry").click();
  await expect(device.said("keep-full")).toBeVisible();
  await quota();
  wire.weather = {};
  const before = wire.asked.length;
  await device.app.button("retry").click();
  await device.kept();
  expect(wire.asked[before].range).toBe(`bytes=${had}-`);
  expect(await device.there(id)).toEqual(whole(PIECES));
});

/** As browsers are that have no files of their own. */
const NO_FILES = ["--disable-blink-features=FileSystemAccessOriginPrivate"];

test("without files of the browser's own a book is kept in its database, through a restart", async ({ tunnel }) => {
  test.setTimeout(120_000);
  const { device, wire, gateway } = await tunnel({ args: NO_FILES });
  const id = idOf(PIECES);
  wire.weather = { pace: 6 * MB };
  await device.app.visit(wire.url);
  expect(await device.page.evaluate(() => "getDirectory" in StorageManager.prototype), "there are no files").toBe(false);
  await device.app.keptForLater();
  await device.app.visit(`${wire.url}/title/${id}`);
  await device.app.button("keep-action").click();
  await came(wire, 4 * MB);
  await device.restart();
  await device.app.visit(`${wire.url}/title/${id}`);
  await device.kept();
  expect(wire.asked.at(-1)?.range).toMatch(/^bytes=[1-9]\d+-$/);
  expect(await device.there(id)).toEqual(whole(PIECES));
  await wire.close();
  await gateway.stop();
  await device.restart();
  await device.app.visit(`${wire.url}/read/${id}`);
  await device.reader.shows();
  await device.reader.goTo("Part 2");
  await finds(device, "rain on the roof");
});

test("in a web-view without service worker and without files a book is kept and read with the server stopped", async ({ tunnel }) => {
  test.setTimeout(90_000);
  const { device, wire, gateway } = await tunnel({ args: NO_FILES, serviceWorkers: "block" });
  const id = idOf(PIECES);
  await device.app.visit(`${wire.url}/title/${id}`);
  await device.app.button("keep-action").click();
  await device.kept();
  expect(await device.there(id)).toEqual(whole(PIECES));
  await wire.close();
  await gateway.stop();
  // The app is open already; it cannot be loaded anew here, for want of a service worker.
  await device.app.action("title-read").click();
  await device.reader.shows();
  expect(await device.reader.key()).toContain("blob:");
  await device.reader.goTo("Part 3");
  expect((await device.reader.top()).words).toContain("Part 3");
  await finds(device, "rain on the roof");
  await device.page.getByRole("link", { name: device.say("reader-close") }).click();
  await device.kept();
});

test("sound in a kept book is heard from the middle on with the server stopped", async ({ tunnel }) => {
  const body = '<p>Listen.</p><audio controls="controls" src="tone.wav"></audio>';
  const book = epub({ title: "A Tone", chapters: [{ title: "One", body }], extra: { "tone.wav": tone(60) } });
  const { device, wire, gateway } = await tunnel({ books: [book] });
  await device.app.visit(wire.url);
  await device.app.keptForLater();
  await device.app.visit(`${wire.url}/title/${idOf(book)}`);
  await device.app.button("keep-action").click();
  await device.kept();
  await wire.close();
  await gateway.stop();
  await device.app.visit(`${wire.url}/read/${idOf(book)}`);
  await device.reader.shows();
  const heard = await device.page.evaluate(async () => {
    const frame = document.querySelector<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)");
    const sound = frame?.contentDocument?.querySelector("audio");
    if (!sound) return null;
    if (sound.readyState < 1) await new Promise((resolve) => sound.addEventListener("loadedmetadata", resolve));
    sound.currentTime = 45;
    await new Promise((resolve) => sound.addEventListener("seeked", resolve, { once: true }));
    const part = await fetch(sound.src, { headers: { range: "bytes=360044-360053" } });
    return { duration: Math.round(sound.duration), at: sound.currentTime, status: part.status, range: part.headers.get("content-range"), length: (await part.arrayBuffer()).byteLength };
  });
  expect(heard).toEqual({ duration: 60, at: 45, status: 206, range: "bytes 360044-360053/480044", length: 10 });
});

test("a new build waits until the reader agrees, and one that is not whole is none", async ({ tunnel }) => {
  const { device, wire } = await tunnel({ books: [SMALL] });
  const { app, page } = device;
  const shells = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("shell-")));
  await app.visit(wire.url);
  await app.keptForLater();
  const [old] = await shells();
  // A build of which one file does not arrive.
  wire.weather = { build: "broken", missing: "/icons/ui.svg" };
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const failed = new Promise((resolve) =>
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker?.addEventListener("statechange", () => worker.state === "redundant" && resolve(undefined));
      }),
    );
    await registration.update().catch(() => undefined);
    await failed;
  });
  await expect.poll(shells).toEqual([old]);
  await expect(page.getByText(device.say("update-ready"))).toHaveCount(0);
  wire.weather = { build: "next" };
  await page.evaluate(() => ((window as unknown as { stayed: boolean }).stayed = true));
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect(page.getByText(device.say("update-ready"))).toBeVisible();
  expect((await shells()).sort()).toEqual([old, "shell-next"].sort());
  // The page is left alone until then.
  expect(await page.evaluate(() => (window as unknown as { stayed?: boolean }).stayed)).toBe(true);
  await page.getByRole("button", { name: device.say("update-action") }).click();
  await expect.poll(() => page.evaluate(() => (window as unknown as { stayed?: boolean }).stayed).catch(() => true)).toBe(undefined);
  await app.ready();
  expect(await shells()).toEqual(["shell-next"]);
});

test("where the browser can install the app, it is offered among the reader's own things", async ({ app, say, page }) => {
  await app.visit("/you");
  await expect(page.getByText(say("you-install"))).toHaveCount(0);
  // What Chromium itself says only to people who have stayed for a while.
  await page.evaluate(() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    Object.assign(offer, { prompt: () => void ((window as unknown as { asked: boolean }).asked = true) });
    window.dispatchEvent(offer);
  });
  await expect(page.getByText(say("you-install"))).toBeVisible();
  await audit(page, "you, with the offer to install");
  await page.getByRole("button", { name: say("you-install-action") }).click();
  expect(await page.evaluate(() => (window as unknown as { asked?: boolean }).asked)).toBe(true);
  await expect(page.getByText(say("you-install"))).toHaveCount(0);
});
