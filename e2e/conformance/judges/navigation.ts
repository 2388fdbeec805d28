// Navigation documents, structural semantics, reading aloud.

import type { Reader } from "../reader";
import { must, notAsked, short } from "../verdict";
import type { Judge } from "./content";

async function activation(reader: Reader): Promise<string> {
  await reader.open();
  const entry = "Click to access 2nd content document";
  // The navigation document is the first item of the spine: its link, as it stands in the text ...
  await reader.sees(entry);
  await reader.click("nav li:nth-child(2) a");
  await reader.page.waitForTimeout(300);
  await reader.arrive();
  await reader.sees("Test passes if the navigation link leads here.");
  // ... and the reader's own contents, from another place.
  while (await reader.previous());
  await reader.sees(entry);
  await reader.follow(entry);
  await reader.sees("Test passes if the navigation link leads here.");
  return "the link in the text and the entry in the contents both lead there";
}

async function pictureLabel(reader: Reader): Promise<string> {
  await reader.open();
  const entries = await reader.entries();
  const wanted = ["Start page", "Description of the Abbey of Sénanque"];
  must(entries.length === 2 && wanted.every((label, index) => entries[index].startsWith(label)), `the contents say: ${entries.join(" | ")}`);
  await reader.page.keyboard.press("Escape");
  await reader.follow(wanted[1]);
  await reader.sees("more detailed description of the Abbey");
  return entries.join(" | ");
}

async function hiddenInText(reader: Reader): Promise<string> {
  await reader.open();
  const text = await reader.sees("The first link");
  must(!text.includes("The second link"), "in the text the second link is seen although its style hides it");
  const entries = await reader.entries();
  const both = entries.length === 2 && /^The first link/.test(entries[0]) && /^The second link/.test(entries[1]);
  must(both, `the contents say: ${entries.join(" | ")}`);
  await reader.page.keyboard.press("Escape");
  await reader.follow("The second link");
  await reader.sees("Hello");
  return `contents: ${entries.join(" | ")}; in the text only the first`;
}

async function noNumbers(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("the second link");
  const { "list-style-type": inText } = await reader.style("nav ol > li", ["list-style-type"]);
  must(inText === "lower-greek", `in the text the list is numbered by ${inText}`);
  const items = await reader.contents();
  must((await items.count()) === 2, `the contents have ${await items.count()} entries`);
  const marks = await items.evaluateAll((buttons) =>
    buttons.map((button) => {
      const item = button.closest("li") ?? button;
      const own = getComputedStyle(item);
      const marked = own.display === "list-item" && own.listStyleType !== "none";
      const counted = [button, item].some((element) =>
        ["::before", "::marker"].some((part) => /counter/.test(getComputedStyle(element, part).content)),
      );
      return { marked, counted, text: (item as HTMLElement).innerText.trim() };
    }),
  );
  const bad = marks.find(({ marked, counted, text }) => marked || counted || /^([αβ1-2ivab]+[.)])/i.test(text));
  must(!bad, `the contents number their entries: ${bad?.text}`);
  return `contents: ${marks.map(({ text }) => text).join(" | ")}, without numbers`;
}

async function noNoteFromTitle(reader: Reader): Promise<string> {
  await reader.open();
  const note = reader.page.getByRole("dialog", { name: "Note", exact: true });
  await reader.sees("appears as a footnote");
  await reader.click("a[href]");
  const pops = await note.waitFor({ timeout: 4000 }).then(
    () => true,
    () => false,
  );
  if (!pops) notAsked("the reader shows no notes beside the text, and the case asks only those that do");
  await reader.page.waitForTimeout(400);
  const words = await note.evaluate((dialog) => {
    const inside = dialog.querySelector("iframe")?.contentDocument;
    return `${(dialog as HTMLElement).innerText} ${inside?.body?.innerText ?? ""}`;
  });
  must(words.includes("meant to appear as a footnote"), `the note says: ${short(words)}`);
  await reader.page.keyboard.press("Escape");
  await note.waitFor({ state: "hidden" });
  must(await reader.next(), "there is no second page");
  await reader.sees("footnote appears on this page when clicking");
  await reader.click("a[href]");
  await reader.page.waitForTimeout(1500);
  must(!(await note.isVisible()), "on the second page the title pops up as a note");
  return "a note on the first page, none on the second";
}

async function readAloud(reader: Reader): Promise<string> {
  await reader.page.addInitScript(() => {
    const world = window as unknown as { spoken: string[] };
    world.spoken = [];
    const speak = (utterance: SpeechSynthesisUtterance) => {
      world.spoken.push(utterance.text);
      setTimeout(() => utterance.dispatchEvent(new Event("start")), 5);
      setTimeout(() => utterance.dispatchEvent(new Event("end")), 40);
    };
    Object.defineProperty(window.speechSynthesis, "speak", { value: speak });
  });
  await reader.open();
  await reader.turnTo("Call me Ishmael.");
  const listen = reader.page.getByRole("button", { name: /^(Listen|Read aloud)/ });
  must((await listen.count()) > 0, "not supported: reading aloud");
  await listen.first().click();
  await reader.page.waitForTimeout(1500);
  const spoken = await reader.page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
  must(spoken.join(" ").includes("Call me Ishmael."), `spoken: ${short(spoken.join(" | "))}`);
  return `spoken: ${short(spoken.join(" "))}`;
}

export const navigation: Record<string, Judge> = {
  "mol-tts_single": readAloud,
  "nav-activation": activation,
  "nav-non-text_img_title": pictureLabel,
  "nav-spine_in-spine-hidden-toc-css": hiddenInText,
  "nav-spine_in-spine-no-list-style": noNumbers,
  "pss-support_ignore-title": noNoteFromTitle,
};
