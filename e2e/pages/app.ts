// The rooms of the app beside the reader, by what people call the things in them.

import { type Locator, type Page, expect } from "@playwright/test";

import type { Say } from "../fixtures/words";

export class App {
  constructor(
    readonly page: Page,
    readonly say: Say,
  ) {}

  /** The place where people read. */
  get main(): Locator {
    return this.page.getByRole("main");
  }

  /** Goes to an address, and waits until its page is there. */
  async visit(address: string): Promise<void> {
    await this.page.goto(address);
    await this.ready();
  }

  /** The app runs, and the page has something to say. */
  async ready(): Promise<void> {
    await expect(this.page.locator(".boot")).toHaveCount(0);
    await expect(this.main).not.toBeEmpty();
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(this.page.locator("main [aria-busy='true']")).toHaveCount(0);
  }

  /** Waits until the app's service worker has everything it needs to work alone. */
  async keptForLater(): Promise<void> {
    await this.page.waitForFunction(
      async () => (await navigator.serviceWorker?.ready)?.active?.state === "activated" && Boolean(navigator.serviceWorker.controller),
    );
  }

  /** The search field on this page; the header's on wide screens, the page's own on small ones. */
  get search(): Locator {
    return this.page.getByRole("searchbox", { name: this.say("catalogue-search-label") }).filter({ visible: true });
  }

  /** What the results are said to be. */
  async finds(count: number, query?: string): Promise<void> {
    const words = query
      ? this.say("catalogue-results-for", { count, query })
      : this.say("catalogue-results", { count });
    await expect(this.main.getByRole("status").filter({ hasText: words })).toBeVisible();
  }

  /** The titles in the list, as they stand. */
  get titles(): Locator {
    return this.main.getByRole("list", { name: this.say("catalogue-title") }).getByRole("heading");
  }

  /** The link to a title, wherever the page shows it; its author may be a part of it. */
  book(title: string): Locator {
    return this.main.getByRole("link", { name: new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`) });
  }

  /** On the title page: the link or button that is called so. */
  action(key: string): Locator {
    return this.main.getByRole("link", { name: this.say(key), exact: true });
  }

  button(key: string): Locator {
    return this.page.getByRole("button", { name: this.say(key), exact: true });
  }

  /** Chooses one of several: the words beside the round button are what people press. */
  async choose(group: Locator, name: string): Promise<void> {
    const radio = group.getByRole("radio", { name, exact: true });
    await radio.locator("xpath=..").click();
    await expect(radio).toBeChecked();
  }

  /** One of the places of the app, in whichever bar is on the screen. */
  place(key: string): Locator {
    return this.page
      .getByRole("navigation", { name: this.say("nav-label") })
      .getByRole("link", { name: this.say(key), exact: true })
      .filter({ visible: true });
  }

  /** The colour behind the app's pages. */
  async paper(): Promise<string> {
    return this.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  }

  /** Nothing has to be dragged sideways to be read. */
  async fitsSideways(): Promise<void> {
    const over = await this.page.evaluate(() => {
      const root = document.scrollingElement ?? document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5);
      return [`${root.scrollWidth - root.clientWidth} pixels`, ...wide.slice(0, 6).map((element) => element.outerHTML.slice(0, 120))];
    });
    expect.soft(over, `${this.page.url()} is wider than the screen`).toEqual([]);
  }

  /** The ids of the publications in the catalogue of the library that the page is of, by their titles. */
  async ids(query = ""): Promise<Record<string, string>> {
    const ids: Record<string, string> = {};
    let address: string | undefined = `/opds/publications${query}`;
    while (address) {
      const answer = await this.page.request.get(new URL(address, this.page.url()).href);
      const feed = (await answer.json()) as Feed;
      for (const publication of feed.publications ?? []) {
        const self = publication.links.find((link) => link.rel === "self" || link.href.includes("/opds/publications/"));
        const id = self?.href.split("/").pop();
        const name = (title: unknown) => (typeof title === "string" ? title : Object.values(title as object)[0]) as string;
        if (id) ids[name(publication.metadata.title)] = id;
      }
      address = feed.links?.find((link) => link.rel === "next")?.href;
    }
    return ids;
  }
}

interface Feed {
  publications?: { metadata: { title: unknown }; links: { rel?: string; href: string }[] }[];
  links?: { rel?: string; href: string }[];
}
