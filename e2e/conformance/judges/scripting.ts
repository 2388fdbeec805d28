// Scripting, which a reader may or may not support; most cases ask only those that do.

import type { Reader } from "../reader";
import { must, notAsked, plain, short } from "../verdict";
import type { Judge } from "./content";
import { flow } from "./flow";

const NO_SCRIPTS = "the reader runs no scripts of books, and the case asks only those that do";

/** What an `iframe` of the book's page says. */
async function framed(reader: Reader): Promise<string> {
  const text = await reader.ask(([inside]) => {
    const frame = inside.querySelector("iframe");
    const box = frame?.getBoundingClientRect();
    if (!box || box.width < 20 || box.height < 20) return null;
    return frame?.contentDocument?.body?.innerText ?? null;
  }, undefined);
  return plain(text ?? "");
}

/** A case for readers with scripting: judged by what the script says, skipped where none ran. */
const scripted =
  (without: string, passes: RegExp): Judge =>
  async (reader) => {
    await reader.open();
    const text = `${await reader.text()} ${await framed(reader)}`;
    if (text.includes(without)) notAsked(NO_SCRIPTS);
    must(passes.test(text), `the page says “${short(text, 160)}”`);
    return `seen: ${short(text)}`;
  };

/** Scripting itself, which a reader should support. */
const support =
  (inFrame: boolean): Judge =>
  async (reader) => {
    await reader.open();
    const text = inFrame ? await framed(reader) : await reader.text();
    must(text !== "", inFrame ? "the iframe in the page shows nothing" : "the page is empty");
    const runs = text.includes("Test passes.");
    must(runs, `not supported: scripts of books are not run (the page is shown, and says “${short(text)}”)`);
    return `seen: ${short(text)}`;
  };

async function hostUntouched(reader: Reader): Promise<string> {
  await reader.open();
  const text = await reader.sees("must not be able to modify this text");
  const inner = await framed(reader);
  must(inner.includes("This is the content of an iframe"), "the iframe in the page shows nothing");
  must(!text.includes("could modify the host's DOM"), "the script in the iframe changed the page");
  if (inner.includes("the test is not relevant")) notAsked(`${NO_SCRIPTS} (the iframe is shown, the page is unchanged)`);
  return `seen: ${short(text)}`;
}

async function svgWithScript(reader: Reader): Promise<string> {
  await reader.open();
  const text = await reader.sees("The reading system");
  if (text.includes("does not support scripting in SVG.")) notAsked(`${NO_SCRIPTS} (the SVG document is shown)`);
  must(text.includes("Test passes."), `the page says “${short(text, 160)}”`);
  return `seen: ${short(text)}`;
}

async function scrolledWithScripts(reader: Reader): Promise<string> {
  await reader.open();
  const text = await reader.sees("Scrolled Flow");
  if (text.includes("This reading system does not support scripting.")) notAsked(NO_SCRIPTS);
  return flow["lay-pkg-flow-scrolled-doc"](reader);
}

const NEEDS = "does not support scripting, which is necessary";

export const scripting: Record<string, Judge> = {
  "ocf-url_origin": scripted(NEEDS, /Origin URL: (opaque|https?:\/\/\S+)/),
  "ocf-url_parse-path-absolute": scripted(NEEDS, /Calculated absolute URL: \S+\/media\/imgs\/monastery\.jpg/),
  "scr-not-support_ccscript-modify-host": hostUntouched,
  "scr-readingsystem-features": scripted(
    "This Reading System does not support scripting.",
    /^(?!.*unimplemented).*with the following features/,
  ),
  "scr-readingsystem-support_iframe": scripted(
    "This Reading System does not support scripting.",
    /within an iframe\. Test passes\./,
  ),
  "scr-readingsystem-support_svg": svgWithScript,
  "scr-support": support(false),
  "scr-support_iframe": support(true),
  "scr-support_origin_unique": scripted(NEEDS, /Origin URL: (opaque|https?:\/\/\S+)/),
  "scr-support_scrolled-doc": scrolledWithScripts,
};
