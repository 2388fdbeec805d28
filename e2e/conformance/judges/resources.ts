// Core media types, fallbacks, what leaves the book.

import type { Reader } from "../reader";
import { must, plain, short } from "../verdict";
import { says, shows } from "./container";
import type { Judge } from "./content";

async function audio(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("hear audio below");
  const heard = await reader.ask(async ([inside]) => {
    const sound = inside.querySelector("audio");
    if (!sound) return { error: "there is no audio element" };
    const refused = await sound.play().then(
      () => "",
      (error: unknown) => String(error),
    );
    const from = sound.currentTime;
    await new Promise((later) => setTimeout(later, 1200));
    const to = sound.currentTime;
    sound.pause();
    return { error: refused || sound.error?.message || "", duration: sound.duration, clock: to - from, ready: sound.readyState };
  }, undefined);
  must(!heard.error, `the audio does not play: ${heard.error}`);
  must((heard.ready ?? 0) >= 2 && (heard.duration ?? 0) > 0, "the audio is not loaded");
  must((heard.clock ?? 0) > 0.3, `in 1.2 s the audio's clock went on by ${heard.clock} s`);
  const box = await reader.boxOf("audio");
  must(box.width > 100 && box.height > 20, "the audio has no controls");
  return `${heard.duration?.toFixed(1)} s long, the clock went on by ${heard.clock?.toFixed(1)} s in 1.2 s`;
}

async function mail(reader: Reader): Promise<string> {
  const left: string[] = [];
  const devtools = await reader.cdp();
  await devtools.send("Page.enable");
  const hear = ({ url }: { url: string }) => left.push(url);
  devtools.on("Page.frameRequestedNavigation", hear);
  devtools.on("Page.frameScheduledNavigation", hear);
  reader.page.on("popup", (popup) => left.push(popup.url()));
  await reader.open();
  await reader.sees("'mailto' link to the EPUB Working Group");
  await reader.click("a[href^=mailto]");
  const question = reader.page.getByRole("dialog").or(reader.page.getByRole("alertdialog"));
  const asked = await question.waitFor({ timeout: 4000 }).then(
    () => true,
    () => false,
  );
  const gone = left.filter((url) => url.startsWith("mailto:"));
  must(gone.length === 0, "the mail program is opened without a question");
  must(asked, "the link does nothing: neither a question nor a mail program");
  const words = plain(await question.first().innerText());
  must(words.includes("public-epub-wg@w3.org"), `the question does not say where the link leads: ${words}`);
  const go = question.first().getByRole("link").or(question.first().getByRole("button"));
  must((await go.count()) >= 2, "the question cannot be answered with yes and no");
  return `asked first: ${short(words, 120)}`;
}

/** A picture of one pixel. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);

async function network(reader: Reader): Promise<string> {
  const context = reader.page.context();
  const asked: string[] = [];
  // What is asked for outside the library is answered here: a reader that fetches would show it.
  const outside = (address: URL) => /^https?:$/.test(address.protocol) && address.origin !== reader.base;
  await context.route(outside, async (route) => {
    asked.push(route.request().url());
    const headers = { "access-control-allow-origin": "*" };
    if (route.request().resourceType() === "stylesheet") {
      await route.fulfill({ contentType: "text/css", body: ".paint_red { color: rgb(255, 0, 0) !important }", headers });
    } else await route.fulfill({ contentType: "image/png", body: DOT, headers });
  });
  try {
    await reader.open();
    const text = (await reader.pages()).join(" ");
    must(text.includes("before the reader has given consent"), `the page says ${short(text)}`);
    await reader.page.waitForTimeout(500);
  } finally {
    await context.unroute(outside);
  }
  must(asked.length === 0, `fetched without consent: ${asked.join(", ")}`);
  const state = await reader.ask(([inside]) => {
    const [image, sound, film] = ["img", "audio", "video"].map((name) => inside.querySelector(name));
    const red = inside.querySelector(".paint_red");
    return {
      image: (image as HTMLImageElement | null)?.naturalWidth ?? 0,
      sound: (sound as HTMLAudioElement | null)?.readyState ?? 0,
      film: (film as HTMLVideoElement | null)?.readyState ?? 0,
      colour: red ? getComputedStyle(red).color : "",
    };
  }, undefined);
  must(state.image === 0 && state.sound === 0 && state.film === 0, `loaded: ${JSON.stringify(state)}`);
  must(state.colour !== "rgb(255, 0, 0)", "the remote style sheet is applied");
  return "the page is shown, and nothing outside the library was asked for";
}

/** The picture is in the one form that the case gives: where the browser knows it not, nothing is left to show. */
const jxl: Judge = async (reader) => {
  const judge = shows(600, 400);
  try {
    return await judge(reader);
  } catch (error) {
    // Of several forms of a picture a browser takes the first that it knows.
    const known = await reader.page.evaluate(async () => {
      const [choice, form, picture] = ["picture", "source", "img"].map((name) => document.createElement(name));
      form.setAttribute("type", "image/jxl");
      form.setAttribute("srcset", "data:image/jxl,x");
      choice.append(form, picture);
      picture.setAttribute("src", "data:,y");
      await new Promise((later) => setTimeout(later, 100));
      return (picture as HTMLImageElement).currentSrc.startsWith("data:image/jxl");
    });
    must(known, "this browser shows no JPEG XL, and the case gives no fallback");
    throw error;
  }
};

export const resources: Record<string, Judge> = {
  "pub-cmt-gif": shows(600, 400),
  "pub-cmt-jxl": jxl,
  "pub-cmt-mp4": audio,
  "pub-cmt-png": shows(600, 400),
  "pub-cmt-webp": shows(600, 400),
  "pub-external-links_consent": mail,
  "pub-foreign_image": shows(512, 512),
  "pub-foreign_xml-spine": says("Test passes if you see this text.", /Test fails/),
  "sec-untrusted-consent_network": network,
};
