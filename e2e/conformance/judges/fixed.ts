// Pre-paginated layout: spreads, sides, sizes, and items that go their own way.

import { isDark, isGreen, isRed } from "../pixels";
import { type Box, type Reader, type Shown, bottom, middle, right } from "../reader";
import { must, near, notAsked } from "../verdict";
import type { Judge } from "./content";

const LANDSCAPE: [number, number] = [1280, 800];
const PORTRAIT: [number, number] = [600, 900];
const PHONE: [number, number] = [400, 720];

interface Place extends Shown {
  /** The page's number as the book names its bodies: p1, p2, ... */
  name: string;
  side: "left" | "right" | "middle";
  scale: number;
}

/** The pages on the screen now, each with its side. */
async function spread(reader: Reader): Promise<Place[]> {
  const host = await reader.host();
  const centre = middle(host);
  const texts = await reader.texts();
  return (await reader.shown()).map((page, index) => {
    const number = /Page (\d)/.exec(texts[index])?.[1];
    const side = right(page) <= centre + 2 ? "left" : page.left >= centre - 2 ? "right" : "middle";
    const name = page.body || (number ? `p${number}` : (page.url.split("/").at(-1) ?? ""));
    return { ...page, name, side, scale: page.width / (page.innerWidth || 1) };
  });
}

/** All spreads of the book from here on. */
async function spreads(reader: Reader, limit = 12): Promise<Place[][]> {
  const all = [await spread(reader)];
  while (all.length < limit && (await reader.next())) all.push(await spread(reader));
  return all;
}

const told = (all: Place[][]) =>
  all.map((pages) => `[${pages.map((page) => `${page.name} ${page.side}`).join(", ")}]`).join(" ");

/** Pages side by side touch, are of one height, and lie inside the host. */
function touch(pages: Place[], host: Box): void {
  for (const page of pages) {
    const inside = page.left >= host.left - 1 && right(page) <= right(host) + 1;
    must(inside && bottom(page) <= bottom(host) + 1, `${page.name} reaches out of the screen`);
  }
  const [one, other] = pages;
  if (!one || !other) return;
  must(near(right(one), other.left), `there is a gap of ${(other.left - right(one)).toFixed(1)} px in the spread`);
  must(near(one.height, other.height) && near(one.top, other.top), "the two pages are not level");
}

async function openAt(reader: Reader, size: [number, number]): Promise<void> {
  await reader.page.setViewportSize({ width: size[0], height: size[1] });
  await reader.open();
}

/** The spreads of the book in landscape, with what is true of all fixed pages. */
async function inLandscape(reader: Reader): Promise<Place[][]> {
  await openAt(reader, LANDSCAPE);
  const all = await spreads(reader);
  const host = await reader.host();
  all.forEach((pages) => touch(pages, host));
  const order = all.flat().map((page) => page.name);
  must(order.join() === [...order].sort().join(), `the pages come as ${told(all)}`);
  return all;
}

const sideOf = (all: Place[][], name: string) => all.flat().find((page) => page.name === name)?.side;
const beside = (all: Place[][], name: string) =>
  all.find((pages) => pages.some((page) => page.name === name))?.map((page) => page.name) ?? [];

async function pairs(reader: Reader): Promise<string> {
  const all = await inLandscape(reader);
  // EPUB 3.3, 8.2.2.4: a page goes to the next unpopulated side; the first to the left.
  must(told(all) === "[p1 left, p2 right] [p3 left, p4 right]", `the spreads are ${told(all)}`);
  return told(all);
}

async function pageSpreadLeft(reader: Reader): Promise<string> {
  const all = await inLandscape(reader);
  must(sideOf(all, "p2") === "left", `page 2 is not on the left: ${told(all)}`);
  must(all.flat().length === 4, `four pages come as ${told(all)}`);
  return told(all);
}

async function pageSpreadRight(reader: Reader): Promise<string> {
  const all = await inLandscape(reader);
  must(sideOf(all, "p1") === "right", `page 1 is not on the right: ${told(all)}`);
  must(all.flat().length === 4, `four pages come as ${told(all)}`);
  return told(all);
}

async function pageSpreadCombined(reader: Reader): Promise<string> {
  const all = await inLandscape(reader);
  must(beside(all, "p2").join() === "p2,p3", `pages 2 and 3 are not in one spread: ${told(all)}`);
  return told(all);
}

async function spreadBoth(reader: Reader): Promise<string> {
  for (const size of [LANDSCAPE, PORTRAIT]) {
    await openAt(reader, size);
    while (await reader.previous());
    const all = await spreads(reader);
    const host = await reader.host();
    all.forEach((pages) => touch(pages, host));
    must(told(all) === "[p1 left, p2 right] [p3 left, p4 right]", `at ${size.join("x")}: ${told(all)}`);
  }
  return "two pages side by side in landscape and in portrait";
}

async function spreadLandscape(reader: Reader): Promise<string> {
  const wide = await inLandscape(reader);
  must(told(wide) === "[p1 left, p2 right] [p3 left, p4 right]", `in landscape: ${told(wide)}`);
  // The device is turned while the book is open.
  await reader.resize(...PORTRAIT);
  must((await reader.shown()).length === 1, "in portrait there are still two pages side by side");
  while (await reader.previous());
  const high = await spreads(reader);
  must(high.map((pages) => pages.length).join() === "1,1,1,1", `in portrait: ${told(high)}`);
  await reader.resize(...LANDSCAPE);
  must((await reader.shown()).length === 2, "back in landscape there is one page alone");
  return `in landscape ${told(wide)}, in portrait one by one`;
}

async function spreadNone(reader: Reader): Promise<string> {
  const all = await inLandscape(reader);
  must(all.map((pages) => pages.length).join() === "1,1,1,1", `in landscape: ${told(all)}`);
  must(all.flat().map((page) => page.name).join() === "p1,p2,p3,p4", `the pages come as ${told(all)}`);
  return "four pages, one by one";
}

async function onePageEach(reader: Reader): Promise<string> {
  await openAt(reader, PORTRAIT);
  const all = await spreads(reader);
  must(all.map((pages) => pages.map((page) => page.name).join()).join("|") === "p1|p2|p3|p4", told(all));
  for (const page of all.flat()) {
    must(page.innerWidth === 900 && page.innerHeight === 600, `${page.name} is laid out for ${page.innerWidth}x${page.innerHeight}`);
  }
  return "four pages, one turn each";
}

async function orientationAsDevice(reader: Reader): Promise<string> {
  for (const size of [LANDSCAPE, PORTRAIT]) {
    await openAt(reader, size);
    while (await reader.previous());
    await reader.sees("default orientation");
    const host = await reader.host();
    const pages = await spread(reader);
    touch(pages, host);
    const wide = pages.reduce((sum, page) => sum + page.width, 0);
    const high = Math.max(...pages.map((page) => page.height));
    const fills = wide > host.width * 0.97 || high > host.height * 0.97;
    must(fills, `at ${size.join("x")} the page fills neither the width nor the height`);
    const line = await reader.boxOf("p");
    must(line.width > line.height, `at ${size.join("x")} the page is turned on its side`);
  }
  return "upright in landscape and in portrait, as large as fits";
}

/** The page as large as its viewport says, and how much of it is red. */
async function redIn(reader: Reader, page: Shown): Promise<number> {
  return (await reader.picture(page)).share(isRed);
}

/** No pixel of the book's place on the screen is red. */
async function nothingRed(reader: Reader, what: string): Promise<void> {
  const red = (await reader.picture()).share(isRed);
  must(red < 0.0005, `${what}: ${(red * 100).toFixed(2)} % of the screen is red, which stands outside the page's block`);
}

/** The grid of 50 px that fills the visible page. */
async function gridIn(reader: Reader, page: Place): Promise<void> {
  const picture = await reader.picture(page);
  const dark = picture.share(isDark);
  must(dark > 0.005 && dark < 0.35, `${page.name}: the grid is not to be seen (${(dark * 100).toFixed(1)} % dark)`);
  const ratio = page.width / page.height;
  must(near(ratio, 1.5, 0.02), `${page.name}: the page's sides are as ${ratio.toFixed(2)} to 1, not as 900 to 600`);
}

async function clipped(reader: Reader): Promise<string> {
  await openAt(reader, PORTRAIT);
  await reader.sees("no solid (red) rectangle");
  await nothingRed(reader, "page 1");
  await gridIn(reader, (await spread(reader))[0]);
  const all = await spreads(reader);
  must(all.flat().length === 4, `four pages come as ${told(all)}`);
  await openAt(reader, LANDSCAPE);
  while (await reader.previous());
  await nothingRed(reader, "page 1 in landscape");
  return "the grid fills the page, and nothing of the red behind it is seen";
}

async function clippedEach(reader: Reader): Promise<string> {
  await openAt(reader, PORTRAIT);
  await reader.sees("only see a grid pattern");
  await nothingRed(reader, "page 1");
  await gridIn(reader, (await spread(reader))[0]);
  must(await reader.next(), "there is no second page");
  const [page] = await spread(reader);
  must(near(page.width / page.height, 1400 / 600, 0.02), "the second page is not as 1400 to 600");
  const picture = await reader.picture(page);
  const unit = picture.width / 1400;
  const band = picture.share(isRed, 905 * unit, 2, 995 * unit, picture.height - 2);
  const rest = picture.share(isRed, 1005 * unit, 2, picture.width, picture.height - 2);
  must(band > 0.98, `the red band is ${Math.round(band * 100)} % red`);
  must(rest < 0.01, "what is right of the band is red too");
  return "no red on the first page, a band from 900 to 1000 on the second";
}

async function firstDeclaration(reader: Reader): Promise<string> {
  await openAt(reader, PORTRAIT);
  for (const number of [1, 2]) {
    await reader.sees("no solid (red) rectangle");
    const [page] = await spread(reader);
    must(page.innerWidth === 900 && page.innerHeight === 600, `page ${number} is laid out for ${page.innerWidth}x${page.innerHeight}`);
    await nothingRed(reader, `page ${number}`);
    await gridIn(reader, page);
    if (number === 1) must(await reader.next(), "there is no second page");
  }
  return "both pages are 900x600, nothing red";
}

async function deviceSizes(reader: Reader): Promise<string> {
  await openAt(reader, LANDSCAPE);
  const host = await reader.host();
  const [page] = await spread(reader);
  const fills = near(page.width, host.width, 2) && near(page.height, host.height, 2);
  must(fills, `the page takes ${Math.round(page.width)}x${Math.round(page.height)} of ${host.width}x${host.height}`);
  must(near(page.scale, 1, 0.01), `the page is scaled by ${page.scale.toFixed(2)}`);
  const red = await redIn(reader, page);
  must(red > 0.02, "the red at the right and below the grid is not to be seen");
  return `laid out for ${page.innerWidth}x${page.innerHeight}, as large as the screen`;
}

async function svgSizes(reader: Reader): Promise<string> {
  await openAt(reader, LANDSCAPE);
  await reader.sees("solid (red) rectangle on the next page");
  must(await reader.next(), "there is no second page");
  let [page] = await spread(reader);
  must(near(page.width / page.height, 1.5, 0.02), `page 2 is as ${(page.width / page.height).toFixed(2)} to 1`);
  let picture = await reader.picture(page);
  must(picture.share(isRed, 2, 2, picture.width - 2, picture.height - 2) > 0.99, "page 2 is not all red");
  must((await reader.picture()).share(isGreen) < 0.0005, "the pattern is seen on page 2");
  must(await reader.next(), "there is no third page");
  [page] = await spread(reader);
  must(near(page.width / page.height, 2, 0.02), `page 3 is as ${(page.width / page.height).toFixed(2)} to 1`);
  picture = await reader.picture(page);
  const unit = picture.width / 1200;
  const band = picture.share(isGreen, 902 * unit, 2, 998 * unit, picture.height - 2);
  must(band > 0.1, "the band with the pattern is not seen on page 3");
  must(picture.share(isRed, 2, 2, 898 * unit, picture.height - 2) > 0.99, "page 3 has no red rectangle");
  return "red only on page 2; red and a band of stars on page 3";
}

async function sameViewport(reader: Reader): Promise<string> {
  for (const size of [PORTRAIT, LANDSCAPE]) {
    await openAt(reader, size);
    while (await reader.previous());
    const all = (await spreads(reader)).flat();
    must(all.length === 4, `there are ${all.length} pages`);
    for (const page of all) {
      must(page.innerWidth === 900 && page.innerHeight === 600, `${page.name} is laid out for ${page.innerWidth}x${page.innerHeight}`);
      must(near(page.scale, all[0].scale, 0.005), `${page.name} is scaled by ${page.scale.toFixed(2)}, p1 by ${all[0].scale.toFixed(2)}, at ${size.join("x")}`);
    }
  }
  const app = await reader.page.locator("meta[name=viewport]").first().getAttribute("content");
  must(!/user-scalable\s*=\s*(no|0)|maximum-scale/.test(app ?? ""), `the app forbids to zoom: ${app}`);
  return "four pages of 900x600 at one scale; the app lets the reader zoom";
}

/** A fixed page of 1000x600, as large as fits. */
async function fixedPage(reader: Reader, sees: (picture: Awaited<ReturnType<Reader["picture"]>>) => void): Promise<void> {
  const host = await reader.host();
  const pages = await reader.shown();
  must(pages.length === 1, `${pages.length} pages are shown`);
  const [page] = pages;
  must(page.innerWidth === 1000 && page.innerHeight === 600, `page 1 is laid out for ${page.innerWidth}x${page.innerHeight}`);
  const fit = Math.min(host.width / 1000, host.height / 600);
  must(near(page.width, 1000 * fit, 2), `page 1 is ${Math.round(page.width)} px wide where ${Math.round(1000 * fit)} fit`);
  sees(await reader.picture(page));
}

/** The document on show flows: it takes the reader's page, and goes on for several pages. */
export async function flows(reader: Reader, first: string, last: string): Promise<number> {
  await reader.sees(first);
  const host = await reader.host();
  const [page] = await reader.shown();
  must(near(page.width, page.innerWidth, 2), `the document is scaled by ${(page.width / page.innerWidth).toFixed(2)}`);
  must(page.width > host.width * 0.9 && page.height > host.height * 0.9, "the document does not take the whole page");
  let count = 1;
  while (!(await reader.text()).includes(last)) {
    const out = await reader.ask(([inside]) => {
      const view = inside.defaultView as Window;
      const range = inside.createRange();
      range.selectNodeContents(inside.body);
      const lines = [...range.getClientRects()].filter((box) => box.width > 20 && box.height > 5 && box.height < 60);
      const here = lines.filter((box) => box.left >= -1 && box.left < view.innerWidth - 1);
      return here.filter((box) => box.right > view.innerWidth + 1 || box.bottom > view.innerHeight + 1).length;
    }, undefined);
    must(out === 0, `on page ${count} ${out} lines are cut off at the edge`);
    must(await reader.next(), `the book ends before “${last}” was seen`);
    count += 1;
    must(count < 60, `“${last}” did not come in 60 pages`);
  }
  return count;
}

const LONG = "This text is long";

async function lastWords(reader: Reader): Promise<string> {
  return reader.ask(([inside]) => {
    const words = (inside.body.textContent ?? "").trim().split(/\s+/);
    return words.slice(-3).join(" ");
  }, undefined);
}

const overridden =
  (sees: Parameters<typeof fixedPage>[1]): Judge =>
  async (reader) => {
    await openAt(reader, PHONE);
    await fixedPage(reader, sees);
    must(await reader.next(), "there is no second page");
    const pages = await flows(reader, LONG, await lastWords(reader));
    must(pages > 1, "ten paragraphs are said to fit on one page of a phone");
    const before = await lineCount(reader);
    await reader.resize(PORTRAIT[0], PORTRAIT[1]);
    must((await lineCount(reader)) !== before, "the lines do not change with the window: the text does not flow");
    return `a fixed page, then flowing text on ${pages} pages`;
  };

async function lineCount(reader: Reader): Promise<number> {
  return reader.ask(([inside]) => {
    const range = inside.createRange();
    range.selectNodeContents(inside.querySelectorAll("p")[1]);
    return range.getClientRects().length;
  }, undefined);
}

const redAndGreen: Parameters<typeof fixedPage>[1] = (picture) => {
  const [red, green] = [picture.share(isRed), picture.share(isGreen)];
  must(near(red, 0.7, 0.06) && near(green, 0.3, 0.06), `page 1 is ${Math.round(red * 100)} % red and ${Math.round(green * 100)} % green, not 70 and 30`);
};

const imageOnly: Judge = async (reader) => {
  const verdict = await overridden((picture) => {
    const white = picture.share(([red, green, blue]) => red + green + blue > 3 * 250);
    must(white < 0.995, "page 1 is empty");
  })(reader);
  while (await reader.previous());
  const [size] = await reader.ask(
    (documents) =>
      documents.map((inside) => {
        const image = inside.querySelector("img");
        const drawn = image ?? inside.querySelector("image");
        return { own: image?.naturalWidth ?? (drawn ? 1000 : 0), type: inside.contentType };
      }),
    undefined,
  );
  must(size.own === 1000, "the picture of page 1 is not there");
  return `${verdict}; page 1 is shown as ${size.type}`;
};

async function layoutBoth(reader: Reader): Promise<string> {
  await openAt(reader, PHONE);
  await reader.sees("Page 1.");
  must((await reader.shown())[0].innerWidth === 900, "page 1 is not fixed");
  must(await reader.next(), "there is no second page");
  const pages = await flows(reader, "Page 2.", await lastWords(reader));
  must(pages > 1, "five paragraphs are said to fit on one page of a phone");
  must(await reader.next(), "there is no third page");
  await reader.sees("Page 3.");
  must((await reader.shown())[0].innerWidth === 900, "page 3 is not fixed");
  return `page 2 starts on the page after page 1 and flows over ${pages} pages, then page 3`;
}

async function duplication(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("EPUBCheck");
  return notAsked("the case asks for an error of EPUBCheck, a checker; of a reading system it asks nothing (the book opens)");
}

async function dataUrl(reader: Reader): Promise<string> {
  await openAt(reader, PORTRAIT);
  await reader.sees("Page 1. The following image");
  const picture = await reader.ask(([inside]) => {
    const image = inside.querySelector("img");
    return { width: image?.naturalWidth ?? 0, source: image?.currentSrc.slice(0, 18) ?? "" };
  }, undefined);
  must(picture.width > 0, "the picture from the data: URL is not loaded");
  const painted = (await reader.picture(await reader.boxOf("img"))).share(
    ([red, green, blue]) => red > green + 30 && blue > green + 20,
  );
  must(painted > 0.02, "the picture from the data: URL is not painted on the page");
  must(await reader.next(), "there is no second page");
  await reader.sees("Page 2");
  must(!(await reader.next()), "there is a third page");
  return `painted on page 1; page 2 follows`;
}

export const fixed: Record<string, Judge> = {
  "fxl-page-spread-break": pairs,
  "fxl-spine-overrides_behave-as-global": overridden(redAndGreen),
  "fxl-spine-overrides_duplicate": overridden(redAndGreen),
  "lay-fxl-layout-pre-paginated": onePageEach,
  "lay-fxl-orientation-default": orientationAsDevice,
  "lay-fxl-page-spread-combined": pageSpreadCombined,
  "lay-fxl-page-spread-right": pageSpreadRight,
  "lay-fxl-spread-both": spreadBoth,
  "lay-fxl-spread-landscape": spreadLandscape,
  "lay-fxl-svg-icb_multi": svgSizes,
  "lay-fxl-xhtml-icb_device_sizes": deviceSizes,
  "lay-fxl-xhtml-icb_multi": clippedEach,
  "lay-fxl-xhtml-icb_repeated-in-meta": firstDeclaration,
  "lay-page-layout-both": layoutBoth,
  "lay-pp-layout-duplication": duplication,
  "lay-pp-layout-pre-paginated-spreads": pairs,
  "lay-pp-page-spread-left": pageSpreadLeft,
  "lay-pp-spine-overrides_behave-as-global": overridden(redAndGreen),
  "lay-pp-spine-overrides_image-only-pp": imageOnly,
  "lay-pp-spine-overrides_image-spine-pp": imageOnly,
  "lay-pp-spread-none": spreadNone,
  "lay-pp-xhtml-icb": clipped,
  "lay-pp-xhtml-icb_multi": clippedEach,
  "lay-pp-xhtml-icb_repeated-in-meta": firstDeclaration,
  "lay-viewport-meta-prop": sameViewport,
  "pub-data-urls_top-level-content": dataUrl,
};
