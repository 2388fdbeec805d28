// Containers and packages that try to take more than their share, or to leave their folder.

import { crc32, deflateRawSync } from "node:zlib";

import { type Entry, writeZip } from "../conformance/zip";
import { type Files, zipped } from "../fixtures/epub";
import { type Case, type Outside, declare, opening, page } from "./case";

const MEGABYTE = 1 << 20;

/** A file that is only deflated once, however large it is. */
function packed(name: string, data: Buffer): Entry {
  return { name, method: 8, raw: deflateRawSync(data, { level: 9 }), size: data.length, crc: crc32(data) };
}

/** The files of a book and more entries, which may have names that no file has. */
function withEntries(files: Files, entries: Entry[]): Buffer {
  const own = Object.entries(files).map(([name, data]) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data, "utf8");
    return name === "mimetype" ? { name, method: 0, raw: bytes, size: bytes.length, crc: crc32(bytes) } : packed(name, bytes);
  });
  return writeZip([...own, ...entries]);
}

/** The same container, with every record of its directory for the last file there so many times, under other names. */
function repeated(container: Buffer, times: number): Buffer {
  const end = container.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const start = container.readUInt32LE(end + 16);
  const directory = container.subarray(start, end);
  const last = Buffer.from(directory.subarray(directory.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"))));
  const length = last.readUInt16LE(28);
  const records = Array.from({ length: times }, (_, index) => {
    const record = Buffer.from(last);
    record.write(index.toString(36).padStart(length, "0"), 46, length, "latin1");
    return record;
  });
  const tail = Buffer.from(container.subarray(end));
  const whole = Buffer.concat([directory, ...records]);
  const count = (container.readUInt16LE(end + 10) + times) & 0xffff;
  tail.writeUInt16LE(count, 8);
  tail.writeUInt16LE(count, 10);
  tail.writeUInt32LE(whole.length, 12);
  return Buffer.concat([container.subarray(0, start), whole, tail]);
}

const many = (count: number, piece: (index: number) => string) => Array.from({ length: count }, (_, index) => piece(index)).join("");

export function containers(outside: Outside): Case[] {
  const plain = (name: string, tries: string) => page(name, tries, "<p>Nothing.</p>", { outcome: "either" });
  const built = (name: string, tries: string, bytes: (one: Case) => Buffer): Case => {
    const one = plain(name, tries);
    return { ...one, bytes: () => bytes(one) };
  };
  const xhtml = "application/xhtml+xml";
  const body = (inner: string) => `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>${inner}</body></html>`;
  return [
    built("Out of the Folder", "names that lead out of the container", (one) => {
      const names = ["../../outside.txt", "/etc/outside", "C:\\outside", "..\\..\\outside", "OPS/../../outside", "OPS/./../../outside", "//evil.example/outside", "OPS/c01.xhtml\u0000.txt", "\u202eexe.lmthx"];
      return withEntries(one.files, names.map((name) => packed(name, Buffer.from("not yours"))));
    }),
    built("Twice", "two files of one name, and names that differ in case only", (one) => {
      const second = Buffer.from(body(`<script>top['x']=1</script><p>The other.</p>`));
      return withEntries(one.files, [packed("OPS/c01.xhtml", second), packed("ops/C01.XHTML", second)]);
    }),
    built("A Bomb", "one file of 520 MB in a container of half a one", (one) => withEntries({ ...one.files, "OPS/c01.xhtml": Buffer.alloc(520 * MEGABYTE, " ") }, [])),
    built("Overlapping", "ten thousand files of 10 MB that are all the same bytes", (one) => repeated(withEntries(one.files, [packed("OPS/overlapping-bomb", Buffer.alloc(10 * MEGABYTE))]), 10_000)),
    built("Very Many Files", "more files than a directory can count", (one) => repeated(withEntries(one.files, [packed("OPS/one-of-very-many", Buffer.alloc(0))]), 120_000)),
    built("Many Files", "sixty thousand files", (one) => repeated(withEntries(one.files, [packed("OPS/one-of-many", Buffer.alloc(0))]), 60_000)),
    built("Without a Directory", "twenty thousand files and no directory", (one) => {
      const whole = withEntries(one.files, Array.from({ length: 20_000 }, (_, index) => packed(`OPS/${index}`, Buffer.alloc(0))));
      return whole.subarray(0, whole.indexOf(Buffer.from("PK\x01\x02", "latin1")));
    }),
    built("A Liar", "files that say they are small", (one) => {
      const bomb = packed("OPS/c02.xhtml", Buffer.alloc(300 * MEGABYTE, " "));
      return withEntries(one.files, [{ ...bomb, size: 10 }]);
    }),
    built("One Paragraph", "100 MB in one paragraph", (one) => withEntries({ ...one.files, "OPS/c01.xhtml": body(`<p>${"word ".repeat(20 * MEGABYTE)}</p>`) }, [])),
    opening("Deep", "two hundred thousand elements within each other", "own.xhtml", xhtml, body("<b>".repeat(200_000) + "deep" + "</b>".repeat(200_000)), { outcome: "either" }),
    opening("Never Closed", "two hundred thousand tags that do not end", "own.xhtml", xhtml, body(`<p>${"<b ".repeat(200_000)}`), { outcome: "either" }),
    opening("Prefixes", "a hundred thousand prefixes that nobody declared", "own.xhtml", xhtml, body(many(100_000, (index) => `<p${index}:b/>`)), { outcome: "either" }),
    opening("Declarations", "a declaration that begins a hundred thousand times", "own.xhtml", xhtml, `<!DOCTYPE html [${"<!ENTITY".repeat(100_000)}]>${body("<p>a</p>")}`, { outcome: "either" }),
    opening("Ampersands", "an entity of ampersands, a hundred thousand times", "own.xhtml", xhtml, `<!DOCTYPE html [<!ENTITY a "${"&".repeat(20_000)}">]>${body(`<p>${"&a;".repeat(100_000)}</p>`)}`, { outcome: "either" }),
    styled("Parentheses", "a hundred thousand declarations that never end", "-epub-hyphens:(;".repeat(100_000)),
    spine(),
    fallbacks(),
    contents(),
    entities(outside),
  ];
}

function styled(name: string, tries: string, css: string): Case {
  return page(name, tries, "<p>Nothing.</p>", { css });
}

function spine(): Case {
  const one = page("A Long Spine", "two hundred thousand documents that are all the same", "<p>Nothing.</p>", { outcome: "either" });
  declare(one.files, "", '<itemref idref="c01-xhtml"/>'.repeat(200_000));
  return one;
}

function fallbacks(): Case {
  const one = page("Fallbacks", "ten thousand items, each to be shown instead of the one before", "<p>Nothing.</p>", { outcome: "either" });
  declare(one.files, many(10_000, (index) => `<item id="f${index}" href="c01.xhtml" media-type="image/x-none" fallback="f${index + 1}"/>`));
  return one;
}

function contents(): Case {
  const one = page("Long Contents", "a hundred thousand entries of contents", "<p>Nothing.</p>", { outcome: "either" });
  one.files["OPS/nav.xhtml"] = String(one.files["OPS/nav.xhtml"]).replace("<ol>", `<ol>${many(100_000, (index) => `<li><a href="c01.xhtml#e${index}">${index}</a></li>`)}`);
  return one;
}

/** Entities in the parts that are read and not shown. */
function entities(outside: Outside): Case {
  const one = page("Declared in the Package", "entities of entities, and of files, in package, contents and container", "<p>Nothing.</p>", { outcome: "either" });
  const doctype = (root: string) =>
    `<!DOCTYPE ${root} [<!ENTITY l0 "lol"><!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY out SYSTEM "${outside("package-entity")}">` +
    `${many(12, (level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`)}]>`;
  const declared = (path: string, root: string) => {
    one.files[path] = doctype(root) + String(one.files[path]).replace(/^<\?xml[^>]*>\s*(<!DOCTYPE html>\s*)?/, "");
  };
  declared("OPS/package.opf", "package");
  declared("OPS/nav.xhtml", "html");
  declared("META-INF/container.xml", "container");
  one.files["OPS/package.opf"] = String(one.files["OPS/package.opf"]).replace("</metadata>", "<dc:subject>&l12;</dc:subject><dc:publisher>by &file;&out;</dc:publisher></metadata>");
  one.files["OPS/nav.xhtml"] = String(one.files["OPS/nav.xhtml"]).replace("<ol>", "<ol><li><a href='c01.xhtml'>&l12;&l7;&file;</a></li>");
  return { ...one, bytes: () => zipped(one.files) };
}
