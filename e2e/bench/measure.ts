// One run: a book is opened in an engine, and everything is measured in it, always in the same order.

import { join } from "node:path";

import type { Book, Section } from "./book";
import type { Engine } from "./engine";
import { WAYS } from "./worker";

/** What is measured, in the order of the report. */
export const METRICS = [
  "first-page",
  "memory",
  "biggest-section",
  "middle-of-section",
  "page-turn",
  "page-turn-section",
  "reflow",
  "search",
  "search-listed",
  ...WAYS,
] as const;
export type Metric = (typeof METRICS)[number];

export const unitOf = (metric: Metric) => (metric.includes("memory") ? "MB" : "ms");

/** Pages turned inside of the longest section, and times that the seam between two sections is crossed. */
const TURNS = 6;
const CROSSINGS = 2;

/** What `pages/probe.js` says at the end of a book. */
const NO_PAGE = "there is no other page";

/** Called for each thing that was measured, and for each that could not be. */
export interface Ledger {
  add(metric: Metric, value: number): void;
  miss(metric: Metric, why: string): void;
}

/** Where pictures are put, if any are wanted. */
export type Album = { folder: string; stem: string } | undefined;

/** False where the book does not open in this engine. */
export async function run(engine: Engine, book: Book, ledger: Ledger, album: Album): Promise<boolean> {
  const steps = new Steps(engine, book, ledger, album);
  await engine.shell(book);
  const opens = await steps.measure("first-page", () => engine.open());
  if (opens) {
    await steps.picture("first-page");
    await steps.measure("memory", async () => (await engine.memory()) / 1e6);
    if (await steps.biggestSection()) {
      const { middle } = book;
      if (middle) await steps.measure("middle-of-section", () => engine.goTo(middle));
      if (!book.fixed) await steps.turns();
      if (!book.fixed) await steps.measure("reflow", () => engine.enlarge());
      await steps.picture("reflow");
    }
    await steps.crossings();
    if (book.word && (await engine.searches())) {
      const { word } = book;
      await steps.search(word);
    }
  }
  await engine.close();
  return opens;
}

class Steps {
  constructor(
    private readonly engine: Engine,
    private readonly book: Book,
    private readonly ledger: Ledger,
    private readonly album: Album,
  ) {}

  async picture(of: string): Promise<void> {
    if (this.album) await this.engine.picture(join(this.album.folder, `${this.album.stem}.${this.engine.name}.${of}.png`));
  }

  /** Measures something; what fails is told to the ledger, and the run goes on. */
  async measure(metric: Metric, act: () => Promise<number>): Promise<boolean> {
    try {
      await this.engine.rest();
      this.ledger.add(metric, await act());
      return true;
    } catch (error) {
      this.ledger.miss(metric, reason(error));
      return false;
    }
  }

  /** Searches once; a list is a figure of its own. */
  async search(word: string): Promise<void> {
    let listed: number | undefined;
    await this.measure("search", async () => {
      const times = await this.engine.search(word);
      ({ listed } = times);
      return times.search;
    });
    if (listed !== undefined) this.ledger.add("search-listed", listed);
  }

  private async shows(section: Section): Promise<boolean> {
    return (await this.engine.sections()).includes(section.path);
  }

  /** Goes to a section, and makes sure that it is the one. */
  private async goTo(section: Section): Promise<number> {
    await this.engine.rest();
    const time = await this.engine.goTo(section);
    if (!(await this.shows(section))) {
      throw new Error(`came to ${(await this.engine.sections()).join(", ") || "nothing"} instead of ${section.path}`);
    }
    return time;
  }

  async biggestSection(): Promise<boolean> {
    const { biggest, sections } = this.book;
    const start = sections.find((section) => section.linear);
    const other = sections.find((section) => section.linear && section !== biggest && section !== start);
    if (await this.shows(biggest)) {
      // The book begins with its longest section: a jump is made from elsewhere. Where there is nothing else, it is
      // read where it is.
      if (!other) return true;
      try {
        await this.goTo(other);
      } catch (error) {
        this.ledger.miss("biggest-section", reason(error));
        return false;
      }
    }
    const there = await this.measure("biggest-section", () => this.goTo(biggest));
    if (there) await this.picture("biggest-section");
    return there;
  }

  /** Turns pages inside of the longest section, until it ends. */
  async turns(): Promise<void> {
    try {
      for (let count = 0; count < TURNS; count += 1) {
        await this.engine.rest();
        const time = await this.engine.turn("next");
        if (!(await this.shows(this.book.biggest))) {
          // What follows is to be measured in the longest section too.
          await this.engine.rest();
          await this.engine.turn("previous");
          return;
        }
        this.ledger.add("page-turn", time);
      }
    } catch (error) {
      if (reason(error) !== NO_PAGE) this.ledger.miss("page-turn", reason(error));
    }
  }

  /** Goes back over the seam, and measures the way onward. */
  async crossings(): Promise<void> {
    if (!this.book.crossing) return;
    const [before, after] = this.book.crossing;
    try {
      // The last page that was turned may have led there: the start of the section is come to by a jump all the same.
      if (await this.shows(after)) await this.goTo(before);
      if (await this.shows(after)) return;
      await this.goTo(after);
      for (let count = 0; count < CROSSINGS; count += 1) {
        // Scrolled text may stand a little below its beginning; fixed pages may stand side by side, without a seam.
        for (let tries = this.book.fixed ? 1 : 2; tries > 0 && (await this.shows(after)); tries -= 1) {
          await this.engine.rest();
          await this.engine.turn("previous");
        }
        if (this.book.fixed && (await this.shows(after))) return;
        if (!(await this.shows(before))) throw new Error(`the page before ${after.path} is not of ${before.path}`);
        await this.engine.rest();
        const time = await this.engine.turn("next");
        if (!(await this.shows(after))) throw new Error(`the page after ${before.path} is not of ${after.path}`);
        this.ledger.add("page-turn-section", time);
      }
    } catch (error) {
      this.ledger.miss("page-turn-section", reason(error));
    }
  }
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^page\.evaluate: (Error: )?/, "").split("\n")[0];
}
