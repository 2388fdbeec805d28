// A book as the benchmark knows it, read from its file without any of the engines: its sections and how long they
// are, and a word to search for.

import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

import { publicationId } from "../conformance/library";
import { contents, type Entry, readZip } from "../conformance/zip";

/** A part of the reading order. */
export interface Section {
  /** Its place in the reading order, from 0. */
  index: number;
  /** Its path from the root of the book, not encoded. */
  path: string;
  /** Its bytes, inflated. */
  size: number;
  /** False where the book leaves it out of the flow. */
  linear: boolean;
  /** A place just behind its beginning, as a share of the whole book by bytes. */
  share: number;
  /** An element in it that is meant, where it is not the beginning. */
  fragment?: string;
}

export interface Book {
  /** The file's name without its ending. */
  name: string;
  file: string;
  /** How Yueli's library names it. */
  id: string;
  sections: Section[];
  /** Pages of one given size: there is nothing to turn inside of a section, and no size of letters. */
  fixed: boolean;
  /** The book asks to be scrolled. */
  scrolled: boolean;
  /** The longest section. */
  biggest: Section;
  /** An element with an id in the middle of the longest section, where that is longer than a chapter is. */
  middle: Section | undefined;
  /** A section of the flow, and the one that follows it. */
  crossing: [Section, Section] | undefined;
  /** A word that is often in it. */
  word: string | undefined;
}

/** Bytes of markup that are more than a chapter has. */
const CHAPTER = 150_000;

/** All books of a folder and its folders. What is no EPUB that can be read is named and left out. */
export function readBooks(folder: string): Book[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.epub$/i.test(name));
  return files.sort().flatMap((name) => {
    try {
      return [readBook(join(folder, name), name.replace(/\.epub$/i, ""))];
    } catch (error) {
      console.log(`${name} is left out: ${(error as Error).message}`);
      return [];
    }
  });
}

function readBook(file: string, name: string): Book {
  const bytes = readFileSync(file);
  const entries = new Map(readZip(bytes).map((entry) => [entry.name, entry]));
  const text = (path: string) => {
    const entry = entries.get(path);
    if (!entry) throw new Error(`there is no ${path} in it`);
    return contents(entry).toString("utf8");
  };
  const rootfile = attribute(/<(?:\w+:)?rootfile\b[^>]*>/.exec(text("META-INF/container.xml"))?.[0] ?? "", "full-path");
  const opf = text(rootfile ?? "");
  const sections = sectionsOf(opf, posix.dirname(rootfile ?? ""), entries);
  const flow = sections.filter((section) => section.linear);
  if (flow.length === 0) throw new Error("nothing in it is to be read");
  const biggest = flow.reduce((one, other) => (other.size > one.size ? other : one));
  const at = Math.max(0, Math.min(flow.indexOf(biggest), flow.length - 2));
  return {
    name,
    file,
    id: publicationId(bytes),
    sections,
    fixed: /rendition:layout\W[^>]*>\s*pre-paginated/.test(opf),
    scrolled: /rendition:flow\W[^>]*>\s*scrolled/.test(opf),
    biggest,
    middle: biggest.size > CHAPTER ? middleOf(biggest, text(biggest.path), sections) : undefined,
    crossing: flow.length > 1 ? [flow[at], flow[at + 1]] : undefined,
    word: oftenIn(text(biggest.path)),
  };
}

/** The element with an id that is nearest to the middle of a section. */
function middleOf(section: Section, markup: string, sections: Section[]): Section | undefined {
  const half = markup.length / 2;
  const marks = [...markup.matchAll(/<\w[^>]*\sid="([^"]+)"/g)].map(({ index, 1: fragment }) => ({ index, fragment }));
  const nearest = marks.sort((one, other) => Math.abs(one.index - half) - Math.abs(other.index - half))[0];
  if (!nearest) return undefined;
  const total = sections.reduce((sum, { size }) => sum + Math.max(1, size), 0);
  return { ...section, ...nearest, index: section.index, share: section.share + (nearest.index / markup.length) * (section.size / total) };
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}\\s*=\\s*(["'])(.*?)\\1`, "s").exec(tag)?.[2].replaceAll("&amp;", "&");
}

function sectionsOf(opf: string, folder: string, entries: Map<string, Entry>): Section[] {
  const paths = new Map<string, string>();
  for (const [tag] of opf.matchAll(/<(?:\w+:)?item\b[^>]*>/g)) {
    const [id, href] = [attribute(tag, "id"), attribute(tag, "href")];
    if (id && href) paths.set(id, posix.normalize(posix.join(folder, decodeURI(href))));
  }
  const spine = [...opf.matchAll(/<(?:\w+:)?itemref\b[^>]*>/g)].map(([tag]) => tag);
  const known = spine.flatMap((tag) => {
    const path = paths.get(attribute(tag, "idref") ?? "");
    const linear = attribute(tag, "linear") !== "no";
    return path ? [{ path, linear, size: entries.get(path)?.size ?? 0 }] : [];
  });
  const total = known.reduce((sum, { size }) => sum + Math.max(1, size), 0);
  let before = 0;
  return known.map(({ path, linear, size }, index) => {
    const share = (before + Math.max(1, size) * 1e-4) / total;
    before += Math.max(1, size);
    return { index, path, size, linear, share };
  });
}

/** The word of five letters or more, or the two Han characters, that is oftenest in a document. */
function oftenIn(markup: string): string | undefined {
  const body = /<body\b[^]*<\/body>/i.exec(markup)?.[0] ?? "";
  const text = body.replace(/<(script|style)\b[^]*?<\/\1>/gi, " ").replace(/<[^>]*>|&#?\w+;/g, " ");
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{Script=Han}]{2}|(?!\p{Script=Han})\p{L}{5,}/gu)) {
    const known = word.toLowerCase();
    counts.set(known, (counts.get(known) ?? 0) + 1);
  }
  return [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other))[0]?.[0];
}
