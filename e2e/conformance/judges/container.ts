// The open container: archive, addresses, fonts made unreadable.

import type { Reader } from "../reader";
import { must, short } from "../verdict";
import { readZip } from "../zip";
import { type Judge, setInOwnFont } from "./content";

/** The page opens and says so; what it must not say, it does not. */
export const says =
  (words: string, never?: RegExp): Judge =>
  async (reader) => {
    await reader.open();
    const text = await reader.sees(words);
    must(!never || !never.test(text), `the page says “${text}”`);
    return `seen: ${short(text)}`;
  };

/** A picture is there, as large as the file says, and painted. */
export const shows =
  (width: number, height: number, selector = "img"): Judge =>
  async (reader) => {
    await reader.open();
    await reader.turnTo("Test passes");
    const size = await reader.ask(([inside], selector) => {
      const picture = inside.querySelector<HTMLImageElement>(selector);
      return picture ? { width: picture.naturalWidth, height: picture.naturalHeight } : null;
    }, selector);
    must(size, "there is no picture on the page");
    must(size.width === width && size.height === height, `the picture is ${size.width}x${size.height}, not ${width}x${height}: it did not load`);
    // It may stand on the next page where there is no room for it on this one.
    for (let turns = 0; turns < 3; turns += 1) {
      const box = await reader.boxOf(selector);
      const [shown] = await reader.shown();
      if (box.left >= shown.left - 1 && box.left < shown.left + shown.width - 1) break;
      must(await reader.next(), "the picture is on none of the pages");
    }
    const picture = await reader.picture(await reader.boxOf(selector));
    const first = picture.at(picture.width / 2, picture.height / 2);
    const same = picture.share((colour) => colour.every((value, index) => Math.abs(value - first[index]) < 3));
    must(same < 0.995, "where the picture should be there is one colour only");
    return `${size.width}x${size.height} px, painted on ${picture.width}x${picture.height}`;
  };

async function otherCompression(reader: Reader): Promise<string> {
  const methods = new Set(readZip(reader.bytes()).map((entry) => entry.method));
  const own = [...methods].every((method) => method === 0 || method === 8);
  // The suite's own file is deflated throughout: then a copy of it whose text says another method is judged.
  const problem = await reader.tryOpen(own ? "ocf-zip-comp+bzip2.epub" : undefined);
  must(problem !== undefined, `an archive with another compression is shown: ${short(await reader.text())}`);
  return `${own ? "a copy whose text is marked as compressed by bzip2 (the case's own file is deflated)" : "the book"}: ${short(problem, 160)}`;
}

async function obfuscated(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("unusual TrueType font");
  return setInOwnFont(reader, ".font-truetype", "body > p:nth-of-type(2)");
}

export const container: Record<string, Judge> = {
  "ocf-font_obfuscation": obfuscated,
  "ocf-metainf-inc": says("this page of the book can be accessed without any error"),
  "ocf-package_arbitrary": says("Test passes if you see this.", /Test fails/),
  "ocf-url_link-leaking-relative": shows(1000, 562),
  "ocf-url_link-relative": shows(1000, 562),
  "ocf-zip-comp": otherCompression,
};
