// What the worker takes of a large book: while it is opened, gone about in, searched and listened to. Asked for with
// the book at the other end of a wire, and kept on the device: in a file, and in the pieces that a browser without files
// of its own has.

import type { TestInfo } from "@playwright/test";

import { wordsOf } from "../fixtures/words";
import type { Gateway } from "../gateway";
import { Device, NO_FILES } from "../pages/device";
import type { Book } from "./book";
import { memoriesOf } from "./memory";

/** Where the book's bytes are, as the metric says it. */
export const WAYS = ["worker-memory", "worker-memory-kept", "worker-memory-pieces"] as const;
export type Way = (typeof WAYS)[number];

/** Shares of the book that are gone to, in percent. */
const PLACES = [95, 5, 55, 25, 75];
const TURNS = 3;
const DOWNLOAD_MS = 600_000;

/** Bytes that the largest of the workers took at most. */
export async function workerMemory(book: Book, gateway: Gateway, way: Way, info: TestInfo): Promise<number> {
  const args = way === "worker-memory-pieces" ? NO_FILES : [];
  const device = new Device(info, wordsOf("en"), { args, locale: "en-US", viewport: { width: 1280, height: 800 } });
  let most = 0;
  const look = async () => {
    const { workers } = await memoriesOf(device.page);
    most = Math.max(most, ...workers);
  };
  try {
    await device.start();
    await device.app.visit(gateway.url);
    await device.app.keptForLater();
    await device.app.visit(`${gateway.url}/title/${book.id}`);
    if (way !== "worker-memory") await keep(device, look);
    await device.app.action("title-read").click();
    await device.reader.shows();
    await look();
    await goAbout(device, look);
    await listen(device, book, look);
    if (book.word) await search(device, book.word, look);
    return most;
  } finally {
    await device.close();
  }
}

/** Downloads the book, and looks while it comes. */
async function keep(device: Device, look: () => Promise<void>): Promise<void> {
  await device.app.button("keep-action").click();
  const end = Date.now() + DOWNLOAD_MS;
  while (!(await device.said("keep-kept").isVisible())) {
    if (Date.now() > end) throw new Error("the book was not kept in time");
    // A worker that ends while it is asked has nothing to say.
    await look().catch(() => undefined);
    await device.page.waitForTimeout(1000);
  }
}

async function goAbout(device: Device, look: () => Promise<void>): Promise<void> {
  const { page, reader } = device;
  for (const place of PLACES) {
    const sheet = await reader.openContents();
    const form = sheet.locator("form.goto");
    await form.locator("input").fill(`${place}%`);
    await form.locator("input").press("Enter");
    await sheet.waitFor({ state: "hidden" });
    await reader.shows();
    for (let count = 0; count < TURNS; count += 1) {
      await reader.turns(() => reader.pressOn());
      // The pages beside it are made ready, as when somebody reads.
      await page.waitForTimeout(700);
    }
    await look();
  }
}

/** Listens here and there to what can be heard in a book of few sections. */
async function listen(device: Device, book: Book, look: () => Promise<void>): Promise<void> {
  for (const { share } of book.sections.length < 5 ? book.sections : []) {
    const { page, reader } = device;
    const sheet = await reader.openContents();
    const form = sheet.locator("form.goto");
    await form.locator("input").fill(`${(share * 100).toFixed(4)}%`);
    await form.locator("input").press("Enter");
    await sheet.waitFor({ state: "hidden" });
    await reader.shows();
    await page.evaluate(async () => {
      const frame = document.querySelector<HTMLIFrameElement>(".reader-host iframe.book-frame:not(.is-waiting)");
      const sound = frame?.contentDocument?.querySelector("audio");
      if (!sound) return;
      const said = (event: string) =>
        new Promise<void>((resolve, reject) => {
          sound.addEventListener(event, () => resolve(), { once: true });
          sound.addEventListener("error", () => reject(new Error(sound.error?.message)), { once: true });
        });
      if (sound.readyState < 1) {
        sound.preload = "auto";
        sound.load();
        await said("loadedmetadata");
      }
      for (const part of [0.9, 0.1, 0.5]) {
        const arrived = said("seeked");
        sound.currentTime = sound.duration * part;
        await arrived;
        sound.muted = true;
        await sound.play();
        await new Promise((resolve) => setTimeout(resolve, 1500));
        sound.pause();
      }
    });
    await look();
  }
}

/** Searches all of the book, for words that are not in it. */
async function search(device: Device, word: string, look: () => Promise<void>): Promise<void> {
  const { reader, say } = device;
  await reader.bars();
  await reader.button("reader-search").click();
  const sheet = reader.sheet("reader-search");
  await sheet.getByRole("searchbox", { name: say("reader-search-label") }).fill(`no such ${word}`);
  await sheet.locator("[aria-busy=true]").waitFor({ state: "detached", timeout: 120_000 });
  await device.page.waitForTimeout(500);
  await sheet.locator("[aria-busy=true]").waitFor({ state: "detached", timeout: 120_000 });
  await look();
}
