// A reader who has told the browser to write everything twice as large: it all fits, and nothing is cut off.

import { LANGUAGES, expect, test } from "../fixtures/test";
import { chromium } from "../playwright.config";

const HANDBOOK = "Measuring an Ordinary City";

test.use({ ...LANGUAGES[0].options, launchOptions: { ...chromium, args: [...chromium.args, "--blink-settings=defaultFontSize=32"] } });

test("letters of twice the size fit, and nothing is cut off", async ({ app, reader, page, isMobile }) => {
  test.skip(Boolean(isMobile));
  await app.visit("/");
  const ids = await app.ids();
  for (const room of ["/", "/catalogue", `/title/${ids[HANDBOOK]}`, "/shelf", "/you", "/settings", "/about"]) {
    await app.visit(room);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await app.fitsSideways();
    // Words of controls stay inside them.
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("button, .btn, .chip, label, h1, h2, h3")]
        .filter((element) => element.getClientRects().length > 0 && getComputedStyle(element).overflow !== "visible" && !element.closest(".vh"))
        .filter((element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect.soft(cut, `cut off at ${room}`).toEqual([]);
  }
  await page.goto(`/read/${ids[HANDBOOK]}`);
  await reader.shows();
  await app.fitsSideways();
  await reader.button("reader-contents").click();
  await expect(reader.sheet("reader-contents-title")).toBeVisible();
  await app.fitsSideways();
});
