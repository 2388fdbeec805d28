// The library that serves the cases: a copy of their folder, with the variants that some cases need, behind
// the real gateway. Started once, before the judges.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Case } from "./verdict";
import { contents, deflated, readZip, writeZip } from "./zip";

/** Method 12 of the ZIP specification. */
const BZIP2 = 12;

/** The suite's template is in the list under the words that stand in for an id. */
const FILES: Record<string, string> = { "TODO: test-id": "xx-epub-template" };

/** The file of a case. */
export function fileOf(id: string): string {
  return `${FILES[id] ?? id}.epub`;
}

/** How the library names a publication: the start of the SHA-256 of its file. */
export function publicationId(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}

/** The suite's own list. */
export function readCases(): Case[] {
  const folder = process.env.CASES;
  if (!folder) throw new Error("CASES must name the folder with the .epub files and index.json");
  return JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as Case[];
}

/** Variants of cases: what the case supposes beside its own file. */
const VARIANTS: { from: string; name: string; make: (bytes: Buffer) => Buffer }[] = [
  {
    // An archive that really has an entry compressed by something other than Deflate: the text.
    from: "ocf-zip-comp.epub",
    name: "ocf-zip-comp+bzip2.epub",
    make: (bytes) =>
      writeZip(
        readZip(bytes).map((entry) => (entry.name.endsWith("content_001.xhtml") ? { ...entry, method: BZIP2 } : entry)),
      ),
  },
  {
    // The other publication with the same identifier.
    from: "pkg-unique-id.epub",
    name: "pkg-unique-id+reused.epub",
    make: (bytes) =>
      writeZip(
        readZip(bytes).map((entry) => {
          if (!/content_001\.xhtml$|\.opf$/.test(entry.name)) return entry;
          const text = contents(entry).toString("utf8");
          const other = entry.name.endsWith(".opf")
            ? text.replace(/(<dc:title[^>]*>)[^<]*/, "$1Identifier reused")
            : text.replace(/<body>[^]*<\/body>/, "<body><p>The other book with this identifier.</p></body>");
          return deflated(entry.name, Buffer.from(other, "utf8"));
        }),
      ),
  },
];

/** Playwright's global set-up; gives back what takes it down. */
export default async function start(): Promise<() => Promise<void>> {
  const cases = process.env.CASES ?? "";
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  const books = mkdtempSync(join(folder, "books-"));
  const ids: Record<string, string> = {};
  const put = (name: string, bytes: Buffer) => {
    writeFileSync(join(books, name), bytes);
    ids[name] = publicationId(bytes);
  };
  for (const name of readdirSync(cases).filter((name) => name.endsWith(".epub"))) {
    put(name, readFileSync(join(cases, name)));
  }
  for (const { from, name, make } of VARIANTS) {
    if (ids[from]) put(name, make(readFileSync(join(books, from))));
  }
  const gateway = await serve(books, join(folder, "data"));
  process.env.CONFORMANCE_BASE = gateway.address;
  process.env.CONFORMANCE_IDS = JSON.stringify(ids);
  const stop = async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await imported(gateway.address, Object.keys(ids).length);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function serve(books: string, data: string) {
  const binary = process.env.YUELI_GATEWAY;
  const web = process.env.YUELI_DIST;
  if (!binary || !web) throw new Error("YUELI_GATEWAY and YUELI_DIST must name the gateway and the built app");
  const gateway = spawn(
    binary,
    ["--books", books, "--web", web, "--data", data, "--listen", "127.0.0.1:0"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  const address = await new Promise<string>((found, gone) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const match = /listening on (http:\/\/[^\s"]+)/.exec(said);
      if (match) found(match[1].replace(/\/$/, ""));
    };
    gateway.stdout.on("data", hear);
    gateway.stderr.on("data", hear);
    gateway.on("exit", (code) => gone(new Error(`the gateway ended (${code}): ${said.slice(-2000)}`)));
    gateway.on("error", gone);
  });
  const stop = () =>
    new Promise<void>((done) => {
      gateway.removeAllListeners("exit");
      gateway.on("exit", () => done());
      gateway.kill("SIGTERM");
      setTimeout(() => gateway.kill("SIGKILL"), 5000).unref();
    });
  return { address, stop };
}

/** Waits until the catalogue has taken in the folder: all of it, or as much as it will. */
async function imported(address: string, files: number): Promise<void> {
  let [count, since] = [-1, Date.now()];
  while (count < files && Date.now() - since < 20_000) {
    const answer = await fetch(`${address}/opds/publications`).catch(() => undefined);
    const feed = answer?.ok ? ((await answer.json()) as { metadata?: { numberOfItems?: number } }) : undefined;
    const now = feed?.metadata?.numberOfItems ?? 0;
    if (now !== count) [count, since] = [now, Date.now()];
    await new Promise((later) => setTimeout(later, 300));
  }
  if (count < files) console.log(`the catalogue lists ${count} of ${files} files`);
  if (count <= 0) throw new Error("the catalogue stays empty");
}
