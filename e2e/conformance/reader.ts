// One book in the product's own reader: what it shows, and its own controls.
//
// Nothing here knows how the reader is made but this: books are shown in `iframe.book-frame`, which `is-waiting`
// until it is on show; the contents are a dialog behind a button that is called so; keys and swipes turn pages. Everything else is what the browser has laid out and painted.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { CDPSession, JSHandle, Locator, Page } from "@playwright/test";

import { fileOf } from "./library";
import { type Picture, readPng } from "./pixels";
import { must, plain } from "./verdict";

const FRAMES = "iframe.book-frame:not(.is-waiting, .is-loading)";
const OPENING_MS = 30_000;
/** A page that has not changed for so long after a key will not change. */
const TURN_MS = 2500;

/** A rectangle on the screen. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A frame of the book on the screen. */
export interface Shown extends Box {
  /** Another number for another frame, even where it shows the same document. */
  key: number;
  /** The size that its document is laid out for. */
  innerWidth: number;
  innerHeight: number;
  scrollX: number;
  scrollY: number;
  /** The id that the book gave its body. */
  body: string;
  url: string;
}

export const right = (box: Box) => box.left + box.width;
export const bottom = (box: Box) => box.top + box.height;
export const middle = (box: Box) => box.left + box.width / 2;

/** The documents of the book that are on show, from left to right. */
type Frames = JSHandle<HTMLIFrameElement[]>;

export class Reader {
  private devtools: CDPSession | undefined;

  constructor(
    readonly page: Page,
    readonly base: string,
    readonly ids: Record<string, string>,
    readonly caseId: string,
  ) {}

  /** How the library names a file of the suite. */
  idOf(file = fileOf(this.caseId)): string {
    const id = this.ids[file];
    must(id, `${file} is not in the folder`);
    return id;
  }

  /** The bytes of the case's file. */
  bytes(): Buffer {
    return readFileSync(join(process.env.CASES ?? "", fileOf(this.caseId)));
  }

  /** Opens the book, and waits until it is on show. */
  async open(file?: string): Promise<void> {
    const problem = await this.tryOpen(file);
    must(problem === undefined, `the book does not open: ${problem}`);
  }

  /** Opens the book; gives back what the reader says where it cannot be shown. */
  async tryOpen(file?: string): Promise<string | undefined> {
    await this.page.goto(`${this.base}/read/${this.idOf(file)}`);
    return this.arrive();
  }

  /** Waits for a page, or for the reader to say that there is none. */
  async arrive(): Promise<string | undefined> {
    const outcome = await this.page.waitForFunction(
      (frames) => {
        const alert = [...document.querySelectorAll<HTMLElement>("[role=alert]")].find(
          (element) => element.getClientRects().length > 0 && element.innerText.trim() !== "",
        );
        if (alert) return alert.innerText;
        const busy = document.querySelector(".reader [aria-busy=true]");
        return document.querySelector(frames) && !busy ? "shown" : false;
      },
      FRAMES,
      { timeout: OPENING_MS },
    );
    const said = String(await outcome.jsonValue());
    if (said !== "shown") return plain(said);
    await this.settled();
    return undefined;
  }

  /** The frames on show, from left to right. */
  async shown(): Promise<Shown[]> {
    return this.page.evaluate((selector) => {
      const world = window as unknown as { judged?: WeakMap<Element, number>; judgedCount?: number };
      const keys = (world.judged ??= new WeakMap());
      const frames = [...document.querySelectorAll<HTMLIFrameElement>(selector)];
      const own = frames.filter((frame) => !frame.closest("[role=dialog], dialog"));
      const list = own.map((frame) => {
        if (!keys.has(frame)) keys.set(frame, (world.judgedCount = (world.judgedCount ?? 0) + 1));
        const { left, top, width, height } = frame.getBoundingClientRect();
        const inside = frame.contentWindow;
        return {
          key: keys.get(frame) ?? 0,
          left,
          top,
          width,
          height,
          innerWidth: inside?.innerWidth ?? 0,
          innerHeight: inside?.innerHeight ?? 0,
          scrollX: inside?.scrollX ?? 0,
          scrollY: inside?.scrollY ?? 0,
          body: frame.contentDocument?.body?.id ?? "",
          url: frame.contentDocument?.URL ?? "",
        };
      });
      return list.sort((one, other) => one.left - other.left);
    }, FRAMES);
  }

  /** The place on the screen that is given to the book. */
  async host(): Promise<Box> {
    return this.page.evaluate((selector) => {
      const frame = document.querySelector(selector);
      const { left, top, width, height } = (frame?.parentElement ?? document.body).getBoundingClientRect();
      return { left, top, width, height };
    }, FRAMES);
  }

  /** Waits until what is on show stands still, with its fonts and pictures. */
  async settled(): Promise<void> {
    const patience = Date.now() + 8000;
    let [last, same] = ["", 0];
    while (Date.now() < patience && same < 3) {
      const now = JSON.stringify([await this.shown(), await this.loading()]);
      same = now === last ? same + 1 : 0;
      last = now;
      await this.page.waitForTimeout(70);
    }
  }

  private async loading(): Promise<number> {
    return this.page.evaluate((selector) => {
      const documents = [...document.querySelectorAll<HTMLIFrameElement>(selector)].map(
        (frame) => frame.contentDocument,
      );
      return documents.reduce((sum, inside) => {
        const pictures = [...(inside?.images ?? [])].filter((picture) => !picture.complete).length;
        return sum + pictures + (inside?.fonts.status === "loading" ? 1 : 0);
      }, 0);
    }, FRAMES);
  }

  /** Asks something of the documents on show, from left to right. */
  async ask<Answer, Argument>(
    question: (documents: Document[], argument: Argument) => Answer,
    argument: Argument,
  ): Promise<Awaited<Answer>> {
    const documents = await this.page.evaluateHandle((selector) => {
      const frames = [...document.querySelectorAll<HTMLIFrameElement>(selector)].filter(
        (frame) => !frame.closest("[role=dialog], dialog"),
      );
      frames.sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left);
      return frames.map((frame) => frame.contentDocument as Document);
    }, FRAMES);
    return (await documents.evaluate(question as never, argument as never)) as Awaited<Answer>;
  }

  /** Computed style of an element of the book. */
  async style(selector: string, properties: string[]): Promise<Record<string, string>> {
    const found = await this.ask(
      ([inside], { selector, properties }) => {
        const element = inside?.querySelector(selector);
        if (!element || !inside.defaultView) return null;
        const style = inside.defaultView.getComputedStyle(element);
        return Object.fromEntries(properties.map((name) => [name, style.getPropertyValue(name)]));
      },
      { selector, properties },
    );
    must(found, `there is no ${selector} in the book`);
    return found;
  }

  /** Where an element of the book is on the screen: in the first document on show that has it. */
  async boxOf(selector: string): Promise<Box> {
    const box = await this.ask((documents, selector) => {
      for (const inside of documents) {
        const element = inside.querySelector(selector);
        const frame = inside.defaultView?.frameElement as HTMLElement | null;
        if (!element || !frame) continue;
        const outer = frame.getBoundingClientRect();
        const scale = outer.width / (frame.offsetWidth || 1);
        const own = element.getBoundingClientRect();
        return {
          left: outer.left + own.left * scale,
          top: outer.top + own.top * scale,
          width: own.width * scale,
          height: own.height * scale,
        };
      }
      return null;
    }, selector);
    must(box, `there is no ${selector} in the book`);
    return box;
  }

  /** The words that can be seen, frame by frame from left to right. */
  async texts(): Promise<string[]> {
    const texts = await this.ask((documents) => {
      const WORDS = /[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+/g;
      return documents.map((inside) => {
        const view = inside.defaultView;
        if (!view || !inside.documentElement) return "";
        const seen = (box: DOMRect) =>
          box.width > 0 &&
          box.height > 0 &&
          box.right > 1 &&
          box.left < view.innerWidth - 1 &&
          box.bottom > 1 &&
          box.top < view.innerHeight - 1;
        const range = inside.createRange();
        const walker = inside.createTreeWalker(inside.documentElement, NodeFilter.SHOW_TEXT);
        const words: string[] = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const parent = node.parentElement;
          if (!parent || view.getComputedStyle(parent).visibility !== "visible") continue;
          range.selectNodeContents(node);
          const boxes = [...range.getClientRects()];
          const hits = boxes.filter(seen).length;
          const text = node.nodeValue ?? "";
          if (hits > 0 && hits === boxes.length) words.push(text);
          else if (hits > 0) {
            for (const word of text.matchAll(WORDS)) {
              range.setStart(node, word.index);
              range.setEnd(node, word.index + word[0].length);
              if ([...range.getClientRects()].some(seen)) words.push(word[0]);
            }
          }
        }
        return words.join(" ");
      });
    }, undefined);
    return texts.map(plain);
  }

  /** The words that can be seen. */
  async text(): Promise<string> {
    return plain((await this.texts()).join(" "));
  }

  /** Fails unless these words are seen, and gives back what is. */
  async sees(words: string): Promise<string> {
    const text = await this.text();
    must(text.includes(words), `“${words}” is not on the page; the page says “${text.slice(0, 160)}”`);
    return text;
  }

  /** Presses a key; true where another page came. */
  async press(key: string): Promise<boolean> {
    const before = await this.signature();
    await this.page.keyboard.press(key);
    return this.changed(before);
  }

  private async signature(): Promise<string> {
    const frames = await this.shown();
    return JSON.stringify(
      frames.map(({ key, scrollX, scrollY }) => [key, Math.round(scrollX), Math.round(scrollY)]),
    );
  }

  private async changed(before: string): Promise<boolean> {
    const patience = Date.now() + TURN_MS;
    while ((await this.signature()) === before) {
      if (Date.now() > patience) return false;
      await this.page.waitForTimeout(40);
    }
    const problem = await this.arrive();
    must(problem === undefined, `after a page turn the reader says: ${problem}`);
    return true;
  }

  /** Turns to the next page; false at the end of the book. */
  async next(): Promise<boolean> {
    return this.press("PageDown");
  }

  /** Turns to the page before; false at the start of the book. */
  async previous(): Promise<boolean> {
    return this.press("PageUp");
  }

  /** Turns pages until the words are seen. */
  async turnTo(words: string, limit = 40): Promise<void> {
    for (let turns = 0; turns < limit; turns += 1) {
      if ((await this.text()).includes(words)) return;
      must(await this.next(), `“${words}” never came before the end of the book`);
    }
    must(false, `“${words}” did not come in ${limit} pages`);
  }

  /** The texts of all pages, from here to the end. */
  async pages(limit = 60): Promise<string[]> {
    const pages = [await this.text()];
    while (pages.length < limit && (await this.next())) pages.push(await this.text());
    return pages;
  }

  /** A finger goes across the page. */
  async swipe(to: "left" | "right"): Promise<boolean> {
    const before = await this.signature();
    const host = await this.host();
    const y = host.top + host.height / 2;
    const [from, until] = to === "left" ? [0.8, 0.2] : [0.2, 0.8];
    const at = (share: number) => ({ x: host.left + host.width * share, y });
    const devtools = await this.cdp();
    await devtools.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at(from)] });
    for (let step = 1; step <= 6; step += 1) {
      const share = from + ((until - from) * step) / 6;
      await devtools.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [at(share)] });
      await this.page.waitForTimeout(16);
    }
    await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    return this.changed(before);
  }

  /** Clicks in the middle of an element of the book. */
  async click(selector: string): Promise<void> {
    const point = await this.ask((documents, selector) => {
      for (const inside of documents) {
        const element = inside.querySelector(selector);
        const frame = inside.defaultView?.frameElement as HTMLElement | null;
        const own = element?.getClientRects()[0];
        if (!own || !frame) continue;
        const outer = frame.getBoundingClientRect();
        const scale = outer.width / (frame.offsetWidth || 1);
        return {
          x: outer.left + (own.left + own.width / 2) * scale,
          y: outer.top + (own.top + own.height / 2) * scale,
        };
      }
      return null;
    }, selector);
    must(point, `there is no ${selector} on the page to click`);
    await this.page.mouse.click(point.x, point.y);
  }

  /** Opens the contents sheet; the buttons of its entries. */
  async contents(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Contents", exact: true }).first().click();
    const sheet = this.page.getByRole("dialog", { name: "Contents" });
    await sheet.waitFor();
    const list = sheet.getByRole("navigation").or(sheet.getByRole("tree")).first();
    await list.waitFor();
    return list.getByRole("button").or(list.getByRole("link"));
  }

  /** What the entries of the contents sheet say. */
  async entries(): Promise<string[]> {
    return (await (await this.contents()).allInnerTexts()).map(plain);
  }

  /** Goes to an entry of the contents. */
  async follow(entry: string): Promise<void> {
    const before = await this.signature();
    await (await this.contents()).filter({ hasText: entry }).first().click();
    await this.page.getByRole("dialog", { name: "Contents" }).waitFor({ state: "hidden" });
    await this.changed(before);
  }

  /** What is painted there, or where the book is. */
  async picture(box?: Box): Promise<Picture> {
    const area = box ?? (await this.host());
    const window = this.page.viewportSize() ?? { width: 1280, height: 800 };
    const [left, top] = [Math.max(0, area.left), Math.max(0, area.top)];
    const clip = {
      x: left,
      y: top,
      width: Math.min(window.width, right(area)) - left,
      height: Math.min(window.height, bottom(area)) - top,
    };
    must(clip.width >= 1 && clip.height >= 1, "there is nothing of it on the screen");
    return readPng(await this.page.screenshot({ clip, animations: "disabled", caret: "hide" }));
  }

  /** Turns the device: another size of the window. */
  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
    await this.page.waitForTimeout(250);
    await this.settled();
  }

  /** The browser's own view of the page. */
  async cdp(): Promise<CDPSession> {
    this.devtools ??= await this.page.context().newCDPSession(this.page);
    return this.devtools;
  }

  /** The fonts that an element's letters are really set in. */
  async fontsOf(selector: string): Promise<{ familyName: string; isCustomFont: boolean; glyphCount: number }[]> {
    const devtools = await this.cdp();
    await devtools.send("DOM.enable");
    await devtools.send("CSS.enable");
    await devtools.send("DOM.getDocument", { depth: 0 });
    const query = `document.querySelector(${JSON.stringify(FRAMES)}).contentDocument.querySelector(${JSON.stringify(selector)})`;
    const { result } = await devtools.send("Runtime.evaluate", { expression: query });
    must(result.objectId, `there is no ${selector} in the book`);
    const { nodeId } = await devtools.send("DOM.requestNode", { objectId: result.objectId });
    return (await devtools.send("CSS.getPlatformFontsForNode", { nodeId })).fonts;
  }

  /** All that a screen reader is told of the book's text, with what style sheets add to it. */
  async spoken(): Promise<string[]> {
    const devtools = await this.cdp();
    await devtools.send("DOM.enable");
    await devtools.send("Accessibility.enable");
    const query = `document.querySelector(${JSON.stringify(FRAMES)})`;
    const { result } = await devtools.send("Runtime.evaluate", { expression: query });
    const { node } = await devtools.send("DOM.describeNode", { objectId: result.objectId, pierce: true });
    const frameId = node.contentDocument?.frameId ?? node.frameId;
    const { nodes } = await devtools.send("Accessibility.getFullAXTree", { frameId });
    return nodes
      .filter((entry) => entry.role?.value === "StaticText")
      .map((entry) => String(entry.name?.value ?? ""));
  }
}

export type { Frames };
