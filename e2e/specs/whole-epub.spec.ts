// What a book may hold beside plain chapters: formulas, pages that are pictures, parts in forms that no browser knows,
// pages that are not put together properly, contents of pictures; and all that its package says of it.

import { type Files, filesOf, zipped } from "../fixtures/epub";
import { LANGUAGES, expect, test } from "../fixtures/test";
import { audit } from "../pages/audit";

const TITLE = "The Harbour";
const SHOWN = ".reader-host iframe.book-frame:not(.is-waiting)";

/** A picture of one pixel. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);

function book(): Buffer {
  const formula =
    '<p>The tide is <math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mfenced open="[" close="]" separators=";"><mi>q</mi><mi>t</mi></mfenced><mn>2</mn></msup></math>.</p>' +
    '<object data="chart.game"><p>No chart.</p></object><img id="foreign" alt="A map" src="map.psd"/>';
  const files: Files = filesOf({
    title: TITLE,
    author: "Dora Quay",
    chapters: [
      { title: "Tides", body: formula },
      { title: "Knots", body: "<p>A knot <b>that <i>was</b> not</i> tied.</p>" },
    ],
    extra: { "map.psd": "8BPS", "chart.game": "x", "map.png": DOT, "quay.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><text x="1" y="5">Quay</text></svg>' },
  });
  const nav = '<li><a href="map.png"><img alt="Map of the harbour" src="map.png"/></a></li><li><a href="quay.svg" title="The quay"><img alt="" src="map.png"/></a></li><li><span></span><ol><li><a href="c02.xhtml">A part of none</a></li></ol></li>';
  files["OPS/nav.xhtml"] = String(files["OPS/nav.xhtml"]).replace("</ol></nav>", `${nav}</ol></nav>`);
  files["OPS/package.opf"] = String(files["OPS/package.opf"])
    .replace('media-type="application/octet-stream"', 'media-type="image/psd" fallback="map-png"')
    .replace("</spine>", '<itemref idref="map-png"/><itemref idref="quay-svg"/></spine>')
    .replace(
      "</metadata>",
      '<dc:title id="sub">And What Came In</dc:title><meta refines="#sub" property="title-type">subtitle</meta>' +
        '<meta property="belongs-to-collection" id="s">Waters</meta><meta refines="#s" property="collection-type">series</meta><meta refines="#s" property="group-position">2</meta>' +
        '<meta property="belongs-to-collection" id="t">A Boxed Set</meta><meta refines="#t" property="collection-type">set</meta>' +
        '<dc:contributor id="p">Abel Pier</dc:contributor><meta refines="#p" property="role" scheme="marc:relators">pht</meta>' +
        ["accessMode|textual", "accessMode|visual", "accessModeSufficient|textual", "accessibilityFeature|alternativeText", "accessibilityFeature|tableOfContents", "accessibilityFeature|MathML", "accessibilityHazard|flashing", "accessibilitySummary|Everything is described."]
          .map((one) => `<meta property="schema:${one.split("|")[0]}">${one.split("|")[1]}</meta>`)
          .join("") +
        '<link rel="dcterms:conformsTo" href="http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa"/><meta property="a11y:certifiedBy">The Tide Office</meta><meta property="a11y:exemption">eaa-microenterprise</meta></metadata>',
    );
  return zipped(files);
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);

    test("a book's page says what it is part of, who did what, and how it can be read", async ({ open, app, page, say }) => {
      const gateway = await open([{ file: "harbour.epub", bytes: book() }, { file: "plain.epub", bytes: zipped(filesOf({ title: "Plain", chapters: [{ title: "One", body: "<p>One.</p>" }] })) }]);
      await app.visit(gateway.url);
      const ids = await app.ids();
      await app.visit(`${gateway.url}/title/${ids[TITLE]}`);
      await expect(app.main.getByText("And What Came In")).toBeVisible();
      const series = say("details-series-position", { series: "Waters", position: 2 });
      await expect(app.main.getByText(series, { exact: true })).toHaveCount(2);
      for (const [term, detail] of [["role-pht", "Abel Pier"], ["details-collection", "A Boxed Set"]]) {
        const row = app.main.getByRole("term").filter({ hasText: say(term) });
        await expect(row.locator("xpath=following-sibling::dd[1]")).toHaveText(detail);
      }
      const access = app.main.getByRole("region", { name: say("access-title") }).or(app.main.locator("section").filter({ hasText: say("access-title") })).first();
      const headings = await access.getByRole("heading", { level: 3 }).allTextContents();
      expect(headings).toEqual(["access-ways", "access-conformance", "access-navigation", "access-rich", "access-hazards", "access-legal", "access-summary"].map((key) => say(key)));
      for (const key of ["access-adapt-unknown", "access-read-aloud", "access-images", "access-conforms-aa", "access-contents", "access-math", "access-flashing", "access-exempt"]) {
        await expect(access.getByText(say(key), { exact: true })).toBeVisible();
      }
      await expect(access.getByText(say("access-certified", { name: "The Tide Office" }))).toBeVisible();
      await expect(access.getByText("Everything is described.")).toBeVisible();
      await app.fitsSideways();
      await audit(page, "a book that says much about itself");
      await page.screenshot({ path: test.info().outputPath("title.png"), fullPage: true });

      await app.visit(`${gateway.url}/title/${ids.Plain}`);
      await expect(app.main.getByText(say("access-unknown"))).toBeVisible();
    });

    for (const serviceWorkers of ["allow", "block"] as const) {
      test.describe(serviceWorkers === "allow" ? "through the service worker" : "without a service worker", () => {
        test.use({ serviceWorkers });

        test("formulas, pictures and broken pages are read", async ({ open, app, reader, page, say }) => {
          const gateway = await open([{ file: "harbour.epub", bytes: book() }]);
          await app.visit(gateway.url);
          if (serviceWorkers === "allow") await app.keptForLater();
          await page.goto(`${gateway.url}/read/${(await app.ids())[TITLE]}`);
          await reader.shows();
          const frame = page.frameLocator(SHOWN);
          await expect(frame.locator("math")).toHaveText("[q;t]2");
          expect(await frame.locator("#foreign").evaluate((image: HTMLImageElement) => image.naturalWidth), "the fallback of a picture").toBe(1);
          // Browsers ask no service worker for an object: what stands in it is what EPUB means to be shown then.
          await expect(frame.getByText("No chart."), "what stands in an object").toBeVisible();

          // A place in a formula is found by what it says.
          await reader.bars();
          await reader.button("reader-search").click();
          const find = reader.sheet("reader-search");
          await find.getByRole("searchbox", { name: say("reader-search-label") }).fill("tide is [q;t]2.");
          await expect(find.getByRole("listitem")).toHaveCount(1);
          await find.getByRole("button", { name: say("close") }).click();

          await reader.goTo("Knots");
          await expect(frame.getByText("A knot that was not tied.")).toBeVisible();
          const contents = await reader.openContents();
          await expect(contents.getByText(say("problem-malformed"))).toBeVisible();
          await expect(contents.getByText(say("reader-contents-untitled"), { exact: true })).toBeVisible();
          await audit(page, "contents with faults below them");
          await contents.getByRole("button", { name: say("close") }).click();

          await reader.goTo("Map of the harbour");
          await expect.poll(() => frame.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth), "a page that is a picture").toBe(1);
          await reader.goTo("The quay");
          await expect(frame.locator("svg text")).toHaveText("Quay");
        });
      });
    }
  });
}
