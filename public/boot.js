// Runs before the first paint: how the app looks and speaks, then the app itself, then the service worker.
// A classic script in <head>, so that no page is ever shown in the wrong colours. Trunk writes the tag.
(function () {
  "use strict";

  const root = document.documentElement;
  const words = document.currentScript.dataset;
  const { js, wasm } = words;

  /** What the reader chose earlier; a browser that keeps nothing has nothing to say. */
  function chosen(key) {
    try {
      return localStorage.getItem(`yueli.${key}`);
    } catch {
      return null;
    }
  }

  /** The interface speaks Chinese to whoever prefers it, English to everybody else. */
  function language() {
    const wanted = [chosen("locale"), ...(navigator.languages || [navigator.language])];
    for (const tag of wanted) {
      if (/^(zh|cmn|yue|wuu|lzh)\b/i.test(tag || "")) return "zh-CN";
      if (/^en\b/i.test(tag || "")) return "en";
    }
    return "en";
  }

  const theme = chosen("theme");
  if (["light", "dark", "sepia", "contrast"].includes(theme)) root.dataset.theme = theme;
  if (chosen("motion") === "less") root.dataset.motion = "less";
  root.lang = language();

  // Home begins with the catalogue: it is asked for while the app is still on its way, and the app takes the answer
  // over (pkg/platform-web/src/http.rs). A question that fails is asked again there.
  if (location.pathname === "/") {
    const headers = { accept: "application/opds+json", "accept-language": root.lang };
    const answer = fetch("/opds", { headers });
    answer.catch(() => undefined);
    window.yueliAsked = { url: "/opds", language: root.lang, answer };
  }

  // An open book takes the whole screen: the frame of the other pages would only flash by.
  // Its part of the app (app/src/shell/rooms.rs) is asked for at once, not only when the rest is here.
  if (location.pathname.startsWith("/read/")) {
    root.dataset.boot = "book";
    const early = { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous", href: words.reader };
    document.head.append(Object.assign(document.createElement("link"), early));
  }

  /** The prerendered shell is written in Chinese; each text carries its English beside it. */
  function speak() {
    for (const link of document.querySelectorAll(".boot nav li a")) {
      if (link.getAttribute("href") === location.pathname) link.setAttribute("aria-current", "page");
    }
    if (root.lang !== "en") return;
    for (const element of document.querySelectorAll("[data-en]")) element.textContent = element.dataset.en;
    for (const element of document.querySelectorAll("[data-en-label]")) {
      element.setAttribute("aria-label", element.dataset.enLabel);
    }
  }

  /** Shows what index.html holds for a browser that cannot run the app, or did not get all of it. */
  function fail(error) {
    console.error(error);
    const note = document.getElementById("boot-failed");
    if (!note) return;
    const app = document.getElementById("app");
    if (app) app.hidden = true;
    note.hidden = false;
    const again = note.querySelector("button");
    if (again) again.addEventListener("click", () => location.reload());
  }

  /** What there is to say in a language; the app learns it (pkg/i18n) before it says the first word. */
  async function wordsOf(tag) {
    const answer = await fetch(words[tag === "en" ? "wordsEn" : "wordsZh"]);
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return answer.text();
  }

  async function start() {
    try {
      const own = wordsOf(root.lang);
      const [app, said] = await Promise.all([import(js), own]);
      const other = () => wordsOf(root.lang === "en" ? "zh-CN" : "en");
      window.yueliWords = { tag: root.lang, said, other };
      await app.default({ module_or_path: wasm });
    } catch (error) {
      fail(error);
    }
  }

  document.addEventListener("DOMContentLoaded", speak);
  if (js) start();

  /** Tells the app that a newer build waits; the app answers with `yueli-change-over` when the reader agrees. */
  function offer(worker) {
    window.yueliUpdate = true;
    window.dispatchEvent(new CustomEvent("yueli-update"));
    addEventListener("yueli-change-over", () => worker.postMessage({ type: "change-over" }), { once: true });
  }

  function watch(registration) {
    if (!registration) return;
    const known = navigator.serviceWorker.controller;
    if (registration.waiting && known) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      if (!worker) return;
      worker.addEventListener("statechange", () => {
        // Without a controller this is the first visit, and there is nothing to change over from.
        if (worker.state === "installed" && navigator.serviceWorker.controller) offer(worker);
      });
    });
  }

  // The browser's own offer to install waits until the reader asks for it (app/src/pages/you).
  function offerInstall(offer) {
    window.yueliInstall = offer;
    window.dispatchEvent(new CustomEvent("yueli-install"));
  }
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offerInstall(event);
  });
  addEventListener("appinstalled", () => offerInstall(null));
  addEventListener("yueli-install-now", () => {
    const offer = window.yueliInstall;
    offerInstall(null);
    if (offer) offer.prompt();
  });

  /** True where the app answers for a book: it is read here, or its first page is made ready out of sight. */
  function has(book) {
    return location.pathname.startsWith(`/read/${book}`) || document.querySelector(`[data-book="${CSS.escape(book)}"]`);
  }

  /** The service worker asks every tab for a book's resources. A tab that has that book answers from the app. */
  function decline(event) {
    const { type, book } = event.data || {};
    if (type !== "book-resource" || has(book)) return;
    event.ports[0].postMessage(null);
  }

  function serve() {
    navigator.serviceWorker.addEventListener("message", decline);
    navigator.serviceWorker.startMessages();
    let controlled = Boolean(navigator.serviceWorker.controller);
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (controlled) location.reload();
      controlled = true;
    });
    navigator.serviceWorker.register("/sw.js").then(watch, (error) => console.warn("No offline use:", error));
  }

  if ("serviceWorker" in navigator) addEventListener("load", serve);
})();
