// The benchmark: every engine in one browser, taking turns, so that whatever else the machine does falls on all of
// them. Environment: see ../bench.config.ts.

import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";

import { type TestInfo, test } from "@playwright/test";

import { Gateway } from "../gateway";
import { type Book, readBooks } from "./book";
import type { Engine } from "./engine";
import { EpubJs } from "./engines/epubjs";
import { Foliate } from "./engines/foliate";
import { Yueli } from "./engines/yueli";
import { makeBooks } from "./made";
import { type Ledger, METRICS, type Metric, run, unitOf } from "./measure";
import { PeerServer } from "./server";
import { median, p90 } from "./stats.mjs";
import { WAYS, workerMemory } from "./worker";

/** A line of the result file. */
interface Line {
  book: string;
  engine: string;
  metric: Metric;
  median: number;
  p90: number;
  /** How many measurements the figures stand for. */
  runs: number;
  unit: string;
}

/** What was measured of one book in one engine. */
class Notes implements Ledger {
  private readonly values = new Map<Metric, number[]>();
  private readonly misses = new Map<Metric, string>();
  /** False where the book did not open: it is not tried again. */
  opens = true;

  add(metric: Metric, value: number): void {
    this.values.set(metric, [...(this.values.get(metric) ?? []), value]);
  }

  miss(metric: Metric, why: string): void {
    this.misses.set(metric, why);
  }

  lines(book: string, engine: string): Line[] {
    return METRICS.flatMap((metric) => {
      const values = this.values.get(metric) ?? [];
      if (values.length === 0) return [];
      const [middle, high] = [median(values), p90(values)].map((value) => Math.round(value * 10) / 10);
      return [{ book, engine, metric, median: middle, p90: high, runs: values.length, unit: unitOf(metric) }];
    });
  }

  /** What could not be measured, and why. */
  told(book: string, engine: string): string[] {
    return [...this.misses].map(([metric, why]) => {
      const some = this.values.has(metric) ? "not every time" : "not measured";
      return `${book}: ${engine}: ${metric}: ${some}: ${why}`;
    });
  }
}

/** A book of more bytes goes through the engines once. */
const LARGE = 50_000_000;
/** How often a large book is opened each way: what a worker takes differs little. */
const OPENINGS = 2;
const RUNS = Math.max(1, Number(process.env.BENCH_RUNS ?? 5));
const PICTURES = process.env.BENCH_PICTURES;

test("the engines, side by side", async ({ browser }, info) => {
  const folder = process.env.BENCH_BOOKS;
  if (!folder) throw new Error("BENCH_BOOKS must name a folder of EPUBs; run this by `cargo xtask bench`");
  const made = process.env.BENCH_MADE === "1";
  if (made) makeBooks(folder);
  const books = readBooks(folder);
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  const server = new PeerServer(books);
  await server.start();
  const chosen = (process.env.BENCH_ENGINES ?? "yueli,foliate-js,epub.js").split(",");
  const gateway = chosen.includes("yueli") ? new Gateway(folder) : undefined;
  await gateway?.start();
  const all: Engine[] = [...(gateway ? [new Yueli(gateway)] : []), new Foliate(server), new EpubJs(server)];
  const engines = all.filter((engine) => chosen.includes(engine.name));
  try {
    const names = engines.map(({ name, version }) => `${name} ${version}`).join(", ");
    console.log(`${names}; Chromium ${browser.version()}; ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}`);
    for (const engine of engines) await engine.start(browser);
    const lines = await measured(engines, books);
    for (const book of gateway && made ? books.filter(({ sections }) => sections.length > 1) : []) {
      lines.push(...(await memories(book, gateway, info)));
    }
    if (process.env.BENCH_OUT) writeFileSync(process.env.BENCH_OUT, `${JSON.stringify(lines, null, 2)}\n`);
    console.log(`load ${loadavg()[0].toFixed(1)} at the end`);
  } finally {
    for (const engine of engines) await engine.stop();
    await gateway?.close();
    await server.stop();
  }
});

async function measured(engines: Engine[], books: Book[]): Promise<Line[]> {
  if (books.length === 0) throw new Error("there is no EPUB in the folder");
  // Once before anything counts: the browser then has the compiled code of each engine.
  for (const engine of engines) await run(engine, books[0], new Notes(), undefined).catch(() => false);
  const lines: Line[] = [];
  for (const [at, book] of books.entries()) {
    console.log(`[${at + 1}/${books.length}] ${book.name}`);
    const notes = new Map(engines.map((engine) => [engine, new Notes()]));
    // The large ones are made for their weight, and keep the peers busy for minutes.
    const runs = statSync(book.file).size > LARGE ? 1 : RUNS;
    for (let count = 0; count < runs; count += 1) {
      for (const engine of engines) await once(engine, book, notes.get(engine) ?? new Notes(), count === 0);
    }
    const own = [...notes].flatMap(([engine, note]) => note.lines(book.name, engine.name));
    // Metric by metric, since that is what is compared.
    lines.push(...METRICS.flatMap((metric) => own.filter((line) => line.metric === metric)));
    for (const [engine, note] of notes) {
      note.told(book.name, engine.name).forEach((line) => console.log(`  ${line}`));
    }
  }
  return lines;
}

/** What the worker takes of a large book, each way that its bytes may come. */
async function memories(book: Book, gateway: Gateway, info: TestInfo): Promise<Line[]> {
  const notes = new Notes();
  for (const way of WAYS) {
    for (let count = 0; count < Math.min(RUNS, OPENINGS); count += 1) {
      try {
        notes.add(way, (await workerMemory(book, gateway, way, info)) / 1e6);
      } catch (error) {
        notes.miss(way, (error as Error).message.split("\n")[0]);
      }
    }
  }
  notes.told(book.name, "yueli").forEach((line) => console.log(`  ${line}`));
  return notes.lines(book.name, "yueli");
}

async function once(engine: Engine, book: Book, notes: Notes, first: boolean): Promise<void> {
  if (!notes.opens) return;
  const stem = book.name.replace(/[^\w-]+/g, "_");
  try {
    notes.opens = await run(engine, book, notes, first && PICTURES ? { folder: PICTURES, stem } : undefined);
  } catch (error) {
    // The shell itself did not come, or the page crashed.
    notes.miss("first-page", (error as Error).message.split("\n")[0]);
    notes.opens = false;
  }
}
