// The display sheet, and what is laid over the text by it.

import { type Locator, type Page, expect } from "@playwright/test";

import { App } from "./app";
import type { Reader } from "./reader";

/** Opens the display sheet, with all its rows in sight. */
export async function display(reader: Reader, whole = true): Promise<Locator> {
  await reader.bars();
  await reader.button("reader-display").click();
  const sheet = reader.sheet("display-title");
  await expect(sheet).toBeVisible();
  if (whole) await sheet.getByText(reader.say("display-more"), { exact: true }).click();
  return sheet;
}

/** Puts a sheet away. */
export async function close(sheet: Locator): Promise<void> {
  await sheet.page().keyboard.press("Escape");
  await expect(sheet).toBeHidden();
}

/** The strip that the ruler leaves in sight. */
export async function strip(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  await expect(page.locator(".ruler i")).toHaveCount(1);
  const box = await page.locator(".ruler i").boundingBox();
  if (!box) throw new Error("there is no ruler");
  return box;
}

/** Opens a book of the library at `base`. */
export async function openBook(page: Page, reader: Reader, base: string, title: string): Promise<void> {
  await page.goto(base);
  const app = new App(page, reader.say);
  await app.ready();
  const ids = await app.ids();
  await page.goto(`${base}/read/${ids[title]}`);
  await reader.shows();
}

/** All settings that the device keeps, as one text. */
export async function keptSettings(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const open = indexedDB.open("yueli");
    await new Promise((resolve) => (open.onsuccess = resolve));
    const all = open.result.transaction("settings").objectStore("settings").getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    open.result.close();
    return JSON.stringify(all.result);
  });
}
