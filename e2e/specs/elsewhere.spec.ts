// A book that wants things which are not in it: nothing of it is fetched before the reader has said so, and after that
// only sound, film and typefaces of the hosts that the book declares; until it is taken back.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { filesOf, zipped } from "../fixtures/epub";
import { tone } from "../fixtures/sound";
import { LANGUAGES, expect, test } from "../fixtures/test";
import { declare } from "../hostile/case";
import { audit } from "../pages/audit";
import type { Reader } from "../pages/reader";

const TITLE = "Sounds of the Harbour";

/** A server outside the library that gives everybody what they ask for, and writes down what that was. */
async function host(): Promise<{ url: string; name: string; asked: string[]; referrers: string[]; close: () => void }> {
  const asked: string[] = [];
  const referrers: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.headers.referer) referrers.push(`${request.url} ${request.headers.referer}`);
    response.setHeader("access-control-allow-origin", "*");
    if (request.url?.endsWith(".css")) response.setHeader("content-type", "text/css").end("body { color: rgb(255, 0, 0) }");
    else if (request.url?.endsWith(".wav")) response.setHeader("content-type", "audio/wav").end(tone(2));
    else response.end("");
  });
  server.on("connection", (socket) => socket.unref());
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const name = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${name}`, name, asked, referrers, close: () => server.close() };
}

/** The book. What lies on the second host is used, and not declared. */
function book(declared: string, undeclared: string): Buffer {
  const both = [declared, undeclared];
  const body = both
    .map(
      (url, index) =>
        `<p class="far${index}">The sea, as it was heard at six.</p>` +
        `<audio id="sound${index}" controls="controls" preload="auto" src="${url}/sea.wav"></audio>` +
        `<video preload="auto" poster="${url}/poster.png"><source src="${url}/sea.mp4"/></video>` +
        `<img alt="The harbour at six" src="${url}/harbour.png" srcset="${url}/harbour-2.png 2x"/>` +
        `<iframe title="Tides" src="${url}/tides.html"></iframe><object data="${url}/tides.svg"></object>` +
        `<script src="${url}/tides.js"></script>`,
    )
    .join("");
  const css = both.map((url, index) => `@font-face { font-family: far${index}; src: url(${url}/sea.woff2) } .far${index} { font-family: far${index}; background: url(${url}/paper.png) }`);
  const files = filesOf({
    title: TITLE,
    author: "Dora Quay",
    chapters: [
      { title: "Six", body },
      { title: "Seven", body: "<p>And at seven it was quiet.</p>" },
    ],
    css: css.join(""),
  });
  const links = both.map((url) => `<link rel="stylesheet" href="${url}/sea.css"/>`).join("");
  files["OPS/c01.xhtml"] = String(files["OPS/c01.xhtml"]).replace("</head>", `${links}</head>`);
  declare(
    files,
    [
      ["sea.wav", "audio/wav"],
      ["bell.wav", "audio/wav"],
      ["sea.mp4", "video/mp4"],
      ["sea.woff2", "font/woff2"],
      ["harbour.png", "image/png"],
      ["tides.js", "text/javascript"],
      ["sea.css", "text/css"],
      ["tides.html", "application/xhtml+xml"],
    ]
      .map(([name, type], index) => `<item id="far-${index}" href="${declared}/${name}" media-type="${type}"/>`)
      .join(""),
  );
  files["OPS/package.opf"] = String(files["OPS/package.opf"]).replace('href="c01.xhtml"', 'href="c01.xhtml" properties="remote-resources scripted"');
  return zipped(files);
}

/** The only things that a book may have elsewhere. */
const FETCHED = ["/sea.mp4", "/sea.wav", "/sea.woff2"];

const once = (asked: string[]) => [...new Set(asked)].sort();

/** The setting that says what was answered, and the way to close the sheet again. */
async function display(reader: Reader): Promise<void> {
  await reader.bars();
  await reader.button("reader-display").click();
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("nothing is fetched before the reader says so, and only what is declared after it", async ({ open, app, reader, page, say }) => {
      test.setTimeout(90_000);
      const [declared, undeclared] = [await host(), await host()];
      const gateway = await open([{ file: "harbour.epub", bytes: book(declared.url, undeclared.url) }]);
      await app.visit(gateway.url);
      await app.keptForLater();
      const address = `${gateway.url}/read/${(await app.ids())[TITLE]}`;
      const question = page.getByRole("region", { name: say("elsewhere-title") });
      const setting = page.getByRole("region", { name: say("elsewhere-setting") });
      const close = () => reader.sheet("display-title").getByRole("button", { name: say("close") }).click();

      await page.goto(address);
      await reader.shows();
      await expect(question).toBeVisible();
      for (const [key, count] of [["sound", 2], ["film", 1], ["typeface", 1], ["picture", 1]] as const) {
        await expect(question.getByText(say(`elsewhere-${key}`, { count, host: declared.name }), { exact: true })).toBeVisible();
      }
      await expect(question.getByText(undeclared.name)).toHaveCount(0);
      await audit(page, "the question about what lies elsewhere");
      await question.getByRole("button", { name: say("elsewhere-deny") }).click();
      await expect(question).toBeHidden();
      await reader.shows();
      await page.reload();
      await reader.shows();
      await page.waitForTimeout(700);
      await expect(question, "who said no is not asked again").toBeHidden();
      expect([declared.asked, undeclared.asked], "nothing was fetched").toEqual([[], []]);

      await display(reader);
      await expect(setting.getByText(say("elsewhere-denied"))).toBeVisible();
      await audit(page, "what was answered, under Display");
      await setting.getByRole("button", { name: say("elsewhere-allow") }).click();
      await expect(setting.getByText(say("elsewhere-allowed"))).toBeVisible();
      await close();
      await reader.shows();
      const heard = () =>
        page.evaluate(() => {
          const frame = document.querySelector<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)");
          const sounds = ["sound0", "sound1"].map((id) => frame?.contentDocument?.getElementById(id) as HTMLAudioElement | null | undefined);
          return sounds.map((sound) => (sound?.readyState ?? 0) > 1);
        });
      await expect.poll(heard, "the declared sound is there, the other is not").toEqual([true, false]);
      await expect.poll(() => once(declared.asked)).toEqual(FETCHED);

      // Kept with the book, for the next time.
      declared.asked.length = 0;
      await page.reload();
      await reader.shows();
      await expect.poll(heard).toEqual([true, false]);
      await expect(question).toBeHidden();
      await expect.poll(() => once(declared.asked).every((path) => FETCHED.includes(path)) && declared.asked.includes("/sea.wav")).toBe(true);
      // For typefaces browsers name the site by themselves (CORS), but never what is read there.
      expect(declared.referrers.filter((one) => one !== `/sea.woff2 ${gateway.url}/`), "what is read is not told").toEqual([]);

      await display(reader);
      await setting.getByRole("button", { name: say("elsewhere-deny") }).click();
      await expect(setting.getByText(say("elsewhere-denied"))).toBeVisible();
      await close();
      await reader.shows();
      declared.asked.length = 0;
      await page.reload();
      await reader.shows();
      await page.waitForTimeout(700);
      expect([declared.asked, undeclared.asked], "it was taken back").toEqual([[], []]);
      declared.close();
      undeclared.close();
    });

    test("the question is answered by keyboard alone, and forgotten with the rest", async ({ open, app, reader, page, say, isMobile }) => {
      test.skip(Boolean(isMobile), "keys");
      const [declared, undeclared] = [await host(), await host()];
      const gateway = await open([{ file: "harbour.epub", bytes: book(declared.url, undeclared.url) }]);
      await app.visit(gateway.url);
      await app.keptForLater();
      const address = `${gateway.url}/read/${(await app.ids())[TITLE]}`;
      const question = page.getByRole("region", { name: say("elsewhere-title") });
      await page.goto(address);
      await reader.shows();
      await expect(page.getByRole("status").filter({ hasText: say("elsewhere-title") }), "it is said").toHaveCount(1);
      const allow = question.getByRole("button", { name: say("elsewhere-allow") });
      for (let tabs = 0; tabs < 30 && !(await allow.evaluate((button) => button === document.activeElement)); tabs += 1) {
        await page.keyboard.press("Tab");
      }
      await page.keyboard.press("Enter");
      await expect(question).toBeHidden();
      await reader.shows();
      await expect.poll(() => once(declared.asked)).toEqual(FETCHED);
      expect(undeclared.asked).toEqual([]);

      await app.visit(`${gateway.url}/settings`);
      await app.button("settings-forget").click();
      await page.getByRole("dialog").getByRole("button", { name: say("settings-forget") }).click();
      // The dialog closes first; what was kept is gone once it is said.
      await expect(page.getByRole("status").filter({ hasText: say("settings-forgotten") })).toBeVisible();
      declared.asked.length = 0;
      await page.goto(address);
      await reader.shows();
      await expect(question, "it is asked again").toBeVisible();
      expect([declared.asked, undeclared.asked]).toEqual([[], []]);
      declared.close();
      undeclared.close();
    });

    test.describe("without a service worker", () => {
      test.use({ serviceWorkers: "block" });

      test("nothing can be fetched, and that is said", async ({ open, app, reader, page, say }) => {
        const [declared, undeclared] = [await host(), await host()];
        const gateway = await open([{ file: "harbour.epub", bytes: book(declared.url, undeclared.url) }]);
        await app.visit(gateway.url);
        await page.goto(`${gateway.url}/read/${(await app.ids())[TITLE]}`);
        await reader.shows();
        expect(await reader.key()).toContain("blob:");
        const question = page.getByRole("region", { name: say("elsewhere-title") });
        await expect(question.getByText(say("elsewhere-impossible"))).toBeVisible();
        await question.getByRole("button", { name: say("elsewhere-read-on") }).click();
        await expect(question).toBeHidden();
        await page.waitForTimeout(700);
        expect([declared.asked, undeclared.asked]).toEqual([[], []]);
        declared.close();
        undeclared.close();
      });
    });
  });
}
