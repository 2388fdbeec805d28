// What the benchmark asks of a reading engine. Everything is measured from the same start to the same end in all of
// them: `pages/probe.js` holds the clock, inside the page, and an engine only says how each thing is done there.

import type { Browser } from "@playwright/test";

import type { Book, Section } from "./book";

/** An engine, as the benchmark drives it. Lengths of time are milliseconds. */
export interface Engine {
  /** As it is called in the results. */
  readonly name: string;
  /** Its version, for the head of the report. */
  readonly version: string;

  /** Makes a browser profile of its own, for all its runs. */
  start(browser: Browser): Promise<void>;
  /** A fresh page with the engine's code loaded and nothing of the book opened; the book's bytes are at hand. */
  shell(book: Book): Promise<void>;
  /** Opens the book: until the first page is painted. */
  open(): Promise<number>;
  /** Turns a page onward, or back: until the other page is painted. */
  turn(way: "next" | "previous"): Promise<number>;
  /** Jumps to the start of a section: until its first page is painted. */
  goTo(section: Section): Promise<number>;
  /** Makes the letters larger: until the layout stands still and is painted. */
  enlarge(): Promise<number>;
  /** True where the engine can search a whole book. */
  searches(): Promise<boolean>;
  /** Searches the whole book for a word: until all the results are there, and until they are listed, where they are. */
  search(word: string): Promise<{ search: number; listed?: number }>;
  /** What the open book takes, in bytes: JavaScript's heap, buffers and wasm memory, of the page and its workers. */
  memory(): Promise<number>;
  /** The sections that are on show, as paths from the root of the book. */
  sections(): Promise<string[]>;
  /** Lets what goes on in the background come to its end, so that it is not measured with the next thing. */
  rest(): Promise<void>;
  /** Keeps a picture of what is on show, as evidence. */
  picture(file: string): Promise<void>;
  /** Closes the page. */
  close(): Promise<void>;
  /** Ends the profile. */
  stop(): Promise<void>;
}
