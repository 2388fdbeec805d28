// The journey that everything stands on: find a book, open it, read, look up a note, make the letters larger, come
// back to the same words. For books that run along lines, down columns and from the right; with a mouse, a finger,
// and the keys alone; in both languages.

import { type Subject, SUBJECTS } from "../fixtures/subjects";
import { type Say, LANGUAGES, expect, test } from "../fixtures/test";
import type { App } from "../pages/app";
import { type Hand, MARKS, finger, keys, mouse, tabTo } from "../pages/hands";
import type { Reader } from "../pages/reader";

interface Journey {
  app: App;
  reader: Reader;
  say: Say;
  hand: Hand;
  subject: Subject;
}

/** Types in the catalogue until the book is found, and opens it from its page. */
async function find({ app, reader, hand, subject }: Journey): Promise<void> {
  await app.visit("/");
  await hand.press(app.place("nav-catalogue"));
  await expect(app.page).toHaveURL(/\/catalogue$/);
  if (hand === keys) await tabTo(app.search);
  else await hand.press(app.search);
  // Letter by letter: the list follows without being asked.
  await app.page.keyboard.type(subject.query, { delay: 20 });
  await app.finds(1, subject.query);
  await expect(app.titles).toHaveText([subject.title]);
  await hand.press(app.book(subject.title));
  await expect(app.page).toHaveURL(/\/title\//);
  await expect(app.main.getByRole("heading", { level: 1 })).toHaveText(subject.title);
  await hand.press(app.action("title-read"));
  await reader.shows();
}

async function turnTwenty({ reader, say, hand, subject }: Journey): Promise<void> {
  const seen = new Set([await reader.key()]);
  let onward = 0;
  for (let count = 0; count < 20; count += 1) {
    if (!(await reader.turns(() => hand.turn(reader, subject.onward, count)))) break;
    seen.add(await reader.key());
    onward += 1;
    // A wheel that has just turned a page rests for a moment, and so do the reader's eyes.
    await reader.still();
  }
  expect(seen.size, "every page is another one").toBe(onward + 1);
  // A short book on a large screen ends before that; then it is read back.
  expect(onward).toBeGreaterThanOrEqual(15);
  for (let count = onward; count < 20; count += 1) {
    await expect(reader.page.getByRole("status").filter({ hasText: say("reader-last-page") })).toHaveCount(count === onward ? 1 : 0);
    const back = subject.onward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    expect(await reader.turns(() => hand.turn(reader, back, 0)), "the page turns back").toBe(true);
    expect(seen.has(await reader.key()), "it is a page that was seen before").toBe(true);
    await reader.still();
  }
}

async function lookUp({ reader, say, hand, subject }: Journey): Promise<void> {
  if (!subject.notes) return;
  const { hit, focus } = await hand.follow(reader, MARKS);
  await expect(reader.note).toBeVisible();
  const letters = (text: string) => text.replace(/[\s\p{P}]/gu, "");
  await expect.poll(() => reader.noteText().then((text) => text.length), { message: "the note has its words" }).toBeGreaterThan(8);
  expect(letters(hit.text)).toContain(letters(await reader.noteText()).slice(0, 60));
  const place = await reader.key();
  if (hand === keys) await reader.page.keyboard.press("Escape");
  else await hand.press(reader.note.getByRole("button", { name: say("reader-note-close") }));
  await expect(reader.note).toBeHidden();
  expect(await reader.key(), "the page has not moved").toBe(place);
  // The focus is where it came from: at the mark, for those who cannot see where they were.
  if (focus) await expect.poll(() => reader.focus()).toBe(focus);
  else await expect.poll(() => reader.focus()).toMatch(/^book:/);
}

async function enlarge({ reader, say, hand }: Journey): Promise<void> {
  await reader.still();
  const before = await reader.top();
  const size = parseFloat(await reader.style("p", "font-size"));
  if (hand === keys) await reader.page.keyboard.press("d");
  else await hand.press(reader.button("reader-display"));
  const sheet = reader.sheet("display-title");
  await expect(sheet).toBeVisible();
  const larger = sheet.getByRole("button", { name: say("display-larger") });
  await hand.press(larger);
  await hand.press(larger);
  if (hand === keys) await reader.page.keyboard.press("Escape");
  else await hand.press(sheet.getByRole("button", { name: say("close") }));
  await expect(sheet).toBeHidden();
  await expect.poll(async () => parseFloat(await reader.style("p", "font-size")), { message: "letters are larger" }).toBeGreaterThan(size * 1.1);
  await reader.still();
  expect(await reader.sees(before), `“${before.words}” is still on the page`).toBe(true);
}

async function comeBack({ app, reader }: Journey): Promise<void> {
  await reader.still();
  const before = await reader.top();
  const chapter = await reader.document();
  await app.page.reload();
  await reader.shows();
  await expect.poll(() => reader.document()).toBe(chapter);
  const after = await reader.top();
  expect({ offset: after.offset, words: after.words }).toEqual({ offset: before.offset, words: before.words });
}

async function whole(journey: Journey): Promise<void> {
  await test.step("find it", () => find(journey));
  await test.step("turn twenty pages", () => turnTwenty(journey));
  await test.step("look up a note", () => lookUp(journey));
  await test.step("larger letters", () => enlarge(journey));
  await test.step("come back", () => comeBack(journey));
}

for (const language of LANGUAGES) {
  test.describe(language.name, () => {
    test.use(language.options);
    SUBJECTS.forEach((subject, index) => {
      test(`a ${subject.kind} book is found, read and come back to`, async ({ app, reader, say, isMobile }) => {
        // The first book in both languages on both devices, the others in one each way round.
        test.skip(index > 0 && (language.own === "en") !== ((index % 2 === 1) === Boolean(isMobile)));
        await whole({ app, reader, say, subject, hand: isMobile ? finger : mouse });
      });

      test(`a ${subject.kind} book by keyboard alone`, async ({ app, reader, say, isMobile }) => {
        test.skip(Boolean(isMobile), "a keyboard stands on a desk");
        test.skip(index > 0 && (language.own === "en") !== (index % 2 === 0));
        await whole({ app, reader, say, subject, hand: keys });
      });
    });
  });
}

test("pages slide where motion is welcome, and still arrive", async ({ browser, gateway, say, isMobile, viewport }) => {
  test.skip(Boolean(isMobile));
  const { Reader } = await import("../pages/reader");
  const context = await browser.newContext({ baseURL: gateway.url, locale: "en-US", viewport, reducedMotion: "no-preference" });
  const page = await context.newPage();
  const reader = new Reader(page, say);
  const { App } = await import("../pages/app");
  await page.goto("/");
  const ids = await new App(page, say).ids();
  await page.goto(`/read/${ids[SUBJECTS[0].title]}`);
  await reader.shows();
  for (let count = 0; count < 4; count += 1) {
    await reader.turns(() => page.keyboard.press("ArrowRight"));
    await reader.still();
  }
  // Quick hands lose no page: three presses are three pages, whatever is still sliding.
  await reader.goTo("1. The Notebook");
  await reader.still();
  const slowly = [(await reader.top()).words];
  for (let count = 0; count < 3; count += 1) {
    await reader.turns(() => page.keyboard.press("ArrowRight"));
    await reader.still();
    slowly.push((await reader.top()).words);
  }
  expect(new Set(slowly).size).toBe(4);
  await reader.goTo("1. The Notebook");
  await reader.still();
  for (let count = 0; count < 3; count += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await reader.top()).words).toBe(slowly[3]);
  // A page that is left while it slides in is where the reader is.
  await reader.still();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/title\//);
  await page.getByRole("main").getByRole("link", { name: say("title-continue"), exact: true }).click();
  await reader.shows();
  await expect.poll(async () => (await reader.top()).words).toBe(slowly[2]);
  await context.close();
});
