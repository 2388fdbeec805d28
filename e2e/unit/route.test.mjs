// What the service worker decides, without a browser: public/sw/route.js is pure.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

// The worker's script is a classic one; taken in as CommonJS, whatever package.json says about this folder.
const file = fileURLToPath(new URL("../../public/sw/route.js", import.meta.url));
const module = { exports: {} };
new Function("module", "self", readFileSync(file, "utf8"))(module, undefined);
const { bookPath, decide, bookPolicy } = module.exports;

const ORIGIN = "https://library.example";
const shell = new Set(["/index.html", "/yueli-0123456789abcdef.js", "/icons/ui.svg"]);

const rare = new Set(["/pdf_bg.wasm"]);

const ask = (path, more = {}) =>
  decide({ method: "GET", mode: "no-cors", url: new URL(path, ORIGIN).href, ...more }, ORIGIN, shell, rare);

describe("book paths", () => {
  it("are split into the book and the path in it", () => {
    assert.deepEqual(bookPath("/book/ab-12/OEBPS/ch1.xhtml"), { book: "ab-12", path: "OEBPS/ch1.xhtml" });
  });

  it("stay percent-encoded", () => {
    assert.equal(bookPath("/book/a/%E5%9B%BE%20b.svg").path, "%E5%9B%BE%20b.svg");
  });

  it("need a book and a path, and nothing else in the name", () => {
    for (const path of ["/book/", "/book/a", "/book/a/", "/book//x", "/book/A_B/x", "/books/a/x", `/book/${"a".repeat(65)}/x`]) {
      assert.equal(bookPath(path), null, path);
    }
  });
});

describe("requests", () => {
  it("for a book's parts are answered from the book", () => {
    assert.deepEqual(ask("/book/a1/x/y.css"), { kind: "book", book: "a1", path: "x/y.css" });
    assert.deepEqual(ask("/book/a1/x/y.xhtml?part=2"), { kind: "book", book: "a1", path: "x/y.xhtml?part=2" });
    assert.deepEqual(ask("/book/a1/x.xhtml", { mode: "navigate" }), { kind: "book", book: "a1", path: "x.xhtml" });
  });

  it("with dots are resolved before anything is decided", () => {
    assert.deepEqual(ask("/book/a1/../../healthz"), { kind: "network" });
    assert.deepEqual(ask("/book/a1/x/../y.css"), { kind: "book", book: "a1", path: "y.css" });
  });

  it("for the shell's files are answered from the shell", () => {
    assert.deepEqual(ask("/icons/ui.svg"), { kind: "shell", path: "/icons/ui.svg" });
    assert.deepEqual(ask("/icons/ui.svg?v=2"), { kind: "shell", path: "/icons/ui.svg" });
  });

  it("for a module that few need are kept once they were made", () => {
    assert.deepEqual(ask("/pdf_bg.wasm"), { kind: "rare", path: "/pdf_bg.wasm" });
    assert.deepEqual(ask("/pdf.wasm"), { kind: "network" });
  });

  it("for a page are answered with the app", () => {
    for (const path of ["/", "/catalogue?query=sea", "/read/abc"]) {
      assert.deepEqual(ask(path, { mode: "navigate" }), { kind: "shell", path: "/index.html" }, path);
    }
  });

  it("for what is no part of a book are never answered with the app: a book's frame may ask for its own root", () => {
    for (const path of ["/book", "/book/", "/book/a1", "/book/a1/", "/book/A_B/x", "/book/a1/x/../../"]) {
      assert.deepEqual(ask(path, { mode: "navigate" }), { kind: "network" }, path);
    }
  });

  it("for covers are kept", () => {
    assert.deepEqual(ask("/covers/abc-small.jpg"), { kind: "cover" });
  });

  it("to the server's own paths go to the server, even as pages", () => {
    for (const path of ["/opds", "/opds/search?query=x", "/publications/a.epub", "/healthz", "/api/progress", "/upstreams/city/sign-in?back=/"]) {
      assert.deepEqual(ask(path, { mode: "navigate" }), { kind: "network" }, path);
    }
  });

  it("whose path only begins like the server's are the app's", () => {
    assert.deepEqual(ask("/opdsx", { mode: "navigate" }), { kind: "shell", path: "/index.html" });
  });

  it("of others, to others and that change things go to the network", () => {
    assert.deepEqual(ask("https://other.example/icons/ui.svg"), { kind: "network" });
    assert.deepEqual(ask("/icons/ui.svg", { method: "POST" }), { kind: "network" });
    assert.deepEqual(ask("/book/a1/x.xhtml", { method: "HEAD" }), { kind: "network" });
    assert.deepEqual(ask("/unknown.png"), { kind: "network" });
  });
});

describe("the policy of a book", () => {
  const policy = bookPolicy(ORIGIN, "a1");
  const directives = new Map(policy.split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1)]));

  it("lets nothing run and nothing be sent", () => {
    assert.deepEqual(directives.get("default-src"), ["'none'"]);
    assert.deepEqual(directives.get("script-src"), ["'none'"]);
    assert.deepEqual(directives.get("form-action"), ["'none'"]);
    assert.ok(!directives.has("connect-src"), "connections fall back to none");
  });

  it("is opened to sound, film and typefaces of the hosts that are named, and to nothing else", () => {
    const elsewhere = {
      media: ["https://a.example", "http://127.0.0.1:81", "https://b.example; script-src *", "*", "https:", "'self'", "https://c.example/x"],
      font: ["https://[::1]", "data:"],
      script: ["https://a.example"],
    };
    const opened = bookPolicy(ORIGIN, "a1", elsewhere).split("; ");
    const closed = policy.split("; ");
    const changed = opened.filter((one) => !closed.includes(one));
    assert.deepEqual(changed, [
      `font-src ${ORIGIN}/book/a1/ data: blob: https://[::1]`,
      `media-src ${ORIGIN}/book/a1/ data: blob: https://a.example http://127.0.0.1:81`,
    ]);
    assert.equal(opened.length, closed.length);
    assert.equal(bookPolicy(ORIGIN, "a1", {}), policy);
  });

  it("is a sandbox of the same origin without scripts", () => {
    assert.deepEqual(directives.get("sandbox"), ["allow-same-origin"]);
  });

  it("lets the book be read, and only this one", () => {
    for (const [name, sources] of directives) {
      for (const source of sources.filter((source) => source.startsWith("http"))) {
        assert.equal(source, `${ORIGIN}/book/a1/`, name);
      }
    }
    for (const name of ["img-src", "style-src", "font-src", "media-src"]) {
      assert.ok(directives.get(name).includes(`${ORIGIN}/book/a1/`), name);
    }
  });
});
