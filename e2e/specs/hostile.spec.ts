// A shelf of hostile books, each of which tries one thing in every way that it can. None of them runs, opens, leaves
// or reaches anything, and the library goes on; through the service worker, and without one.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { BrowserContext, Page, Request } from "@playwright/test";

import { LANGUAGES, expect, test } from "../fixtures/test";
import { type Case, PRESS, TRACE, bytesOf, cases } from "../hostile";
import type { Reader } from "../pages/reader";

/** The most that is pressed in one book, and the most pages that are turned. */
const PRESSES = 14;
const TURNS = 2;

/** A server outside the library. Whoever speaks to it has escaped, whatever was said. */
async function canary(heard: (what: string) => void): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    heard(`asked the outside for ${request.url}`);
    response.setHeader("access-control-allow-origin", "*").end("");
  });
  server.on("upgrade", (request, socket) => {
    heard(`opened a socket to ${request.url}`);
    socket.destroy();
  });
  server.on("connection", (socket) => {
    heard("connected to the outside");
    socket.unref();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** Hears everything that a book may not bring about. */
function watch(page: Page, context: BrowserContext, gateway: string, heard: (what: string) => void): void {
  page.on("dialog", (dialog) => {
    heard(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("download", (download) => heard(`a download: ${download.url()}`));
  page.on("websocket", (socket) => heard(`a socket: ${socket.url()}`));
  context.on("page", (other) => {
    heard(`a window: ${other.url()}`);
    void other.close();
  });
  // What a policy has stopped never leaves, but is told of as a request: an answer is what counts.
  context.on("response", (response) => {
    const url = new URL(response.url());
    if (url.protocol === "blob:" || url.protocol === "data:") return;
    if (url.origin !== gateway) heard(`an answer from outside: ${url.href}`);
    else if (isOfTheBook(response.request(), page) && !url.pathname.startsWith("/book/")) heard(`an answer of the library to the book: ${url.pathname}`);
  });
}

/** Whether a frame within the page asked, and not the app or its workers. */
function isOfTheBook(request: Request, page: Page): boolean {
  try {
    return request.frame() !== page.mainFrame();
  } catch {
    // A service worker's own request has no frame.
    return false;
  }
}

/** Waits until the book is open or is said not to be. */
async function settled(page: Page): Promise<string> {
  let state = "";
  await expect
    .poll(
      async () => {
        state = await page.evaluate(() => document.querySelector(".reader")?.getAttribute("data-state") ?? "");
        return state;
      },
      { timeout: 45_000, message: "the reader has something to show" },
    )
    .toMatch(/^(reading|failed)$/);
  return state;
}

/** Where the next thing to press is that was not pressed yet. It is marked from outside, so that it is pressed once. */
async function nextToPress(page: Page): Promise<{ x: number; y: number } | null> {
  return page.evaluate((name) => {
    for (const frame of document.querySelectorAll<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)")) {
      const inside = frame.contentDocument;
      const outer = frame.getBoundingClientRect();
      const scale = outer.width / (frame.offsetWidth || 1);
      for (const element of inside?.getElementsByClassName(name) ?? []) {
        const box = element.getClientRects()[0];
        if (element.hasAttribute("data-pressed") || !box || box.width === 0) continue;
        const [x, y] = [outer.left + (box.left + box.width / 2) * scale, outer.top + (box.top + box.height / 2) * scale];
        if (x < outer.left || x >= outer.right || y < outer.top || y >= outer.bottom) continue;
        element.setAttribute("data-pressed", "");
        return { x, y };
      }
    }
    return null;
  }, PRESS);
}

/** Presses everything that can be pressed on the first pages, as a curious reader would. */
async function pressEverything(page: Page, reader: Reader): Promise<void> {
  let turns = 0;
  for (let presses = 0; presses < PRESSES; ) {
    const place = await nextToPress(page);
    if (!place) {
      turns += 1;
      if (turns > TURNS) return;
      await page.keyboard.press("PageDown");
      await page.waitForTimeout(100);
      continue;
    }
    presses += 1;
    await page.mouse.move(place.x, place.y);
    await page.mouse.click(place.x, place.y);
    await page.waitForTimeout(50);
    // A link out of the book asks first, and what is beside the text lies on it.
    const question = reader.sheet("reader-link-outside-title");
    if (await question.isVisible()) await question.getByRole("button", { name: reader.say("close") }).click();
    if (await reader.note.isVisible()) await page.keyboard.press("Escape");
    if ((await settled(page)) === "failed") return;
  }
}

/** What a book has left behind where it had no business. */
async function leftBehind(page: Page, context: BrowserContext, gateway: string, id: string): Promise<string[]> {
  const left = await page.evaluate(async (trace) => {
    const found: string[] = [];
    if (trace in window) found.push("the window");
    if (trace in localStorage || trace in sessionStorage) found.push("the storage");
    if (document.title.includes(trace)) found.push("the title");
    if ((await indexedDB.databases()).some((database) => database.name === trace)) found.push("the databases");
    if ((await caches.keys()).includes(trace)) found.push("the caches");
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    const strange = workers.filter((worker) => !(worker.active ?? worker.waiting ?? worker.installing)?.scriptURL.endsWith("/sw.js"));
    if (strange.length > 0) found.push("the service workers");
    return found;
  }, TRACE);
  if ((await context.cookies()).some((cookie) => cookie.name === TRACE)) left.push("the cookies");
  const strange = page.frames().filter((frame) => {
    const url = frame.url();
    if (frame === page.mainFrame()) return url !== `${gateway}/read/${id}`;
    return url !== "" && !url.startsWith(`${gateway}/book/${id}/`) && !/^(about:blank$|blob:|chrome-error:)/.test(url);
  });
  return left.map((where) => `a trace in ${where}`).concat(strange.map((frame) => `a page that is not the book's: ${frame.url()}`));
}

const fileOf = (one: Case) => `${one.name.toLowerCase().replace(/\W+/g, "-")}.epub`;

for (const serviceWorkers of ["allow", "block"] as const) {
  test.describe(serviceWorkers === "allow" ? "through the service worker" : "without a service worker", () => {
    test.use({ ...LANGUAGES[0].options, serviceWorkers });
    test.skip(({ isMobile }) => Boolean(isMobile), "the same on every screen");

    test("no hostile book escapes", async ({ open, app, reader, page, context }) => {
      test.setTimeout(20 * 60_000);
      const escapes: string[] = [];
      const unusable: string[] = [];
      let current = "before the first";
      const heard = (what: string) => escapes.push(`${current}: ${what}`);
      const outside = await canary(heard);
      const all = cases(outside.url);
      const gateway = await open(all.map((one) => ({ file: fileOf(one), bytes: bytesOf(one) })));
      watch(page, context, gateway.url, heard);

      await app.visit(gateway.url);
      if (serviceWorkers === "allow") await app.keptForLater();
      const ids = { ...(await app.ids("?format=unreadable")), ...(await app.ids()) };
      for (const one of all) {
        current = one.name;
        await test.step(`${one.name}: ${one.tries}`, async () => {
          const id = ids[one.name] ?? ids[fileOf(one)];
          if (!id) {
            unusable.push(`${one.name} is not in the catalogue`);
            return;
          }
          await page.goto(`${gateway.url}/read/${id}`);
          const state = await settled(page);
          if (state === "reading") {
            const way = serviceWorkers === "allow" ? "/book/" : "blob:";
            expect.soft(await reader.key(), `${one.name} is shown in the way that is tried here`).toContain(way);
            await pressEverything(page, reader);
          } else if (one.outcome === "reads") {
            unusable.push(`${one.name} does not open`);
          }
          // What begins by itself may take a moment: a refresh, an animation, a picture that fails.
          await page.waitForTimeout(300);
          for (const what of await leftBehind(page, context, gateway.url, id)) heard(what);
        });
      }
      current = "after the last";
      // The library goes on as if nothing had been: on the page that was open last, and on one that is opened now.
      await expect(reader.room).toBeVisible();
      await app.visit(`${gateway.url}/title/${ids[all[0].name]}`);
      await expect.soft(app.main.getByRole("heading", { level: 1, name: all[0].name })).toBeVisible();
      await expect.soft(app.main.getByRole("alert")).toHaveCount(0);
      outside.close();
      console.log(`${escapes.length} escapes of ${all.length}`);
      expect.soft(unusable).toEqual([]);
      expect(escapes).toEqual([]);
    });
  });
}
