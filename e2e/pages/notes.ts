// A reader's own notes: what is drawn in the book, and the panels that they are changed in.

import { type Locator, type Page, expect } from "@playwright/test";

import type { Say } from "../fixtures/words";
import type { Reader } from "./reader";

const SHOWN = ".reader-host iframe.book-frame:not(.is-waiting)";

/** A highlight as it is drawn. */
export interface Drawn {
  /** `amber solid`. */
  look: string;
  words: string;
  /** It begins on the page that is shown. */
  seen: boolean;
}

/** Where words are, in the window's coordinates. */
interface Ends {
  from: { x: number; y: number };
  to: { x: number; y: number };
}

export class Notes {
  readonly page: Page;
  readonly say: Say;

  constructor(readonly reader: Reader) {
    this.page = reader.page;
    this.say = reader.say;
  }

  get toolbar(): Locator {
    return this.page.getByRole("toolbar", { name: this.say("notes-toolbar"), exact: true });
  }

  get sheet(): Locator {
    return this.reader.sheet("notes");
  }

  get editor(): Locator {
    return this.reader.sheet("notes-your-note");
  }

  get ribbon(): Locator {
    return this.page.getByRole("img", { name: this.say("notes-bookmark"), exact: true });
  }

  /** The button of a pen in the toolbar. */
  pen(pen: string, line: string): Locator {
    return this.toolbar.getByRole("button", { name: this.marks(pen, line), exact: true });
  }

  /** What that button is called. */
  marks(pen: string, line: string): string {
    return this.say("notes-mark-with", { pen: this.say(`notes-pen-${pen}`), line: this.say(`notes-line-${line}`) });
  }

  /** The highlights that are drawn in the text on show, in order. */
  async drawn(): Promise<Drawn[]> {
    return this.page.evaluate((selector) => {
      const view = document.querySelector<HTMLIFrameElement>(selector)?.contentWindow as (Window & typeof globalThis) | null;
      if (!view) return [];
      const all: (Drawn & { range: Range })[] = [];
      for (const [name, highlight] of view.CSS.highlights as unknown as Iterable<[string, Iterable<Range>]>) {
        const look = /^yueli-(\w+)-(\w+)$/.exec(name);
        if (!look) continue;
        for (const range of highlight) {
          const box = range.getClientRects()[0];
          const [x, y] = box ? [box.left + box.width / 2, box.top + box.height / 2] : [-1, -1];
          const seen = x >= 0 && x < view.innerWidth && y >= 0 && y < view.innerHeight;
          all.push({ look: `${look[1]} ${look[2]}`, words: range.toString().replace(/\s+/g, " ").trim(), seen, range });
        }
      }
      all.sort((a, b) => a.range.compareBoundaryPoints(Range.START_TO_START, b.range));
      return all.map(({ look, words, seen }) => ({ look, words, seen }));
    }, SHOWN);
  }

  /** The words that are chosen in the book. */
  async chosen(): Promise<string> {
    return this.page.evaluate((selector) => {
      const inside = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument;
      return (inside?.getSelection()?.toString() ?? "").replace(/\s+/g, " ").trim();
    }, SHOWN);
  }

  /** Where words on the page begin and end. */
  async ends(words: string): Promise<Ends> {
    const found = await this.page.evaluate(
      ({ selector, words }) => {
        const frame = document.querySelector<HTMLIFrameElement>(selector);
        const inside = frame?.contentDocument;
        if (!frame || !inside) return null;
        const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = (node.nodeValue ?? "").indexOf(words);
          if (at < 0) continue;
          const outer = frame.getBoundingClientRect();
          const box = (start: number) => {
            const range = inside.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + 1);
            return range.getBoundingClientRect();
          };
          const [first, last] = [box(at), box(at + words.length - 1)];
          // Lines may be columns.
          const down = inside.defaultView?.getComputedStyle(inside.body).writingMode.startsWith("vertical");
          const from = down ? { x: first.left + first.width / 2, y: first.top + 1 } : { x: first.left + 1, y: first.top + first.height / 2 };
          const to = down ? { x: last.left + last.width / 2, y: last.bottom - 1 } : { x: last.right - 1, y: last.top + last.height / 2 };
          const move = (spot: { x: number; y: number }) => ({ x: outer.left + spot.x, y: outer.top + spot.y });
          return { from: move(from), to: move(to) };
        }
        return null;
      },
      { selector: SHOWN, words },
    );
    if (!found) throw new Error(`“${words}” is not on the page`);
    return found;
  }

  /** Chooses words with the mouse. */
  async drag(words: string): Promise<void> {
    const { from, to } = await this.ends(words);
    // Not Playwright's own mouse: when it drags, it asks a script of every frame, and frames of books run none.
    const devtools = await this.page.context().newCDPSession(this.page);
    const mouse = (type: "mousePressed" | "mouseMoved" | "mouseReleased", part: number) =>
      devtools.send("Input.dispatchMouseEvent", {
        type,
        x: from.x + (to.x - from.x) * part,
        y: from.y + (to.y - from.y) * part,
        button: "left",
        buttons: type === "mouseReleased" ? 0 : 1,
        clickCount: 1,
      });
    await mouse("mousePressed", 0);
    for (const part of [0.2, 0.4, 0.6, 0.8, 1]) await mouse("mouseMoved", part);
    await mouse("mouseReleased", 1);
    await devtools.detach();
    await expect(this.toolbar).toBeVisible();
  }

  /** The mouse, or a finger, presses on words of the book. */
  async press(words: string, touch = false): Promise<void> {
    const { from } = await this.ends(words);
    const [x, y] = [from.x + 4, from.y + 2];
    await (touch ? this.page.touchscreen.tap(x, y) : this.page.mouse.click(x, y));
  }

  /**
   * A finger rests on words until they are chosen. Chromium without a head knows a finger that rests, but leaves the
   * choosing to the system's own handles: so the words are chosen for it, while the finger is down.
   */
  async hold(words: string): Promise<void> {
    const { from } = await this.ends(words);
    const devtools = await this.page.context().newCDPSession(this.page);
    await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: from.x + 6, y: from.y }] });
    await this.page.waitForTimeout(600);
    await this.page.evaluate(
      ({ selector, words }) => {
        const inside = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument;
        if (!inside) return;
        const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = (node.nodeValue ?? "").indexOf(words);
          if (at < 0) continue;
          inside.getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
          return;
        }
      },
      { selector: SHOWN, words },
    );
    await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await devtools.detach();
  }

  /** Opens the list of notes. */
  async open(): Promise<void> {
    await this.reader.button("notes").click();
    await expect(this.sheet).toBeVisible();
  }

  /** The places that the list leads to, as they stand. */
  get rows(): Locator {
    return this.sheet.getByRole("listitem");
  }

  /** The document of the book as it is: nothing of it may change. */
  async markup(): Promise<string> {
    return this.page.evaluate((selector) => document.querySelector<HTMLIFrameElement>(selector)?.contentDocument?.body.outerHTML ?? "", SHOWN);
  }
}
