// Pictures of every panel of the reader, to be looked at: YUELI_SHOTS names the folder they go to, as in
// screenshots.spec.ts. They belong to no page; nothing is compared.

import { filesOf, zipped } from "../fixtures/epub";
import { CHINESE, GALLERY } from "../fixtures/gallery";
import { FOLDER, THEMES, taker } from "../fixtures/pictures";
import { LANGUAGES, expect, test } from "../fixtures/test";
import { declare } from "../hostile/case";
import { close, display } from "../pages/display";
import { Notes } from "../pages/notes";

const FAR = "Sounds of the Harbour";

/** A book that declares a sound on a host where nobody is. */
function far(): Buffer {
  const host = "https://sounds.harbour.example";
  const body = `<h1>Six</h1><p>The sea, as it was heard at six.</p><audio controls="controls" src="${host}/sea.wav"></audio>`;
  const files = filesOf({ title: FAR, author: "Dora Quay", chapters: [{ title: "Six", body }] });
  const items = [["sea.wav", "audio/wav"], ["sea.woff2", "font/woff2"]];
  declare(files, items.map(([name, type], index) => `<item id="far-${index}" href="${host}/${name}" media-type="${type}"/>`).join(""));
  return zipped(files);
}

test.skip(!FOLDER, "YUELI_SHOTS names no folder");
test.describe.configure({ mode: "parallel" });

for (const language of LANGUAGES) {
  for (const theme of THEMES) {
    test.describe(`${language.own} ${theme}`, () => {
      test.use({ ...language.options, colorScheme: theme, deviceScaleFactor: 1 });

      test("panels", async ({ open, app, reader, say, page, isMobile }) => {
        test.setTimeout(180_000);
        const picture = taker(page, { theme, own: language.own, isMobile });
        const take = (panel: string) => picture(`panel-${panel}`);
        const books = [...[GALLERY, CHINESE].map(({ file, bytes }) => ({ file, bytes: bytes() })), { file: "harbour.epub", bytes: far() }];
        const gateway = await open(books);
        await app.visit(gateway.url);
        await app.keptForLater();
        const ids = await app.ids();
        const own = language.own === "en" ? GALLERY.title : CHINESE.title;
        const notes = new Notes(reader);
        const escape = () => page.keyboard.press("Escape");

        await page.goto(`${gateway.url}/read/${ids[FAR]}`);
        await reader.shows();
        await expect(page.getByRole("region", { name: say("elsewhere-title") })).toBeVisible();
        await take("consent");
        await page.getByRole("button", { name: say("elsewhere-deny") }).click();

        await page.goto(`${gateway.url}/read/${ids[GALLERY.title]}`);
        await reader.shows();
        await take("pictures");
        const harbour = await reader.find("#harbour");
        await page.mouse.click(harbour!.x, harbour!.y);
        await expect(page.getByRole("dialog")).toBeVisible();
        await take("viewer");
        await escape();
        await reader.goTo("Tables");
        await take("tables");

        await page.goto(`${gateway.url}/read/${ids[own]}`);
        await reader.shows();
        if (language.own === "en") await reader.goTo("Text");
        await reader.openContents();
        await take("contents");
        await escape();
        await page.keyboard.press("?");
        await take("keys");
        await escape();

        const sheet = await display(reader);
        const body = sheet.locator(".sheet-body");
        await take("display-more");
        await body.evaluate((element) => (element.scrollTop = 560));
        await take("display-spacing");
        await body.evaluate((element) => (element.scrollTop = element.scrollHeight));
        await take("display-end");
        const more = sheet.getByRole("button", { name: say("display-line-focus-more") });
        for (let step = 0; step < 3; step += 1) await more.click();
        await close(sheet);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowDown");
        await take("ruler");

        await page.keyboard.press("m");
        await expect.poll(() => notes.chosen()).not.toBe("");
        await page.keyboard.press("Shift+ArrowDown");
        await expect(notes.toolbar).toBeVisible();
        await take("words");
        await notes.pen("amber", "solid").click();
        await expect.poll(async () => (await notes.drawn()).length).toBe(1);
        await notes.open();
        await notes.rows.first().getByRole("button", { name: new RegExp(`^${say("notes-edit-of", { words: "…" }).split("…")[0]}`) }).click();
        await expect(notes.editor).toBeVisible();
        await notes.editor.getByRole("textbox", { name: say("notes-your-note") }).fill(language.own === "en" ? "Ask at the desk about this." : "去问问馆员。");
        await take("note");
        await escape();
        await expect(notes.sheet).toBeVisible();
        await take("notes");
        await escape();

        await app.visit(`${gateway.url}/title/${ids[own]}`);
        await app.button("keep-action").click();
        await expect(app.main.getByText(say("keep-kept"))).toBeVisible();
        await take("kept");
        await app.visit(`${gateway.url}/storage`);
        await take("storage");
      });
    });
  }
}
