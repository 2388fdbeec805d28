// Documents that are not what a reading system expects: of other types, with declarations and transformations of
// their own, and the parts of a book that the app itself shows.

import { type Case, type Outside, PRESS, act, declare, escaped, opening, page } from "./case";

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

export function documents(outside: Outside): Case[] {
  const run = (how: string) => act(outside, how);
  const html = (how: string) =>
    `<html ${XHTML}><head><title>t</title><script>${run(how)}</script></head><body onload="${run(`${how}-load`)}"><h1>A document</h1>` +
    `<p><a class="${PRESS}" href="javascript:${run(`${how}-link`)}">Press</a></p><img alt="gone" src="gone.png" onerror="${run(`${how}-error`)}"/></body></html>`;
  const svg =
    `<svg ${SVG} viewBox="0 0 100 100" onload="${run("svg-load")}"><title>A drawing</title><script>${run("svg")}</script><script xlink:href="evil.js"/>` +
    `<image href="${outside("svg-image")}" width="9" height="9"/><a class="${PRESS}" xlink:href="javascript:${run("svg-link")}"><rect width="90" height="90"/></a>` +
    `<foreignObject width="50" height="50"><iframe ${XHTML} src="javascript:${run("svg-frame")}"></iframe><script ${XHTML}>${run("svg-foreign")}</script></foreignObject></svg>`;
  return [
    opening("A Drawing First", "a drawing as a page", "own.svg", "image/svg+xml", svg, { extra: { "evil.js": run("file") } }),
    opening("A Broken Drawing", "a drawing whose tags do not match", "own.svg", "image/svg+xml", svg.replace("</foreignObject>", ""), { outcome: "either" }),
    opening("Text of HTML", "a page of HTML", "own.bin", "text/html", `<!doctype html>${html("html").replace(/\/>/g, ">")}<p>More<p>More`),
    opening("HTML With a Parameter", "a page of HTML whose type has a parameter", "own.bin", "text/html; charset=utf-7", html("parameter"), { outcome: "either" }),
    opening("XML of the Namespace", "XML of no stated kind in the namespace of XHTML", "own.xml", "application/xml", html("xml"), { outcome: "either" }),
    opening("Text of XML", "the same as text/xml", "own.xml", "text/xml", html("text-xml"), { outcome: "either" }),
    opening("XML of a Kind", "the same as a kind of XML that nobody knows", "own.bin", "application/x-guest+xml", html("kind"), { outcome: "either" }),
    opening("A Formula First", "the same as a formula", "own.bin", "application/mathml+xml", html("formula"), { outcome: "either" }),
    opening("Not a Picture", "a page that says it is a picture", "own.png", "image/png", html("picture"), { outcome: "either" }),
    opening("Not a Style Sheet", "a page that says it is a style sheet", "own.css", "text/css", html("sheet"), { outcome: "either" }),
    opening("Of No Type", "a page of a type that is none", "own.bin", "*/*", html("none"), { outcome: "either" }),
    opening(
      "Of Several Parts",
      "a page that says it has several parts",
      "own.bin",
      "multipart/x-mixed-replace; boundary=b",
      `--b\r\nContent-Type: text/html\r\n\r\n${html("part")}\r\n--b--\r\n`,
      { outcome: "either" },
    ),
    opening("In Sixteen Bits", "a page in UTF-16 that says it is UTF-8", "own.xhtml", "application/xhtml+xml", Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-8"?>${html("utf-16")}`, "utf16le")),
    opening("In Seven Bits", "a page that says it is in UTF-7", "own.xhtml", "application/xhtml+xml", `<?xml version="1.0" encoding="UTF-7"?>${html("utf-7")}<!-- +ADw-script+AD4-${run("utf-7-script")}+ADw-/script+AD4- -->`),
    opening(
      "Declared",
      "entities that stand for scripts and for files",
      "own.xhtml",
      "application/xhtml+xml",
      `<!DOCTYPE html [<!ENTITY s "<script>${run("entity")}</script>"><!ENTITY j "javascript"><!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY out SYSTEM "${outside("entity")}">` +
        `<!ENTITY % dtd SYSTEM "${outside("dtd")}">%dtd;<!ATTLIST p onclick CDATA "${run("attlist")}">]>` +
        `<html ${XHTML}><head><title>t</title></head><body><h1>Declared</h1><p class="${PRESS}">&s;&file;&out;</p><p><a class="${PRESS}" href="&j;:${run("entity-link")}">Press</a></p></body></html>`,
    ),
    opening(
      "A Billion Laughs",
      "entities of entities of entities",
      "own.xhtml",
      "application/xhtml+xml",
      `<!DOCTYPE html [<!ENTITY l0 "lol">${Array.from({ length: 12 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join("")}]>` +
        `<html ${XHTML}><head><title>t</title></head><body><p title="&l12;">&l7;&l12;</p></body></html>`,
    ),
    opening(
      "Transformed",
      "XSLT, as another file, within the document and as data",
      "own.xhtml",
      "application/xhtml+xml",
      `<?xml-stylesheet type="text/xsl" href="evil.xsl"?><?xml-stylesheet type="application/xslt+xml" href="#x"?><?xml-stylesheet type='text/xml' href='data:text/xml,x'?>` +
        `<?xml-stylesheet type="text/css" href="${outside("instruction.css")}"?>${html("transformed")}`,
      {
        extra: {
          "evil.xsl": `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html ${XHTML}><script>${run("xslt")}</script></html></xsl:template></xsl:stylesheet>`,
        },
      },
    ),
    titles(outside),
    ways(outside),
    paths(outside),
    cover(outside),
  ];
}

/** What the app shows of a book by itself: title, author, description, contents. */
function titles(outside: Outside): Case {
  const tag = escaped(`<img src=x onerror="${act(outside, "title")}"><script>${act(outside, "title-script")}</script>`);
  const one = page("Titles", "markup in everything that the catalogue and the contents say", "<p>Nothing.</p>");
  one.files["OPS/package.opf"] = String(one.files["OPS/package.opf"])
    .replace("<dc:creator>A. Trespasser</dc:creator>", `<dc:creator>${tag}</dc:creator><dc:publisher>${tag}</dc:publisher><dc:subject>${tag}</dc:subject><dc:description>${tag}</dc:description>`)
    .replace("<dc:language>en</dc:language>", `<dc:language>${tag}</dc:language><dc:language>en</dc:language>`);
  one.files["OPS/nav.xhtml"] = String(one.files["OPS/nav.xhtml"]).replace(">The guest<", `>${tag}<`);
  return one;
}

/** Ways in that lead elsewhere. */
function ways(outside: Outside): Case {
  const one = page("Ways In", "contents that lead to scripts, hosts and the library", "<p>Nothing.</p>");
  const hrefs = [`javascript:${act(outside, "contents")}`, outside("contents"), "../../../opds", "/opds", "//evil.example/", "data:text/html,x", "c02.xhtml"];
  const entries = hrefs.map((href, index) => `<li><a href="${escaped(href)}">Way ${index}</a></li>`).join("");
  one.files["OPS/nav.xhtml"] = String(one.files["OPS/nav.xhtml"]).replace("<ol>", `<ol>${entries}`);
  return one;
}

/** A manifest whose items are not in the book. */
function paths(outside: Outside): Case {
  const one = page("Paths", "items of the manifest that lead out of the book", "<p>Nothing.</p>");
  const hrefs = ["../../opds", "/opds", "//evil.example/a", "%2e%2e/%2e%2e/opds", "..%2f..%2fopds", "..\\..\\opds", "/.//evil.example", `javascript:${act(outside, "path")}`, "javascript%3Ax", outside("item"), "data:text/html,x", "file:///etc/passwd"];
  const items = hrefs.map((href, index) => `<item id="p${index}" href="${escaped(href)}" media-type="application/xhtml+xml"/>`).join("");
  declare(one.files, items);
  one.files["OPS/package.opf"] = String(one.files["OPS/package.opf"]).replace("</spine>", `${hrefs.map((_, index) => `<itemref idref="p${index}"/>`).join("")}</spine>`);
  one.files["META-INF/encryption.xml"] =
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>' +
    '<enc:CipherData><enc:CipherReference URI="../../../opds"/></enc:CipherData></enc:EncryptedData></encryption>';
  return one;
}

/** A cover that is a drawing with a script, and one from outside. */
function cover(outside: Outside): Case {
  const one = page("A Cover", "a cover that runs and one from outside", "<p>Nothing.</p>", {
    extra: { "cover.svg": `<svg ${SVG} onload="${act(outside, "cover")}"><script>${act(outside, "cover-script")}</script><image href="${outside("cover-image")}"/></svg>` },
  });
  one.files["OPS/package.opf"] = String(one.files["OPS/package.opf"])
    .replace('href="cover.svg"', 'href="cover.svg" properties="cover-image"')
    .replace("</manifest>", `<item id="far" href="${outside("far-cover")}" media-type="image/png" properties="cover-image"/></manifest>`);
  return one;
}
