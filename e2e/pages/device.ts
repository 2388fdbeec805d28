// A device of its own: a browser whose storage outlives it, so that it can be closed, killed and opened again.

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type BrowserContext, type BrowserContextOptions, type Page, type TestInfo, chromium as engine, expect } from "@playwright/test";

import type { Say } from "../fixtures/words";
import { chromium } from "../playwright.config";
import { App } from "./app";
import { Reader } from "./reader";

/** Switches off the files of the browser's own (OPFS), as web-views have none. */
export const NO_FILES = ["--disable-blink-features=FileSystemAccessOriginPrivate"];

/** What there is of a kept file. */
export interface There {
  length: number;
  /** SHA-256, in hex. */
  hash: string;
}

export class Device {
  context!: BrowserContext;
  page!: Page;
  app!: App;
  reader!: Reader;
  private readonly folder = mkdtempSync(join(tmpdir(), "yueli-device-"));

  constructor(
    private readonly info: TestInfo,
    readonly say: Say,
    private readonly options: BrowserContextOptions & { args?: string[]; saves?: boolean } = {},
  ) {}

  /** Starts the browser; what was stored before is there. */
  async start(): Promise<void> {
    const { args, saves, ...options } = this.options;
    const { viewport, hasTouch, isMobile, deviceScaleFactor } = this.info.project.use;
    this.context = await engine.launchPersistentContext(this.folder, {
      ...chromium,
      args: [...chromium.args, ...(args ?? [])],
      viewport,
      hasTouch,
      isMobile,
      deviceScaleFactor,
      reducedMotion: "reduce",
      ...options,
    });
    if (saves) await this.context.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
    this.use(this.context.pages()[0] ?? (await this.context.newPage()));
  }

  /** Goes on in another tab. */
  use(page: Page): void {
    this.page = page;
    this.app = new App(page, this.say);
    this.reader = new Reader(page, this.say);
  }

  /** Closes the browser and starts it again, as a person does. */
  async restart(): Promise<void> {
    await this.context.close();
    await this.start();
  }

  /** Ends the browser for good. */
  async close(): Promise<void> {
    await this.context?.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** What there is of a book's file in the browser's own storage, wherever it lies. */
  async there(id: string): Promise<There> {
    const text = await this.page.evaluate(async (id) => {
      let bytes = new Uint8Array();
      try {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("books");
        bytes = new Uint8Array(await (await (await folder.getFileHandle(id)).getFile()).arrayBuffer());
      } catch {
        const known = (await indexedDB.databases()).some((database) => database.name === "yueli-bytes");
        if (!known) return "";
        const open = indexedDB.open("yueli-bytes");
        await new Promise((resolve) => (open.onsuccess = resolve));
        const all = open.result.transaction("pieces").objectStore("pieces").getAll(IDBKeyRange.bound(`${id}/`, `${id}0`));
        await new Promise((resolve) => (all.onsuccess = resolve));
        open.result.close();
        bytes = new Uint8Array(await new Blob(all.result as Uint8Array<ArrayBuffer>[]).arrayBuffer());
      }
      if (!bytes.length) return "0";
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      return `${bytes.length} ${[...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    }, id);
    const [length, hash] = text.split(" ");
    return { length: Number(length), hash: hash ?? "" };
  }

  /** The line that says what has become of a download. */
  said(key: string): ReturnType<Page["getByText"]> {
    return this.app.main.getByText(this.say(key)).first();
  }

  /** All of the book is here. */
  async kept(timeout = 30_000): Promise<void> {
    await expect(this.said("keep-kept")).toBeVisible({ timeout });
  }
}

/** What a file should be when it is there. */
export function whole(bytes: Buffer): There {
  return { length: bytes.length, hash: createHash("sha256").update(bytes).digest("hex") };
}
