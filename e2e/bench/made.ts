// Books that the benchmark makes for their shape: large ones, as nobody keeps in a repository. The same every time.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { tone } from "../fixtures/sound";
import { type Chapter, type Files, filesOf, zipped } from "../fixtures/epub";
import { picture } from "../fixtures/picture";

const MB = 1_000_000;

/** Words of every day, the commoner ones first: how often each comes follows its place in the list. */
const WORDS =
  `the of and a to in it was he she that on with as for had they at by from but not his her all were so when out up there
   into one then over down back night light water hand door window table road river house room morning lamp rain wind paper
   letter street garden voice story island harbour boat stone bridge winter summer evening silence shadow bread apple cloud
   mountain forest market library reader chapter candle kettle ladder mirror needle orchard pebble quarter ribbon sailor
   teacup umbrella village whistle yesterday afternoon beneath candlelight doorstep everyone footsteps gathered halfway`.split(/\s+/);

/** Numbers from 0 to 1 that look like chance and are none. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function sentence(draw: () => number): string {
  const words = Array.from({ length: 6 + Math.floor(draw() * 14) }, () => WORDS[Math.floor(draw() ** 2.2 * WORDS.length)]);
  const text = words.join(" ");
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

const sentences = (draw: () => number, count: number) => Array.from({ length: count }, () => sentence(draw)).join(" ");

/** Paragraphs of at least so many bytes of markup together. */
function paragraphs(draw: () => number, bytes: number): string {
  let text = "";
  while (text.length < bytes) text += `<p>${sentences(draw, 3 + Math.floor(draw() * 6))}</p>\n`;
  return text;
}

/** 100 MB: 20 MB of text in 200 chapters, every third of them with a picture of 1.4 MB. */
function atlas(): Buffer {
  const draw = chance(100);
  const extra: Files = {};
  const chapters: Chapter[] = Array.from({ length: 200 }, (_, index) => {
    const title = `Part ${index + 1}`;
    if (index % 3) return { title, body: paragraphs(draw, 100_000) };
    const name = `plate${index}.png`;
    extra[name] = picture(index + 1, 690);
    return { title, body: `<p><img src="${name}" alt="Plate ${index}"/></p>${paragraphs(draw, 100_000)}` };
  });
  return zipped(filesOf({ title: "Made: an atlas of 100 MB", author: "The benchmark", chapters, extra }));
}

/** Two recordings of 100 MB, one of them stored and the other compressed, and a few words. */
function recordings(): Buffer {
  const sound = tone((100 * MB) / 8000);
  const draw = chance(7);
  const player = (name: string) => `<p><audio controls="controls" src="${name}"></audio></p>${paragraphs(draw, 20_000)}`;
  const chapters = ["stored.wav", "packed.wav"].map((name) => ({ title: name, body: player(name) }));
  const files = filesOf({ title: "Made: recordings of 100 MB", author: "The benchmark", chapters, extra: { "stored.wav": sound, "packed.wav": sound } });
  return zipped(files, (name) => name === "mimetype" || name.endsWith("stored.wav"));
}

/** A novel of half a million words that is one document of 3 MB: chapters in divisions, links to ids, notes at the end. */
function novel(): Buffer {
  const draw = chance(3);
  const count = 64;
  const notes: string[] = [];
  let body = "";
  for (let chapter = 1; chapter <= count; chapter += 1) {
    const note = `<sup><a id="r${chapter}" href="#n${chapter}">${chapter}</a></sup>`;
    notes.push(`<p id="n${chapter}">${sentence(draw)} <a href="#r${chapter}">back</a></p>`);
    const scenes = Array.from({ length: 3 }, () => `<div class="scene">${paragraphs(draw, 15_500)}</div>`);
    body += `<div class="chapter" id="c${chapter}"><h2>Chapter ${chapter}</h2><p>${sentences(draw, 4)}${note}</p>${scenes.join("\n")}</div>\n`;
  }
  const contents = Array.from({ length: count }, (_, index) => `<li><a href="#c${index + 1}">Chapter ${index + 1}</a></li>`).join("");
  const whole = `<ol>${contents}</ol>${body}<div class="notes"><h2>Notes</h2>${notes.join("\n")}</div>`;
  const css = "p { margin: 0; text-indent: 1.4em } h2 + p, .scene > p:first-child { text-indent: 0 } .scene { margin-block: 1.5em } h2 { break-before: page }";
  const title = "Made: a novel in one document";
  const files = filesOf({ title, author: "The benchmark", chapters: [{ title, body: whole }], css });
  // The contents lead to the chapters inside.
  const nav = files["OPS/nav.xhtml"] as string;
  files["OPS/nav.xhtml"] = nav.replace(/<ol>.*<\/ol>/, `<ol>${contents.replaceAll('href="#', 'href="c01.xhtml#')}</ol>`);
  return zipped(files);
}

const SHELF: Record<string, () => Buffer> = {
  "made-atlas-100-mb.epub": atlas,
  "made-recordings-100-mb.epub": recordings,
  "made-novel-in-one-document.epub": novel,
};

/** Makes the books that are not in the folder yet. */
export function makeBooks(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, make] of Object.entries(SHELF)) {
    const file = join(folder, name);
    if (!existsSync(file)) writeFileSync(file, make());
  }
}
