// What is large inside of a book passes through in pieces: recordings are heard from anywhere, pictures in print quality
// are shown, with a service worker and without one.

import { filesOf, zipped } from "../fixtures/epub";
import { picture } from "../fixtures/picture";
import { tone } from "../fixtures/sound";
import { expect, test } from "../fixtures/test";

const TITLE = "Much Inside";
/** 12 MB. */
const SECONDS = 1500;
const SOUND = tone(SECONDS);
const SHOWN = ".reader-host iframe.book-frame:not(.is-waiting)";

function book(): Buffer {
  const player = (name: string) => `<p>Listen.</p><audio controls="controls" src="${name}"></audio>`;
  const chapters = [
    { title: "Packed", body: player("packed.wav") },
    { title: "Stored", body: player("stored.wav") },
    { title: "Plate", body: `<p><img src="plate.png" alt="A plate"/></p>` },
  ];
  const extra = { "packed.wav": SOUND, "stored.wav": SOUND, "plate.png": picture(1, 1100) };
  const files = filesOf({ title: TITLE, chapters, extra });
  return zipped(files, (name) => name === "mimetype" || /stored\.wav$|\.png$/.test(name));
}

const BOOK = book();

for (const serviceWorkers of ["allow", "block"] as const) {
  const served = serviceWorkers === "allow";
  test.describe(served ? "with a service worker" : "without a service worker", () => {
    test.use({ serviceWorkers });

    test("recordings of many megabytes are heard from anywhere, and a large picture is shown", async ({ open, app, reader, page }) => {
      test.setTimeout(60_000);
      const gateway = await open([{ file: "much.epub", bytes: BOOK }]);
      await app.visit(gateway.url);
      if (served) await app.keptForLater();
      await page.goto(`${gateway.url}/read/${(await app.ids())[TITLE]}`);
      await reader.shows();
      for (const chapter of ["Packed", "Stored"]) {
        await reader.goTo(chapter);
        const heard = await page.evaluate(async (selector) => {
          const sound = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument?.querySelector("audio");
          if (!sound) return null;
          const said = (event: string) => new Promise((resolve) => sound.addEventListener(event, resolve, { once: true }));
          if (sound.readyState < 1) {
            const there = said("loadedmetadata");
            sound.preload = "auto";
            sound.load();
            await there;
          }
          const places: number[] = [];
          for (const part of [0.9, 0.2]) {
            const there = said("seeked");
            sound.currentTime = sound.duration * part;
            await there;
            sound.muted = true;
            await sound.play();
            await said("timeupdate");
            sound.pause();
            places.push(Math.round(sound.currentTime / 10) * 10);
          }
          return { duration: Math.round(sound.duration), places, address: sound.src };
        }, SHOWN);
        expect(heard).toMatchObject({ duration: SECONDS, places: [SECONDS * 0.9, SECONDS * 0.2] });
        // The app itself may not ask for what has no service worker in front of it.
        if (!served) continue;
        // What is sent is what is there, and of a long range only a piece.
        const sent = await page.evaluate(async (address) => {
          const bytes = async (range: string) => {
            const answer = await fetch(address, { headers: { range } });
            return { status: answer.status, range: answer.headers.get("content-range"), body: [...new Uint8Array(await answer.arrayBuffer())] };
          };
          const some = await bytes("bytes=7000000-7000009");
          const long = await bytes("bytes=44-");
          return { some, long: { ...long, body: long.body.length, first: long.body.slice(0, 5) } };
        }, heard?.address ?? "");
        expect(sent.some.body).toEqual([...SOUND.subarray(7_000_000, 7_000_010)]);
        expect(sent.some.status).toBe(206);
        expect(sent.long.first).toEqual([...SOUND.subarray(44, 49)]);
        expect(sent.long.range).toBe(`bytes 44-${44 + sent.long.body - 1}/${SOUND.length}`);
        expect(sent.long.body).toBeLessThan(SOUND.length / 2);
      }
      await reader.goTo("Plate");
      const width = () =>
        page.evaluate((selector) => document.querySelector<HTMLIFrameElement>(selector)?.contentDocument?.querySelector("img")?.naturalWidth, SHOWN);
      await expect.poll(width).toBe(1100);
    });
  });
}
