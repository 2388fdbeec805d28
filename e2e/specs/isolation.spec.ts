// A book is somebody else's page. Whatever it tries, nothing of it runs, nothing leaves, and the app is untouched;
// through the service worker, and without one.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { HOSTILE, TRACE, hostile, hostileSvg } from "../fixtures/hostile";
import { LANGUAGES, expect, test } from "../fixtures/test";
import type { Reader } from "../pages/reader";

/** A server outside the library, and what was asked of it. */
async function outside(): Promise<{ url: string; asked: string[]; close: () => void }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.setHeader("access-control-allow-origin", "*").end("");
  });
  server.on("connection", (socket) => socket.unref());
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => server.close() };
}

/** Presses everything on the page that can be pressed, and sees the rest through to its end. */
async function tryEverything(reader: Reader, trace: string[]): Promise<void> {
  for (const selector of ["#p1", "a[href^='javascript']", "a[href^='vbscript']", "a[href^='data']", "a:not([href])", "#send", "#top", "#ping", "summary"]) {
    const hit = await reader.find(selector);
    if (!hit) continue;
    trace.push(selector);
    await reader.page.mouse.move(hit.x, hit.y);
    await reader.page.mouse.click(hit.x, hit.y);
    // A link out of the book asks first.
    const question = reader.sheet("reader-link-outside-title");
    const note = reader.note;
    await expect(reader.room).toBeVisible();
    if (await question.isVisible()) await question.getByRole("button", { name: reader.say("close") }).click();
    if (await note.isVisible()) await reader.page.keyboard.press("Escape");
  }
}

for (const serviceWorkers of ["allow", "block"] as const) {
  test.describe(serviceWorkers === "allow" ? "through the service worker" : "without a service worker", () => {
    test.use({ ...LANGUAGES[0].options, serviceWorkers });
    test.skip(({ isMobile }) => Boolean(isMobile), "the same on every screen");

    test("a hostile book is a book like any other", async ({ open, app, reader, page, context }) => {
      const canary = await outside();
      const gateway = await open([
        { file: "guest.epub", bytes: hostile(canary.url) },
        { file: "drawing.epub", bytes: hostileSvg(canary.url) },
      ]);
      const happened: string[] = [];
      page.on("dialog", (dialog) => {
        happened.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      context.on("page", (other) => happened.push(`window: ${other.url()}`));
      page.on("framenavigated", (frame) => {
        const url = frame.url();
        if (!url.startsWith(gateway.url) && !/^(about:|blob:)/.test(url)) happened.push(`navigation: ${url}`);
      });
      // What a policy has stopped never leaves, but is told of as a request: an answer is what counts.
      context.on("response", (response) => {
        const url = response.url();
        if (!url.startsWith(gateway.url) && !/^(blob:|data:)/.test(url)) happened.push(`answer: ${url}`);
      });

      await app.visit(gateway.url);
      const ids = await app.ids();
      await page.evaluate((trace) => Object.assign(window, { untouched: `${trace} not` }), TRACE);
      // From here on without loading the app again: what is planted in it would stay.
      await app.book(HOSTILE).first().click();
      await app.action("title-read").click();
      await reader.shows();
      const pressed: string[] = [];
      for (const end of ["The end of scripts.", "The end of reaching out.", "a book like any other"]) {
        for (let turns = 0; turns < 8; turns += 1) {
          await tryEverything(reader, pressed);
          await expect(reader.room).toHaveAttribute("data-state", "reading");
          const there = await page.evaluate(
            (end) =>
              document.querySelector<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)")?.contentDocument?.body.textContent?.includes(end),
            end,
          );
          // The last page of the chapter has its last words.
          if (there) break;
          await reader.turns(() => reader.pressOn());
        }
        const text = page.frameLocator(".reader-host iframe.book-frame:not(.is-waiting)");
        await expect(text.getByText(end)).toHaveCount(1);
        if (end !== "a book like any other") await reader.goTo(end.includes("scripts") ? "Reaching out" : "After");
      }
      expect(pressed, "there was something to press").toContain("#p1");

      await page.goto(`${gateway.url}/read/${ids["The Drawing"]}`);
      await reader.shows();
      await reader.turns(() => reader.pressOn());

      const left = await page.evaluate((trace) => [trace in window, localStorage.getItem(trace), document.title.includes(trace)], TRACE);
      expect(left, "nothing of the book has run").toEqual([false, null, false]);
      expect(happened).toEqual([]);
      expect(canary.asked, "nothing outside was asked for anything").toEqual([]);
      expect(new URL(page.url()).origin).toBe(gateway.url);
      canary.close();
    });
  });
}
