// What all engines have in common: a profile, a page, and the clock in it (pages/probe.js).

import type { Browser, BrowserContext, Page } from "@playwright/test";

import type { Book, Section } from "../book";
import type { Engine } from "../engine";
import { memoryOf } from "../memory";

/** What `pages/probe.js` puts up. */
interface Probe {
  rest(): Promise<void>;
  open(): Promise<number>;
  turn(way: string): Promise<number>;
  goTo(section: Section): Promise<number>;
  enlarge(): Promise<number>;
  search: Engine["search"];
}

declare global {
  interface Window {
    bench: Probe;
    engine: { sections(): string[]; search?: unknown; take(address: string, options: Letters): Promise<void> };
    engineIsThere?: boolean;
    yueliWords?: unknown;
  }
}

/** How the peers are to set their text. */
export interface Letters {
  size: number;
  larger: number;
  scrolled: boolean;
}

/** Yueli's usual size, and one step of its size control above it: the peers get the same. */
export const lettersOf = (book: Book): Letters => ({ size: 18, larger: 19.8, scrolled: book.scrolled });

export abstract class InPage implements Engine {
  abstract readonly name: string;
  abstract readonly version: string;
  protected profile: BrowserContext | undefined;
  private opened: Page | undefined;

  abstract shell(book: Book): Promise<void>;

  async start(browser: Browser): Promise<void> {
    this.profile = await browser.newContext({
      locale: "en-US",
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 1,
      colorScheme: "light",
      // No engine slides its pages.
      reducedMotion: "reduce",
    });
  }

  protected async newPage(): Promise<Page> {
    await this.close();
    if (!this.profile) throw new Error("the engine is not started");
    this.opened = await this.profile.newPage();
    return this.opened;
  }

  protected get page(): Page {
    if (!this.opened) throw new Error("no page is open");
    return this.opened;
  }

  open(): Promise<number> {
    return this.page.evaluate(() => window.bench.open());
  }

  turn(way: "next" | "previous"): Promise<number> {
    return this.page.evaluate((way) => window.bench.turn(way), way);
  }

  goTo(section: Section): Promise<number> {
    return this.page.evaluate((section) => window.bench.goTo(section), section);
  }

  enlarge(): Promise<number> {
    return this.page.evaluate(() => window.bench.enlarge());
  }

  searches(): Promise<boolean> {
    return this.page.evaluate(() => typeof window.engine.search === "function");
  }

  search(word: string): ReturnType<Engine["search"]> {
    return this.page.evaluate((word) => window.bench.search(word), word);
  }

  memory(): Promise<number> {
    return memoryOf(this.page);
  }

  sections(): Promise<string[]> {
    return this.page.evaluate(() => window.engine.sections());
  }

  rest(): Promise<void> {
    return this.page.evaluate(() => window.bench.rest());
  }

  async picture(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  async close(): Promise<void> {
    await this.opened?.close();
    this.opened = undefined;
  }

  async stop(): Promise<void> {
    await this.close();
    await this.profile?.close();
  }
}
