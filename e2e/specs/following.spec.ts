// Reading that follows the reader: two devices of one patron, and two patrons on one device; through the real server, also
// while it is away, and while it dies between taking something and answering.

import type { Browser, BrowserContextOptions, Page } from "@playwright/test";

import { epub } from "../fixtures/epub";
import { Relay } from "../fixtures/relay";
import { LANGUAGES, type Say, expect, test } from "../fixtures/test";
import { wordsOf } from "../fixtures/words";
import type { Gateway } from "../gateway";
import { App } from "../pages/app";
import { audit } from "../pages/audit";
import { Notes } from "../pages/notes";
import { Reader } from "../pages/reader";

const TITLE = "The Lamplighter’s Round";
const CHAPTERS = ["First Lamp", "Second Lamp", "Third Lamp", "Last Lamp"];
const line = (chapter: string, number: number) => `<p>Under the ${chapter.toLowerCase()} stood note ${number} of the round. The lamplighter counted it twice, and then went on.</p>`;
const BOOK = epub({
  title: TITLE,
  chapters: CHAPTERS.map((title) => ({ title, body: Array.from({ length: 24 }, (_, index) => line(title, index + 1)).join("") })),
});
const [MEI, LIN] = [
  { card: "20260001", name: "Mei Ford", pin: "246802" },
  { card: "20260002", name: "林照", pin: "135790" },
];
type Patron = typeof MEI;

/** A browser of its own, with the things people do there. */
class Device {
  readonly app: App;
  readonly reader: Reader;
  readonly notes: Notes;

  private constructor(
    readonly page: Page,
    readonly url: string,
    readonly say: Say,
  ) {
    this.app = new App(page, say);
    this.reader = new Reader(page, say);
    this.notes = new Notes(this.reader);
  }

  static async start(browser: Browser, url: string, say: Say, options: BrowserContextOptions = {}): Promise<Device> {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    return new Device(await context.newPage(), url, say);
  }

  async signIn({ card, pin }: Patron, to = "/you"): Promise<void> {
    await this.app.visit(`${this.url}/sign-in?to=${encodeURIComponent(to)}`);
    await this.app.main.getByRole("textbox", { name: this.say("sign-in-card"), exact: true }).fill(card);
    await this.app.main.getByLabel(this.say("sign-in-pin"), { exact: true }).fill(pin);
    await this.app.main.getByRole("button", { name: this.say("sign-in-action"), exact: true }).click();
    await expect(this.page).toHaveURL(`${this.url}${to}`);
  }

  async read(id: string): Promise<void> {
    await this.page.goto(`${this.url}/read/${id}`);
    await this.reader.shows();
  }

  /** Leaves the book, and waits until the library has all that was read and noted. */
  async told(): Promise<void> {
    await this.app.visit(`${this.url}/you`);
    await expect(this.app.main.getByText(this.say("following-all"))).toBeVisible({ timeout: 20_000 });
  }

  /** The question before a jump. */
  get question() {
    return this.page.getByRole("region", { name: this.say("follow-place", { chapter: "\u0000", percent: "\u0000" }).split("\u0000")[0] });
  }

  async chapter(name: string): Promise<void> {
    await expect(this.reader.heading).toContainText(name);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** A library with two patrons. Gives the book's name in the catalogue. */
async function opened(gateway: Gateway): Promise<string> {
  for (const { card, name, pin } of [MEI, LIN]) gateway.task(["patron", "add", "--card", card, "--name", name], `${pin}\n`);
  const answer = await fetch(`${gateway.url}/opds/publications`);
  const { publications } = (await answer.json()) as { publications: { links: { rel: string | string[]; href: string }[] }[] };
  return publications[0].links.find(({ rel }) => [rel].flat().includes("self"))?.href.split("/").at(-1) ?? "";
}

/** All that the library knows of a patron's reading. */
function kept(gateway: Gateway, { card }: Patron): { type: string; object: Record<string, unknown> }[] {
  return (JSON.parse(gateway.task(["reading", "export", card])) as { orderedItems: never[] }).orderedItems;
}

const say = wordsOf("en");
const notesOf = (all: ReturnType<typeof kept>) => all.filter(({ object }) => object.type === "Annotation");

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test("the reader is asked before a jump, on either device", async ({ open, browser, viewport, isMobile, hasTouch }) => {
      test.setTimeout(150_000);
      const say = wordsOf(language.own);
      const gateway = await open([{ file: "lamps.epub", bytes: BOOK }]);
      const id = await opened(gateway);
      const options = { ...language.options, viewport, isMobile, hasTouch };
      const one = await Device.start(browser, gateway.url, say, options);
      await one.signIn(MEI);
      await one.read(id);
      await one.reader.goTo("Second Lamp");
      await one.told();
      await audit(one.page, "what the library has been told");
      await one.app.fitsSideways();

      // On another device the book stands on the shelf at its place, and opens there: nothing was read here before.
      const two = await Device.start(browser, gateway.url, say, options);
      await two.signIn(MEI, "/shelf");
      await expect(two.app.book(TITLE)).toBeVisible();
      await two.read(id);
      await two.chapter("Second Lamp");
      await expect(two.question).toHaveCount(0);
      await two.reader.goTo("Third Lamp");
      await two.told();

      // Back on the first: it stays where it was, asks, and goes there when told to. By keyboard alone.
      await one.read(id);
      await one.chapter("Second Lamp");
      await expect(one.question).toBeVisible();
      await expect(one.question).toContainText("Third Lamp");
      await one.chapter("Second Lamp");
      await audit(one.page, "the question before a jump");
      const there = one.question.getByRole("button", { name: say("follow-go"), exact: true });
      await there.focus();
      await one.page.keyboard.press("Enter");
      await one.chapter("Third Lamp");
      await expect(one.question).toHaveCount(0);
      await one.reader.button("reader-back-to-place").click();
      await one.chapter("Second Lamp");
      await one.reader.goTo("First Lamp");
      await one.told();

      // The other way: this time the reader stays, and that is what counts from then on.
      await two.read(id);
      await two.chapter("Third Lamp");
      await two.question.getByRole("button", { name: say("follow-stay"), exact: true }).click();
      await expect(two.question).toHaveCount(0);
      await two.chapter("Third Lamp");
      await two.told();
      await two.page.reload();
      await two.read(id);
      await two.chapter("Third Lamp");
      await expect(two.question).toHaveCount(0);
      await one.read(id);
      await one.chapter("First Lamp");
      await expect(one.question).toContainText("Third Lamp");
      await one.close();
      await two.close();
    });
  });
}

test("notes made on each device while the library is away are on both; an edit wins over a delete", async ({ open, browser, isMobile }) => {
  test.skip(Boolean(isMobile), "a mouse lies on a desk");
  test.setTimeout(150_000);
  const gateway = await open([{ file: "lamps.epub", bytes: BOOK }]);
  const id = await opened(gateway);
  const [one, two] = [await Device.start(browser, gateway.url, say), await Device.start(browser, gateway.url, say)];
  const drawn = async (device: Device) => (await device.notes.drawn()).map(({ words }) => words).sort();
  const mark = async (device: Device, words: string) => {
    await device.notes.drag(words);
    await device.notes.pen("amber", "solid").click();
    await expect.poll(() => drawn(device)).toContain(words);
  };
  await one.signIn(MEI);
  await one.read(id);
  await one.app.keptForLater();
  await mark(one, "note 1 of the round");
  await one.told();
  await two.signIn(MEI);
  await two.read(id);
  await two.app.keptForLater();
  await expect.poll(() => drawn(two)).toEqual(["note 1 of the round"]);
  await one.read(id);

  await gateway.stop();
  await one.notes.press("note 1 of the round");
  await one.notes.editor.getByRole("button", { name: say("notes-delete"), exact: true }).click();
  await expect.poll(() => drawn(one)).toEqual([]);
  await mark(one, "note 2 of the round");
  await two.notes.press("note 1 of the round");
  await two.notes.editor.getByRole("textbox").fill("Counted three times");
  await two.notes.editor.getByRole("button", { name: say("notes-done"), exact: true }).click();
  await mark(two, "note 3 of the round");
  for (const device of [one, two]) {
    await device.app.visit(`${gateway.url}/you`);
    await expect(device.app.main.getByText(say("following-untold", { count: 2 }).split(" haven")[0])).toBeVisible();
  }
  await gateway.start();
  for (const device of [one, two, one]) await device.told();
  for (const device of [one, two]) {
    await device.read(id);
    await expect.poll(() => drawn(device)).toEqual(["note 1 of the round", "note 2 of the round", "note 3 of the round"]);
  }
  const notes = notesOf(kept(gateway, MEI));
  expect(notes).toHaveLength(3);
  expect(JSON.stringify(notes)).toContain("Counted three times");
  await one.close();
  await two.close();
});

test("what is told arrives once, although the server dies between taking it and answering", async ({ open, browser, isMobile }) => {
  test.skip(Boolean(isMobile), "the same there");
  test.setTimeout(120_000);
  const gateway = await open([{ file: "lamps.epub", bytes: BOOK }]);
  const id = await opened(gateway);
  const relay = new Relay(gateway);
  await relay.open();
  const one = await Device.start(browser, relay.url, say);
  await one.signIn(MEI);
  await one.read(id);
  relay.lose = /^POST .*\/annotations\/$/;
  await one.notes.drag("note 1 of the round");
  await one.notes.pen("amber", "solid").click();
  // The answer is lost with the server. Meanwhile she writes on the same note.
  await expect.poll(() => relay.lost, { timeout: 20_000 }).toBe(1);
  await one.notes.press("note 1 of the round");
  await one.notes.editor.getByRole("textbox").fill("Counted in the dark");
  await one.notes.editor.getByRole("button", { name: say("notes-done"), exact: true }).click();
  relay.lose = /^PUT .*\/progression$/;
  await gateway.start();
  // The app comes back by itself, and this time it is a place whose answer is lost.
  await one.reader.goTo("Third Lamp");
  await expect.poll(() => relay.lost, { timeout: 40_000 }).toBe(2);
  await gateway.start();
  await one.told();
  const all = kept(gateway, MEI);
  expect(notesOf(all)).toHaveLength(1);
  expect(all).toHaveLength(2);
  for (const words of ["Third Lamp", "Counted in the dark"]) expect(JSON.stringify(all)).toContain(words);
  await one.close();
  await relay.close();
});

test("finished stays finished, wherever one reads on", async ({ open, browser, isMobile }) => {
  test.skip(Boolean(isMobile), "the same there");
  test.setTimeout(90_000);
  const gateway = await open([{ file: "lamps.epub", bytes: BOOK }]);
  const id = await opened(gateway);
  const [one, two] = [await Device.start(browser, gateway.url, say), await Device.start(browser, gateway.url, say)];
  await one.signIn(MEI);
  await one.read(id);
  await one.page.keyboard.press("End");
  await one.chapter("Last Lamp");
  await expect.poll(() => one.reader.share()).toBe(100);
  await one.reader.still();
  await one.told();
  await two.signIn(MEI, "/shelf");
  const finished = (device: Device) => device.app.main.getByRole("region", { name: say("shelf-finished") }).getByRole("heading", { name: TITLE });
  await expect(finished(two)).toBeVisible();
  await two.read(id);
  await two.reader.goTo("First Lamp");
  await two.told();
  for (const device of [one, two]) {
    await device.app.visit(`${gateway.url}/shelf`);
    await expect(finished(device)).toBeVisible();
  }
  await one.close();
  await two.close();
});

test("whose reading it is: asked at the first sign-in, out of sight of the next patron, back with its own", async ({ open, browser, isMobile }) => {
  test.skip(Boolean(isMobile), "the same there");
  test.setTimeout(150_000);
  const gateway = await open([{ file: "lamps.epub", bytes: BOOK }]);
  const id = await opened(gateway);
  const one = await Device.start(browser, gateway.url, say);
  const { app, reader, notes } = one;
  const mark = async (words: string) => {
    await notes.drag(words);
    await notes.pen("amber", "solid").click();
    await expect.poll(async () => (await notes.drawn()).map((drawn) => drawn.words)).toContain(words);
  };
  const signOut = async () => {
    await app.visit(`${gateway.url}/you`);
    await app.main.getByRole("button", { name: say("sign-out-action") }).click();
    await expect(app.main.getByText(say("you-can-sign-in"))).toBeVisible();
  };
  // Without a card first.
  await one.read(id);
  await mark("note 1 of the round");
  await one.signIn(MEI);
  await expect(app.main.getByText(say("following-ask"))).toBeVisible();
  await audit(one.page, "whose reading it is");
  expect(kept(gateway, MEI), "nothing is told before she has said so").toEqual([]);
  await app.main.getByRole("button", { name: say("following-mine"), exact: true }).click();
  await expect(app.main.getByText(say("following-all"))).toBeVisible();
  expect(notesOf(kept(gateway, MEI))).toHaveLength(1);
  await signOut();

  // Nobody's drawer is empty now, and the next patron sees and tells nothing of hers.
  await app.visit(`${gateway.url}/shelf`);
  await expect(app.main.getByText(say("shelf-empty"))).toBeVisible();
  await one.signIn(LIN, "/shelf");
  await expect(app.main.getByText(say("shelf-empty"))).toBeVisible();
  await one.read(id);
  await one.chapter("First Lamp");
  expect(await notes.drawn()).toEqual([]);
  await mark("note 2 of the round");
  await one.told();
  expect(JSON.stringify(notesOf(kept(gateway, LIN)))).not.toContain("note 1 of");
  expect(JSON.stringify(notesOf(kept(gateway, MEI)))).not.toContain("note 2 of");
  await signOut();

  // Hers come back with her, also what the library had not been told.
  await one.signIn(MEI, "/shelf");
  await expect(app.book(TITLE)).toBeVisible();
  await one.read(id);
  await expect.poll(async () => (await notes.drawn()).map((drawn) => drawn.words)).toEqual(["note 1 of the round"]);
  await reader.shows();

  // She forgets all of it, in her account too.
  await app.visit(`${gateway.url}/settings`);
  await app.button("settings-forget").click();
  const sheet = one.page.getByRole("dialog", { name: say("settings-forget-title") });
  await expect(sheet.getByText(say("settings-forget-confirm-account"))).toBeVisible();
  await sheet.getByRole("button", { name: say("settings-forget"), exact: true }).click();
  await expect(one.page.getByText(say("settings-forgotten"))).toBeVisible();
  expect(kept(gateway, MEI)).toEqual([]);
  await one.close();
});

test("notes stay within reach when the loan is over", async ({ open, browser, isMobile }) => {
  test.setTimeout(90_000);
  const gateway = await open([{ file: "lamps.epub", bytes: BOOK }]);
  const id = await opened(gateway);
  gateway.task(["holding", "set", id, "--copies", "1", "--days", "21"]);
  const one = await Device.start(browser, gateway.url, say);
  await one.signIn(MEI, `/title/${id}`);
  await one.app.main.getByRole("button", { name: `${say("loan-borrow")} ${TITLE}` }).click();
  await expect(one.app.main.getByRole("link", { name: say("title-read"), exact: true })).toBeVisible();
  await one.read(id);
  await one.reader.button("notes-bookmark-here").click();
  await expect(one.notes.ribbon).toBeVisible();
  await one.app.visit(`${gateway.url}/title/${id}`);
  await one.app.main.getByRole("button", { name: `${say("loan-return")} ${TITLE}` }).click();
  await expect(one.page.getByText(say("loan-returned", { title: TITLE }))).toBeVisible();
  await one.app.main.getByRole("link", { name: say("title-notes"), exact: true }).click();
  await expect(one.page.getByRole("heading", { name: say("notes-page-title", { title: TITLE }), level: 1 })).toBeVisible();
  await expect(one.app.main.getByText(say("notes-page-over"))).toBeVisible();
  await expect(one.app.main.getByText(say("notes-bookmark"), { exact: true })).toBeVisible();
  await audit(one.page, "notes without their book");
  await one.app.fitsSideways();
  if (!isMobile) {
    const saving = one.page.waitForEvent("download");
    await one.app.main.getByRole("button", { name: say("notes-export-markdown"), exact: true }).click();
    expect((await saving).suggestedFilename()).toMatch(/\.md$/);
  }
  await one.close();
});
