// Yueli itself, from the real server, in the product's own reader. What is done there: pages/yueli.js.
//
// The product opens no files of the device, so the book comes from the server on this machine, in ranges, after it
// has been fetched once. It begins on the page of the title, where the product makes the book ready.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Browser } from "@playwright/test";

import { type Say, wordsOf } from "../../fixtures/words";
import type { Gateway } from "../../gateway";
import type { Book } from "../book";
import { InPage } from "./in-page";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PROBE = readFileSync(here("../pages/probe.js"), "utf8");
const HANDS = readFileSync(here("../pages/yueli.js"), "utf8");

export class Yueli extends InPage {
  readonly name = "yueli";
  private readonly say: Say = wordsOf("en");

  constructor(private readonly gateway: Gateway) {
    super();
  }

  get version(): string {
    const manifest = readFileSync(here("../../../Cargo.toml"), "utf8");
    return /^version = "(.*)"$/m.exec(manifest)?.[1] ?? "";
  }

  async start(browser: Browser): Promise<void> {
    await super.start(browser);
    // The service worker is there before the first book, as it is from a patron's second visit on.
    const page = await this.newPage();
    await page.goto(this.gateway.url);
    await page.waitForFunction(() => navigator.serviceWorker.controller, undefined, { timeout: 30_000 });
    await this.close();
  }

  async shell(book: Book): Promise<void> {
    const page = await this.newPage();
    const known = await page.request.get(`${this.gateway.url}/opds/publications/${book.id}`);
    if (!known.ok()) throw new Error("the library has not taken it in");
    const devtools = await page.context().newCDPSession(page);
    // A library that nobody has read in: a book begins at its beginning, with the usual settings.
    await devtools.send("Storage.clearDataForOrigin", { origin: this.gateway.url, storageTypes: "indexeddb,local_storage" });
    await devtools.detach();
    await page.goto(`${this.gateway.url}/title/${book.id}`);
    await page.locator(`main a[href="/read/${book.id}"]`).waitFor({ timeout: 30_000 });
    const { links } = (await known.json()) as { links: { href: string; type?: string }[] };
    const link = links.find(({ type }) => type === "application/epub+zip");
    if (link) await page.evaluate(async (href) => void (await (await fetch(href)).arrayBuffer()), link.href);
    await page.evaluate((words) => (window.yueliWords = words), this.words(book));
    await page.evaluate(PROBE);
    await page.evaluate(HANDS);
    await this.rest();
  }

  /** What the controls are called; a search is not among them where the interface has no word for it. */
  private words(book: Book): Record<string, string> {
    const words: Record<string, string> = {
      id: book.id,
      next: this.say("reader-next-page"),
      previous: this.say("reader-previous-page"),
    };
    try {
      words.search = this.say("reader-search");
    } catch {
      // The reader has no search yet.
    }
    return words;
  }
}
