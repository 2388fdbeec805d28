// What the service worker does with a request: pure functions, tested with node (e2e/unit).
// A classic script, because module service workers are not everywhere yet.
(function (root) {
  "use strict";

  // Paths of the server's own that are never answered from the shell.
  const SERVER = /^\/(opds|publications|covers|upstreams|healthz|api|book)(\/|$)/;

  const ORIGIN = /^https?:\/\/(\[[0-9a-f:]+\]|[a-z0-9][a-z0-9._-]*)(:\d{1,5})?$/;

  /** Splits `/book/<id>/<path>`; null for anything else. The path stays percent-encoded. */
  function bookPath(pathname) {
    const match = /^\/book\/([0-9a-z-]{1,64})\/(.+)$/.exec(pathname);
    return match ? { book: match[1], path: match[2] } : null;
  }

  /**
   * Decides what answers a request.
   * @param {{method: string, url: string, mode: string}} request
   * @param {string} origin our own origin
   * @param {{has(path: string): boolean}} shell the paths that are precached
   * @param {{has(path: string): boolean}} rare the paths that are kept once they were asked for
   * @returns {{kind: "book", book: string, path: string} | {kind: "shell" | "rare", path: string}
   *   | {kind: "cover"} | {kind: "network"}}
   */
  function decide(request, origin, shell, rare) {
    const url = new URL(request.url);
    if (url.origin !== origin || request.method !== "GET") return { kind: "network" };
    const book = bookPath(url.pathname);
    // Of a long document the query says which part is meant.
    if (book) return { kind: "book", book: book.book, path: book.path + url.search };
    if (url.pathname.startsWith("/covers/")) return { kind: "cover" };
    if (SERVER.test(url.pathname)) return { kind: "network" };
    if (shell.has(url.pathname)) return { kind: "shell", path: url.pathname };
    if (rare.has(url.pathname)) return { kind: "rare", path: url.pathname };
    if (request.mode === "navigate") return { kind: "shell", path: "/index.html" };
    return { kind: "network" };
  }

  /**
   * The policy under which a book's resource is shown: nothing runs, nothing leaves, nothing is sent,
   * and only the book itself is read; beside it, where the reader consents, sound, film and typefaces of the hosts
   * that the book declares.
   * @param {{media?: string[], font?: string[]}} [elsewhere] origins
   */
  function bookPolicy(origin, book, elsewhere) {
    const own = `${origin}/book/${book}/`;
    // An origin and nothing else: neither a path nor a word that a policy gives a meaning to.
    const from = (kind) => {
      const all = (elsewhere && elsewhere[kind]) || [];
      return all.filter((one) => ORIGIN.test(one)).map((one) => ` ${one}`).join("");
    };
    return [
      "default-src 'none'",
      `img-src ${own} data: blob:`,
      `style-src ${own} 'unsafe-inline' data: blob:`,
      `font-src ${own} data: blob:${from("font")}`,
      `media-src ${own} data: blob:${from("media")}`,
      `frame-src ${own}`,
      `object-src ${own}`,
      "script-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      "sandbox allow-same-origin",
    ].join("; ");
  }

  const api = { bookPath, decide, bookPolicy };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.yueliRoute = api;
})(typeof self === "object" ? self : globalThis);
