// Pictures of the app for its pages: YUELI_SHOTS names the folder they go to. Without it nothing is taken. The library is
// called as YUELI_NAME and YUELI_NAME_ZH say.

import { FOLDER, THEMES, taker } from "../fixtures/pictures";
import { LANGUAGES, expect, test } from "../fixtures/test";

const HANDBOOK = "Measuring an Ordinary City";
const ESSAY = "还书请入当归";

test.skip(!FOLDER, "YUELI_SHOTS names no folder");
test.describe.configure({ mode: "parallel" });

for (const language of LANGUAGES) {
  for (const theme of THEMES) {
    test.describe(`${language.own} ${theme}`, () => {
      // One device pixel for each: small files that are still read well.
      test.use({ ...language.options, colorScheme: theme, deviceScaleFactor: 1 });

      test("pictures", async ({ app, reader, page, isMobile }) => {
        test.setTimeout(120_000);
        const take = taker(page, { theme, own: language.own, isMobile });
        await app.visit("/");
        const ids = await app.ids();
        const own = language.own === "en" ? HANDBOOK : ESSAY;
        // Something has been read, so that home looks as it does from the second day on.
        await page.goto(`/read/${ids[HANDBOOK]}`);
        await reader.shows();
        await reader.goTo("3. Light");
        await reader.turns(() => reader.pressOn());
        await reader.still();
        await take("reader");
        await reader.button("reader-display").click();
        await expect(reader.sheet("display-title")).toBeVisible();
        await take("display");
        await page.keyboard.press("Escape");
        await reader.button("reader-search").click();
        await reader.sheet("reader-search").getByRole("searchbox").fill("shadow");
        await expect(reader.sheet("reader-search").getByRole("listitem").first()).toBeVisible();
        await take("search");
        await page.goto(`/read/${ids[ESSAY]}`);
        await reader.shows();
        await reader.goTo("一 药柜");
        await reader.turns(() => reader.pressOn());
        await reader.still();
        await take("reader-vertical");
        if (language.own === "en") {
          await page.goto(`/read/${ids[HANDBOOK]}`);
          await reader.shows();
        }
        await app.visit("/");
        await expect(app.main.getByRole("heading", { name: app.say("home-continue") })).toBeVisible();
        await take("home");
        await app.visit("/catalogue");
        await expect(app.titles).not.toHaveCount(0);
        await take("catalogue");
        await app.visit(`/title/${ids[own]}`);
        await take("title");
        await app.visit("/settings");
        await take("settings");
        const picturebook = Object.entries(ids).find(([title]) => /Lighthouse|灯塔/.test(title))?.[1] ?? "";
        await page.goto(`/read/${picturebook}`);
        await reader.shows();
        for (let count = 0; count < 3; count += 1) {
          await reader.turns(() => reader.pressOn());
          await reader.still();
        }
        await take("reader-fixed");
      });
    });
  }
}
