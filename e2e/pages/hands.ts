// What a person reads with: a mouse, a finger, or the keys alone.

import { type Locator, type Page, expect } from "@playwright/test";

import type { Hit, Reader } from "./reader";

export interface Hand {
  /** Presses something on the page. */
  press(target: Locator): Promise<void>;
  /** Turns to the next page of the book, in a way that changes with the count. */
  turn(reader: Reader, onward: "ArrowRight" | "ArrowLeft", count: number): Promise<void>;
  /** Follows a mark in the text; gives back what had the focus, where that can be told. */
  follow(reader: Reader, mark: string): Promise<{ hit: Hit; focus?: string }>;
}

/** The marks of notes. */
export const MARKS = "a[role~='doc-noteref']";

/** Turns on until the page has such a thing on it; back again where the book ends without one. */
async function turnTo(reader: Reader, selector: string, turn: (forward: boolean) => Promise<void>): Promise<Hit> {
  let forward = true;
  for (let count = 0; count < 80; count += 1) {
    const hit = await reader.find(selector);
    if (hit) return hit;
    if (!(await reader.turns(() => turn(forward)))) forward = false;
    await reader.still();
  }
  throw new Error(`no ${selector} on 80 pages`);
}

class Mouse implements Hand {
  async press(target: Locator): Promise<void> {
    await target.click();
  }

  async turn(reader: Reader, onward: "ArrowRight" | "ArrowLeft", count: number): Promise<void> {
    const { x, y, width } = await reader.middle();
    const forward = (onward === "ArrowLeft") === (await reader.turnsLeft());
    if (count % 3 === 0) await reader.button(forward ? "reader-next-page" : "reader-previous-page").click();
    else if (count % 3 === 1) await reader.page.mouse.click(x + (onward === "ArrowRight" ? 0.47 : -0.47) * width, y);
    else {
      await reader.page.mouse.move(x, y);
      await reader.page.mouse.wheel(0, 120);
    }
  }

  async follow(reader: Reader, mark: string): Promise<{ hit: Hit }> {
    const hit = await turnTo(reader, mark, (forward) =>
      reader.button(forward ? "reader-next-page" : "reader-previous-page").click(),
    );
    await reader.page.mouse.click(hit.x, hit.y);
    return { hit };
  }
}

class Finger implements Hand {
  async press(target: Locator): Promise<void> {
    await target.tap();
  }

  async turn(reader: Reader, onward: "ArrowRight" | "ArrowLeft", count: number): Promise<void> {
    const right = onward === "ArrowRight";
    if (count % 2 === 0) {
      await reader.swipe(right ? "left" : "right");
    } else {
      const { x, y, width } = await reader.middle();
      await reader.page.touchscreen.tap(x + (right ? 0.47 : -0.47) * width, y);
    }
  }

  async follow(reader: Reader, mark: string): Promise<{ hit: Hit }> {
    const left = await reader.turnsLeft();
    const hit = await turnTo(reader, mark, (forward) => reader.swipe(forward === left ? "right" : "left"));
    await reader.page.touchscreen.tap(hit.x, hit.y);
    return { hit };
  }
}

class Keys implements Hand {
  async press(target: Locator): Promise<void> {
    await tabTo(target);
    await target.press("Enter");
  }

  async turn(reader: Reader, onward: "ArrowRight" | "ArrowLeft", count: number): Promise<void> {
    const keys = [onward, "PageDown", "Space", "ArrowDown"];
    await reader.page.keyboard.press(keys[count % keys.length]);
  }

  async follow(reader: Reader, mark: string): Promise<{ hit: Hit; focus: string }> {
    await turnTo(reader, mark, (forward) => reader.page.keyboard.press(forward ? "PageDown" : "PageUp"));
    // The Tab key goes from link to link; marks are the links that are numbers.
    let focus = "";
    for (let presses = 0; presses < 60 && !(await reader.focusIs(mark)); presses += 1) {
      await reader.page.keyboard.press("Tab");
      focus = await reader.focus();
    }
    expect(await reader.focusIs(mark), `the Tab key comes to a note; it came to ${focus}`).toBe(true);
    await reader.still();
    const hit = await reader.find(`${mark}:focus`);
    if (!hit) throw new Error("the mark that has the focus is not on the page");
    focus = await reader.focus();
    await reader.page.keyboard.press("Enter");
    return { hit, focus };
  }
}

/** Goes on with the Tab key until something has the focus. */
export async function tabTo(target: Locator): Promise<void> {
  const page: Page = target.page();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not come to ${target}`);
}

export const mouse: Hand = new Mouse();
export const finger: Hand = new Finger();
export const keys: Hand = new Keys();
