// The engines of others: a small page of ours around each, with the book's bytes in its memory.

import { readFileSync } from "node:fs";

import type { Book } from "../book";
import type { PeerServer } from "../server";
import { InPage, lettersOf } from "./in-page";

export abstract class Peer extends InPage {
  /** The page around it, in `pages/`. */
  protected abstract readonly harness: string;
  protected abstract readonly npm: string;

  constructor(private readonly server: PeerServer) {
    super();
  }

  get version(): string {
    const manifest = readFileSync(new URL(`../../node_modules/${this.npm}/package.json`, import.meta.url), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
  }

  async shell(book: Book): Promise<void> {
    const page = await this.newPage();
    await page.goto(`${this.server.url}/pages/${this.harness}`);
    await page.waitForFunction(() => window.engineIsThere, undefined, { timeout: 30_000 });
    await page.evaluate(({ address, letters }) => window.engine.take(address, letters), {
      address: this.server.addressOf(book),
      letters: lettersOf(book),
    });
    await this.rest();
  }
}
