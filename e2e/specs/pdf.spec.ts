// PDF files are found, opened, turned, searched, enlarged and followed; their words can be selected; in both languages,
// with a service worker and without one; what is broken or hostile leaves the app usable.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

import { type Sheet, locked, pdf } from "../fixtures/pdf";
import { LANGUAGES, expect, test } from "../fixtures/test";
import type { App } from "../pages/app";
import type { Reader } from "../pages/reader";

const LEAFLET = "A Walk Along the Old Canal";
const SHOWN = ".reader-host iframe.book-frame:not(.is-waiting)";

/** The leaflet of the demonstration shelf. */
const leaflet = () => ({ file: "leaflet.pdf", bytes: readFileSync(join(process.env.YUELI_DEMO ?? "", "leaflet.pdf")) });

/** Eight pages with their numbers on them. */
const report = () => {
  const sheets: Sheet[] = Array.from({ length: 8 }, (_, index) => ({
    lines: [
      { x: 48, y: 520, size: 40, words: `Page ${index + 1}` },
      { x: 48, y: 480, words: `There are ${index + 1} barges on the water.` },
    ],
  }));
  const bookmarks = [{ title: "Page 1", page: 1 }, { title: "Page 5", page: 5 }];
  return { file: "report.pdf", bytes: pdf({ title: "Barges", sheets, bookmarks }) };
};

interface Shown {
  /** What the page is called. */
  name: string;
  words: string;
  /** The width of the page on the screen, and of its picture, in pixels. */
  width: number;
  pixels: number;
}

/** The pages on the screen, from left to right. */
async function pages(reader: Reader): Promise<Shown[]> {
  await reader.shows();
  return reader.page.evaluate((selector) => {
    const frames = [...document.querySelectorAll<HTMLIFrameElement>(selector)];
    return frames
      .map((frame) => {
        const inside = frame.contentDocument;
        const box = frame.getBoundingClientRect();
        const words = [...(inside?.querySelectorAll("h1,h2,h3,p") ?? [])].map((part) => part.textContent).join(" ");
        return {
          name: inside?.querySelector("section")?.getAttribute("aria-label") ?? "",
          words: words.replace(/\s+/g, " ").trim(),
          x: box.x,
          width: box.width,
          pixels: inside?.images[0]?.naturalWidth ?? 0,
        };
      })
      .sort((a, b) => a.x - b.x);
  }, SHOWN);
}

async function names(reader: Reader): Promise<string[]> {
  return (await pages(reader)).map((page) => page.name);
}

async function visit(app: App, url: string, title: string): Promise<string> {
  await app.visit(url);
  const id = (await app.ids())[title];
  expect(id, `${title} is in the catalogue`).toBeDefined();
  await app.visit(`${url}/title/${id}`);
  await expect(app.main.getByRole("heading", { level: 1 })).toHaveText(title);
  return id;
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("a PDF is found, opened and turned; its contents lead to its pages; the place is kept", async ({ open, app, reader, say, page, isMobile }) => {
      const gateway = await open([leaflet()]);
      await visit(app, gateway.url, LEAFLET);
      await expect(app.main.getByText("The Library's Walkers").first()).toBeVisible();
      await expect(app.main.getByText(say("format-pdf"), { exact: true })).toBeVisible();
      await expect(app.main.locator("img").first(), "its first page is its cover").toBeVisible();
      await app.action("title-read").click();
      expect(await names(reader)).toEqual(["cover (1 / 4)"]);
      const [first] = await pages(reader);
      expect(first.words).toContain("A leaflet of four pages, for a dry afternoon.");
      const density = await page.evaluate(() => devicePixelRatio);
      expect(first.pixels, "the picture is as sharp as the screen").toBeGreaterThanOrEqual(Math.floor(first.width * density));
      expect(first.pixels).toBeLessThan(first.width * density + 64);

      const spread = isMobile ? [["1 (2 / 4)"], ["2 (3 / 4)"], ["3 (4 / 4)"]] : [["1 (2 / 4)", "2 (3 / 4)"], ["3 (4 / 4)"]];
      for (const expected of spread) {
        expect(await reader.turns(() => (isMobile ? reader.swipe("left") : page.keyboard.press("ArrowRight")))).toBe(true);
        expect(await names(reader)).toEqual(expected);
      }
      expect(await reader.share()).toBe(100);
      const chinese = (await pages(reader))[0];
      expect(chinese.words).toContain("苍鹭多半站在第五站。");
      await reader.goTo("Eight stations");
      const stations = (await pages(reader)).at(-1);
      expect(stations?.words, "columns are read one after the other").toMatch(/look for the hook\. The willows\. Three of seven/);
      await page.waitForTimeout(300);
      await page.reload();
      expect((await pages(reader)).at(-1)?.name).toBe("2 (3 / 4)");
    });
  });
}

test.describe("a PDF", () => {
  test.use(LANGUAGES[0].options);

  test("has words that are found and marked, selected and copied", async ({ open, app, reader, say, page, isMobile }) => {
    const gateway = await open([report()]);
    await page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "Barges")}`);
    await reader.shows();
    await reader.button("reader-search").click();
    const sheet = reader.sheet("reader-search");
    await sheet.getByRole("searchbox", { name: say("reader-search-label") }).fill("7 BARGES");
    await expect(sheet.getByRole("status")).toHaveText(say("reader-search-found", { count: 1 }));
    await sheet.getByRole("listitem").getByRole("button").click();
    await expect(sheet).toBeHidden();
    await expect.poll(() => names(reader)).toContain("7 / 8");
    const marked = () =>
      page.evaluate((selector) => {
        for (const frame of document.querySelectorAll<HTMLIFrameElement>(selector)) {
          const view = frame.contentWindow as (Window & typeof globalThis) | null;
          for (const range of view?.CSS.highlights.get("yueli-found") ?? []) {
            const box = (range as Range).getBoundingClientRect();
            return { words: (range as Range).toString(), left: box.left, width: box.width };
          }
        }
        return undefined;
      }, SHOWN);
    const mark = await marked();
    expect(mark?.words).toBe("7 barges");
    expect(mark?.left, "it is where the words are drawn").toBeGreaterThan(48 + 12 * 3);
    expect(mark?.width).toBeGreaterThan(30);
    if (isMobile) return;
    // A hand draws over the second line.
    const frame = reader.frame.first();
    const box = await frame.boundingBox();
    const scale = (box?.width ?? 0) / 420;
    const at = (x: number, y: number): [number, number] => [(box?.x ?? 0) + x * scale, (box?.y ?? 0) + y * scale];
    const devtools = await page.context().newCDPSession(page);
    const hand = (type: "mousePressed" | "mouseMoved" | "mouseReleased", [x, y]: [number, number]) =>
      devtools.send("Input.dispatchMouseEvent", { type, x, y, button: "left", buttons: type === "mouseReleased" ? 0 : 1, clickCount: 1 });
    await hand("mousePressed", at(49, 595 - 484));
    for (const x of [70, 100, 130, 150]) await hand("mouseMoved", at(x, 595 - 484));
    await hand("mouseReleased", at(150, 595 - 484));
    const selected = await frame.evaluate((frame) => (frame as HTMLIFrameElement).contentDocument?.getSelection()?.toString());
    expect(selected).toMatch(/^There are \d/);
  });

  test("is read by keyboard alone, larger and smaller, one page or two", async ({ open, app, reader, say, page, isMobile }) => {
    test.skip(Boolean(isMobile), "a keyboard stands on a desk");
    const gateway = await open([report()]);
    await page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "Barges")}`);
    const [whole] = await pages(reader);
    for (const key of ["+", "+", "+"]) await page.keyboard.press(key);
    await expect.poll(async () => (await pages(reader))[0].width / whole.width).toBeCloseTo(2, 1);
    await expect.poll(async () => (await pages(reader))[0].pixels, { message: "it is drawn anew" }).toBeGreaterThanOrEqual(whole.width * 2 - 2);
    const scrolled = () => page.locator(".reader-host").evaluate((host) => host.scrollTop);
    await page.keyboard.press("ArrowDown");
    expect(await scrolled()).toBeGreaterThan(40);
    expect(await names(reader)).toEqual(["1 / 8"]);
    for (let turn = 0; turn < 4 && (await names(reader))[0] === "1 / 8"; turn += 1) await page.keyboard.press("PageDown");
    expect(await names(reader)).toEqual(["2 / 8", "3 / 8"]);
    expect(await scrolled(), "the next page begins at its start").toBe(0);
    for (const key of ["-", "-", "-", "-"]) await page.keyboard.press(key);
    await expect.poll(async () => (await pages(reader))[0].width).toBeCloseTo(whole.width, 0);
    const middle = await reader.middle();
    await page.mouse.move(middle.x, middle.y);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -120);
    await page.keyboard.up("Control");
    await expect.poll(async () => (await pages(reader))[0].width / whole.width).toBeCloseTo(1.25, 1);
    await page.keyboard.press("-");
    // One page at a time, as wide as the screen.
    await page.keyboard.press("d");
    const display = reader.sheet("display-title");
    await display.getByRole("radio", { name: say("display-pages-one") }).press("Space");
    await display.getByRole("radio", { name: say("display-page-width") }).press("Space");
    await page.keyboard.press("Escape");
    await expect.poll(() => names(reader)).toHaveLength(1);
    const room = await reader.middle();
    await expect.poll(async () => (await pages(reader))[0].width / room.width).toBeGreaterThan(0.97);
  });

  test("has links that lead to pages, and out of it when that is wished", async ({ open, app, reader, say, page, isMobile }) => {
    test.skip(Boolean(isMobile), "a mouse stands on a desk");
    const gateway = await open([leaflet()]);
    await page.goto(`${gateway.url}/read/${await visit(app, gateway.url, LEAFLET)}`);
    await reader.shows();
    const press = async (selector: string) => {
      const link = await reader.find(selector);
      expect(link, selector).toBeDefined();
      await page.mouse.click(link?.x ?? 0, link?.y ?? 0);
    };
    await press('a[aria-label="page 1"]');
    await expect.poll(() => names(reader)).toContain("1 (2 / 4)");
    await press('a[aria-label="the walkers\' page"]');
    const asked = reader.sheet("reader-link-outside-title");
    await expect(asked).toContainText(say("reader-link-outside", { host: "example.org" }));
    await page.keyboard.press("Escape");
    await expect(asked).toBeHidden();
    await reader.button("reader-back-to-place").click();
    await expect.poll(() => names(reader)).toEqual(["cover (1 / 4)"]);
  });

  test("that has a password asks for it", async ({ open, app, reader, say, page }) => {
    const gateway = await open([{ file: "locked.pdf", bytes: locked("heron") }]);
    await page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "locked")}`);
    await expect(app.main.getByRole("heading", { name: say("problem-password-needed") })).toBeVisible();
    const field = app.main.getByLabel(say("reader-password-label"));
    await field.fill("swan");
    await app.button("reader-password-action").click();
    await expect(app.main.getByRole("heading", { name: say("problem-password-wrong") })).toBeVisible();
    await field.fill("heron");
    await field.press("Enter");
    expect(await names(reader)).toEqual(["1 / 1"]);
  });

  test("that is broken says so, and what it does to the renderer stays there", async ({ open, app, reader, say, page }) => {
    test.setTimeout(120_000);
    const plain = pdf({ sheets: [{}] });
    const broken = [
      { file: "letter.pdf", bytes: Buffer.from("Dear reader"), problem: "not-a-pdf" },
      { file: "half.pdf", bytes: plain.subarray(0, 80), problem: "truncated" },
    ];
    const image = (width: number, height: number) =>
      `q 400 0 0 400 0 0 cm BI /W ${width} /H ${height} /CS /RGB /BPC 8 ID x EI Q`;
    const hostile: Record<string, string> = {
      "a picture of a billion pixels": image(60_000, 60_000),
      "a thousand nested lists": `${"[".repeat(100_000)} TJ`,
      "a thousand states": "q ".repeat(200_000),
      "a font of no size": "BT /F 1e38 Tf 1e38 1e38 Td (x) Tj ET",
      "no operators at all": "\u0000\u00ff".repeat(5_000),
    };
    const sheets: Sheet[] = Object.values(hostile).map((content) => ({ content }));
    // A small file that is a stencil of 3.6 GB: what draws it runs out of memory.
    const bomb = { dict: "/Width 60000/Height 60000/ImageMask true/BitsPerComponent 1/Filter/FlateDecode", bytes: deflateSync(Buffer.alloc(450_000_000)) };
    sheets.push({ picture: bomb }, { lines: [{ x: 48, y: 500, words: "The end is read." }] });
    const gateway = await open([...broken, { file: "hostile.pdf", bytes: pdf({ title: "Hostile", sheets, more: "/PageLayout/OneColumn" }) }]);
    await app.visit(gateway.url);
    const ids = { ...(await app.ids("?format=unreadable")), ...(await app.ids()) };
    for (const { file, problem } of broken) {
      await page.goto(`${gateway.url}/read/${ids[file]}`);
      await expect.soft(app.main.getByRole("heading", { name: say(`problem-${problem}`) }), file).toBeVisible();
    }
    await page.goto(`${gateway.url}/read/${ids.Hostile}`);
    const state = async () => (await reader.room.getAttribute("data-state")) ?? "";
    const here = () => page.evaluate((selector) => document.querySelector<HTMLIFrameElement>(selector)?.contentDocument?.querySelector("section")?.getAttribute("aria-label") ?? "", SHOWN);
    let last = "";
    // Each is shown as far as it goes, or it says that it cannot be; the next is read in any case.
    for (let turn = 0; turn < 16 && last !== "7 / 7"; turn += 1) {
      await expect.poll(state, { message: `after ${last}`, timeout: 40_000 }).toMatch(/reading|failed/);
      if ((await state()) === "failed") {
        await expect.soft(app.main.getByRole("alert"), `after ${last}`).toContainText(say("problem-reader-stopped"));
        await app.button("reader-problem-skip").click();
      } else {
        last = await here();
        if (last !== "7 / 7") await page.keyboard.press("PageDown");
      }
      await page.waitForTimeout(1_000);
    }
    expect((await pages(reader))[0].words).toBe("The end is read.");
  });

  test("goes on when what draws it is lost", async ({ open, app, reader, say, page, isMobile }) => {
    test.skip(Boolean(isMobile), "one screen is enough");
    const gateway = await open([report()]);
    await page.goto(`${gateway.url}/read/${await visit(app, gateway.url, "Barges")}`);
    expect(await names(reader)).toEqual(["1 / 8"]);
    const drawing = () => page.workers().filter((worker) => worker.url().endsWith("/pdf_loader.js"));
    expect(drawing()).toHaveLength(1);
    const [lost] = drawing();
    const another = page.waitForEvent("worker");
    // As an instruction that cannot be carried out ends the program there.
    await lost.evaluate(() => void setTimeout(() => { throw new Error("the renderer failed"); }));
    await another;
    await expect.poll(drawing, { message: "the first is gone" }).toHaveLength(1);
    expect(drawing()[0]).not.toBe(lost);
    expect(await reader.turns(() => page.keyboard.press("ArrowRight"))).toBe(true);
    expect(await names(reader)).toEqual(["2 / 8", "3 / 8"]);
    await reader.button("reader-search").click();
    const sheet = reader.sheet("reader-search");
    await sheet.getByRole("searchbox", { name: say("reader-search-label") }).fill("barges");
    await expect(sheet.getByRole("status")).toHaveText(say("reader-search-found", { count: 8 }));
  });

  test("says that notes cannot be kept in it, once one is wanted and not before", async ({ open, app, reader, say, page }) => {
    const gateway = await open([leaflet()]);
    await page.goto(`${gateway.url}/read/${await visit(app, gateway.url, LEAFLET)}`);
    await reader.shows();
    await page.waitForTimeout(500);
    await expect(page.getByText(say("notes-failed"))).toHaveCount(0);
    await page.keyboard.press("b");
    await expect(page.getByText(say("notes-not-in-pdf")).first()).toBeVisible();
  });

  test("is not fetched for by those who read none, and read without a server once it was", async ({ open, app, reader, page, isMobile }) => {
    test.skip(Boolean(isMobile), "one screen is enough");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const gateway = await open([leaflet()]);
    const id = await visit(app, gateway.url, LEAFLET);
    expect(asked.filter((path) => path.startsWith("/pdf"))).toEqual([]);
    await app.keptForLater();
    const kept = () =>
      page.evaluate(async () => {
        const paths: string[] = [];
        for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
        return paths.filter((path) => path.startsWith("/pdf")).sort();
      });
    expect(await kept()).toEqual([]);
    await page.goto(`${gateway.url}/read/${id}`);
    await reader.shows();
    await expect.poll(kept).toEqual(["/pdf.js", "/pdf_bg.wasm", "/pdf_loader.js"]);
  });
});

test.describe("a PDF without a service worker", () => {
  test.use({ ...LANGUAGES[1].options, serviceWorkers: "block" });

  test("looks the same", async ({ open, app, reader, page }) => {
    const gateway = await open([leaflet()]);
    await page.goto(`${gateway.url}/read/${await visit(app, gateway.url, LEAFLET)}`);
    const [first] = await pages(reader);
    expect(await reader.key()).toContain("blob:");
    expect(first.pixels).toBeGreaterThanOrEqual(Math.floor(first.width));
    expect(first.words).toContain("A leaflet of four pages");
    const clear = await reader.style("text", "fill");
    expect(clear, "its words lie over it and are not seen twice").toBe("rgba(0, 0, 0, 0)");
    expect(await reader.turns(() => reader.page.keyboard.press("ArrowRight"))).toBe(true);
    expect((await names(reader))[0]).toBe("1 (2 / 4)");
  });
});
