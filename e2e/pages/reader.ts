// The open book. Its text stands in frames that run no script, so their documents are looked at from outside.

import { type Locator, type Page, expect } from "@playwright/test";

import type { Say } from "../fixtures/words";

/** The frames on show; while another section is made ready it waits beside them. */
const SHOWN = ".reader-host iframe.book-frame:not(.is-waiting)";

/** A place in the book: a character of a document, and the words that begin there. */
export interface Spot {
  /** The document, as the book names it, and how it was scrolled: another page is another key. */
  key: string;
  /** The first character on the page, counted in the document's text. */
  offset: number;
  words: string;
}

/** Something on the page, in the window's coordinates. */
export interface Hit {
  x: number;
  y: number;
  /** The id it leads to. */
  target: string;
  /** What is said there, where it is in the same document. */
  text: string;
}

export class Reader {
  constructor(
    readonly page: Page,
    readonly say: Say,
  ) {}

  get room(): Locator {
    return this.page.locator(".reader");
  }

  /** The frame of the text that is on show. */
  get frame(): Locator {
    return this.page.locator(SHOWN);
  }

  get heading(): Locator {
    return this.page.getByRole("banner").getByRole("heading", { level: 1 });
  }

  get note(): Locator {
    return this.page.getByRole("dialog", { name: this.say("reader-note"), exact: true });
  }

  sheet(key: string): Locator {
    return this.page.getByRole("dialog", { name: this.say(key), exact: true });
  }

  button(key: string): Locator {
    return this.page.getByRole("button", { name: this.say(key), exact: true });
  }

  /** Waits until a page is on show and stands still. */
  async shows(): Promise<void> {
    await expect(this.room).toHaveAttribute("data-state", "reading", { timeout: 30_000 });
    await expect(this.frame.first()).toBeVisible();
    await this.still();
    // A page of the book, not the words of something that failed on the way.
    const types = await this.page.evaluate(
      (selector) => [...document.querySelectorAll<HTMLIFrameElement>(selector)].map((frame) => frame.contentDocument?.contentType ?? ""),
      SHOWN,
    );
    for (const type of types) expect(type).toMatch(/^(application\/xhtml\+xml|text\/html|image\/)/);
  }

  /** Waits until pictures and fonts have come and the layout no longer moves. */
  async still(): Promise<void> {
    let before = "";
    await expect
      .poll(
        async () => {
          const now = JSON.stringify([await this.key(), await this.loading()]);
          const same = now === before;
          before = now;
          return same && !/"loading"/.test(now);
        },
        { intervals: [60] },
      )
      .toBe(true);
  }

  private async loading(): Promise<string> {
    return this.page.evaluate((selector) => {
      const documents = [...document.querySelectorAll<HTMLIFrameElement>(selector)].map((frame) => frame.contentDocument);
      const late = documents.some((inside) => !inside || inside.fonts.status === "loading" || [...inside.images].some((image) => !image.complete));
      return late ? "loading" : "whole";
    }, SHOWN);
  }

  /** What is on show: which documents, how far they are scrolled, how large they are laid out. */
  async key(): Promise<string> {
    return this.page.evaluate((selector) => {
      const frames = [...document.querySelectorAll<HTMLIFrameElement>(selector)];
      return frames
        .map((frame) => {
          const inside = frame.contentDocument;
          const root = inside?.scrollingElement ?? inside?.documentElement;
          return [frame.title, inside?.URL, Math.round(root?.scrollLeft ?? 0), Math.round(root?.scrollTop ?? 0)].join("|");
        })
        .join(" ");
    }, SHOWN);
  }

  /** How much of the book is read, in percent, as those hear it who cannot see the thread. */
  async share(): Promise<number> {
    const said = await this.page.getByRole("contentinfo").getByRole("img").getAttribute("aria-label");
    return Number(/(\d+) ?%/.exec(said ?? "")?.[1]);
  }

  /** How far scrolled text is scrolled. */
  async scroll(): Promise<number> {
    return this.page.evaluate((selector) => {
      const root = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument?.scrollingElement;
      return Math.max(root?.scrollTop ?? 0, Math.abs(root?.scrollLeft ?? 0));
    }, SHOWN);
  }

  /** The words at the top of the page. */
  async top(): Promise<Spot> {
    const key = await this.key();
    const found = await this.page.evaluate((selector) => {
      const inside = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument;
      const view = inside?.defaultView;
      if (!inside || !view) return { offset: -1, words: "" };
      const [width, height] = [view.innerWidth, view.innerHeight];
      const onPage = (box: DOMRect) => {
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return box.width > 0 && box.height > 0 && x >= 0 && x < width && y >= 0 && y < height;
      };
      const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
      const range = inside.createRange();
      let before = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.nodeValue ?? "";
        range.selectNodeContents(node);
        if (text.trim() && !(node.parentElement?.closest("rt,rp") ?? null)) {
          const boxes = [...range.getClientRects()];
          if (boxes.some((box) => box.right > 0 && box.left < width && box.bottom > 0 && box.top < height)) {
            for (let at = 0; at < text.length; at += 1) {
              if (!text[at].trim()) continue;
              range.setStart(node, at);
              range.setEnd(node, at + 1);
              if (onPage(range.getBoundingClientRect())) {
                const rest = (inside.body.textContent ?? "").slice(before + at, before + at + 60);
                return { offset: before + at, words: rest.replace(/\s+/g, " ").slice(0, 30) };
              }
            }
          }
        }
        before += text.length;
      }
      return { offset: -1, words: "" };
    }, SHOWN);
    return { key, ...found };
  }

  /** True where the character of that place is on the page that is shown. */
  async sees(spot: Spot): Promise<boolean> {
    return this.page.evaluate(
      ({ selector, offset }) => {
        const inside = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument;
        const view = inside?.defaultView;
        if (!inside || !view) return false;
        if (offset < 0) return true;
        const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
        let before = 0;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const length = node.nodeValue?.length ?? 0;
          if (offset < before + length) {
            const range = inside.createRange();
            range.setStart(node, offset - before);
            range.setEnd(node, offset - before + 1);
            const box = range.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            return x >= 0 && x < view.innerWidth && y >= 0 && y < view.innerHeight;
          }
          before += length;
        }
        return false;
      },
      { selector: SHOWN, offset: spot.offset },
    );
  }

  /** The chapter's document that is on show, as the book names it. */
  async document(): Promise<string> {
    return (await this.frame.first().getAttribute("title")) ?? "";
  }

  /** Does something that turns the page, and waits until another page is on show. False at the end of the book. */
  async turns(act: () => Promise<void>): Promise<boolean> {
    const before = await this.key();
    await act();
    const last = this.page.getByRole("status").filter({ hasText: this.say("reader-last-page") });
    await expect
      .poll(async () => (await this.key()) !== before || (await last.count()) > 0, { message: "the page turns", intervals: [20, 40, 80] })
      .toBe(true);
    await expect(this.room).toHaveAttribute("data-state", "reading");
    return (await this.key()) !== before;
  }

  /** Where a thing of the book is, if it is on the page: the first that fits the selector. */
  async find(selector: string): Promise<Hit | undefined> {
    const found = await this.page.evaluate(
      ({ frames, selector }) => {
        for (const frame of document.querySelectorAll<HTMLIFrameElement>(frames)) {
          const inside = frame.contentDocument;
          const view = inside?.defaultView;
          if (!inside || !view) continue;
          const outer = frame.getBoundingClientRect();
          const scale = outer.width / (frame.offsetWidth || 1);
          for (const element of inside.querySelectorAll(selector)) {
            const box = [...element.getClientRects()][0];
            // The mark of a printed page has no width, but a place.
            if (!box || (box.width === 0 && box.height === 0)) continue;
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            if (x < 0 || x >= view.innerWidth || y < 0 || y >= view.innerHeight) continue;
            const target = (element.getAttribute("href") ?? "").split("#")[1] ?? "";
            const text = target ? (inside.getElementById(target)?.textContent ?? "") : "";
            return { x: outer.left + x * scale, y: outer.top + y * scale, target, text: text.replace(/\s+/g, " ").trim() };
          }
        }
        return null;
      },
      { frames: SHOWN, selector },
    );
    return found ?? undefined;
  }

  /** The words of the note that lies on the page. */
  async noteText(): Promise<string> {
    return this.page.evaluate(() => {
      const inside = document.querySelector<HTMLIFrameElement>(".note-stage iframe:not(.is-waiting)")?.contentDocument;
      return (inside?.body.innerText ?? "").replace(/\s+/g, " ").trim();
    });
  }

  /** What has the focus, looked for inside the book too: `book:body`, `book:a#ref-2`, `button#…`. */
  async focus(): Promise<string> {
    return this.page.evaluate(() => {
      const name = (element: Element | null | undefined) => (element ? element.localName + (element.id ? `#${element.id}` : "") : "nothing");
      const active = document.activeElement;
      if (active instanceof HTMLIFrameElement) {
        const place = active.closest(".reader-host") ? "book" : "note";
        return `${place}:${name(active.contentDocument?.activeElement)}`;
      }
      return name(active);
    });
  }

  /** True where a thing of the book that fits the selector has the focus. */
  async focusIs(selector: string): Promise<boolean> {
    return this.page.evaluate(
      ({ frames, selector }) => {
        const active = document.activeElement;
        if (!(active instanceof HTMLIFrameElement) || !active.matches(frames)) return false;
        return active.contentDocument?.activeElement?.matches(selector) ?? false;
      },
      { frames: SHOWN, selector },
    );
  }

  /** True where the next page is to the left: the way its buttons stand. */
  async turnsLeft(): Promise<boolean> {
    const [next, before] = await Promise.all(
      ["reader-next-page", "reader-previous-page"].map((key) => this.button(key).evaluate((button) => button.getBoundingClientRect().x)),
    );
    return next < before;
  }

  /** Computed style of an element of the book. */
  async style(selector: string, property: string): Promise<string> {
    return this.page.evaluate(
      ({ frames, selector, property }) => {
        const inside = document.querySelector<HTMLIFrameElement>(frames)?.contentDocument;
        const element = inside?.querySelector(selector);
        return element && inside?.defaultView ? inside.defaultView.getComputedStyle(element).getPropertyValue(property) : "";
      },
      { frames: SHOWN, selector, property },
    );
  }

  /** The colour that is seen behind the text: the book's own paper, or what shines through it. */
  async paper(): Promise<string> {
    return this.page.evaluate((selector) => {
      const frame = document.querySelector<HTMLIFrameElement>(selector);
      const inside = frame?.contentDocument;
      const clear = (colour: string) => colour === "transparent" || /, 0\)$/.test(colour);
      const behind: Element[] = inside ? [inside.body, inside.documentElement] : [];
      for (let element: Element | null = frame ?? null; element; element = element.parentElement) behind.push(element);
      for (const element of behind) {
        const colour = (element.ownerDocument.defaultView ?? window).getComputedStyle(element).backgroundColor;
        if (!clear(colour)) return colour;
      }
      return "nothing";
    }, SHOWN);
  }

  /** A colour of the app's theme, as the browser computes it. */
  async themeColour(token: string): Promise<string> {
    return this.page.evaluate((token) => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = `var(${token})`;
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return colour;
    }, token);
  }

  /** The middle of the text, in the window's coordinates. */
  async middle(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.page.getByRole("main").boundingBox();
    if (!box) throw new Error("there is no text");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width, height: box.height };
  }

  /** Presses for the next page, or for the one before: its button, or where no mouse hovers a tap on that side. */
  async pressOn(forward = true): Promise<void> {
    const button = this.button(forward ? "reader-next-page" : "reader-previous-page");
    if (await this.page.evaluate(() => matchMedia("(hover: hover)").matches)) return button.click();
    const { x, y, width } = await this.middle();
    const right = forward !== (await this.turnsLeft());
    await this.page.touchscreen.tap(x + (right ? 0.45 : -0.45) * width, y);
  }

  /** A finger goes across the page, to the left or to the right. */
  async swipe(to: "left" | "right"): Promise<void> {
    const { x, y, width } = await this.middle();
    const way = (to === "left" ? -1 : 1) * width * 0.3;
    const devtools = await this.page.context().newCDPSession(this.page);
    const point = (at: number) => [{ x: at, y }];
    await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: point(x - way) });
    // As fast as a finger goes: the browser takes one that is faster for the start of something else, and the tap
    // after it for the end of that.
    for (const part of [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]) {
      await this.page.waitForTimeout(16);
      await devtools.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: point(x + way * part) });
    }
    await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await devtools.detach();
  }

  /** Brings the bars back, where a press on the text has put them away. */
  async bars(): Promise<void> {
    const away = /bars-away/;
    if (!away.test((await this.room.getAttribute("class")) ?? "")) return;
    const { x, y, height } = await this.middle();
    await this.page.mouse.click(x, y + height * 0.4);
    await expect(this.room).not.toHaveClass(away);
  }

  /** Opens the contents by its button. */
  async openContents(): Promise<Locator> {
    await this.bars();
    await this.button("reader-contents").click();
    const sheet = this.sheet("reader-contents-title");
    await expect(sheet).toBeVisible();
    return sheet;
  }

  /** Goes to a chapter by its name in the contents. */
  async goTo(chapter: string): Promise<void> {
    const sheet = await this.openContents();
    await sheet.getByRole("navigation").getByRole("button", { name: chapter, exact: true }).click();
    await expect(sheet).toBeHidden();
    await this.shows();
  }
}
