// The service worker: the shell without a network, and the resources of the book that is open.
// It stays small and decides nothing by itself: see sw/route.js (pure) and sw/precache.js (written by the build).
"use strict";

importScripts("/sw/route.js", "/sw/precache.js");

const { decide, bookPolicy } = self.yueliRoute;
const { build, files, later } = self.yueliPrecache;
const SHELL = `shell-${build}`;
const COVERS = "covers-1";
const COVERS_KEPT = 300;
/** How long a book's resource may take before the frame is told so. */
const PATIENCE_MS = 30000;
const shell = new Set(files.map((file) => file.url));
/** Modules that few need: kept once they were, and then with every build. */
const rare = new Set(later.map((file) => file.url));

// A new build takes its place beside the old one, all or nothing; the reader says when to change over.
self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(SHELL);
      const used = await Promise.all(later.map((file) => caches.match(file.url)));
      const wanted = files.concat(later.filter((_, index) => used[index]));
      try {
        await Promise.all(
          wanted.map(async (file) => {
            const response = await fetch(new Request(file.url, { cache: "no-cache", integrity: file.integrity }));
            if (!response.ok) throw new Error(`${file.url}: ${response.status}`);
            await cache.put(file.url, response);
          }),
        );
      } catch (error) {
        // Half a shell is none, and would only take room.
        await caches.delete(SHELL);
        throw error;
      }
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith("shell-") && name !== SHELL);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  if (event.data && event.data.type === "change-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const answer = decide(request, self.location.origin, shell, rare);
  if (answer.kind === "book") event.respondWith(bookResource(answer.book, answer.path, request));
  else if (answer.kind === "shell") event.respondWith(fromShell(answer.path, request));
  else if (answer.kind === "rare") event.respondWith(fromShell(answer.path, request, true));
  else if (answer.kind === "cover") event.respondWith(cover(request));
});

async function fromShell(path, request, keep) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(path);
  if (kept || !keep) return kept || fetch(request);
  const response = await fetch(request);
  if (response.ok) await cache.put(path, response.clone());
  return response;
}

/**
 * Covers never change under their address: the first answer is kept, up to a number of them. Those of books that are
 * kept on the device are in a cache of their own, as long as the book is (pkg/platform-web/src/keep).
 */
async function cover(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const cache = await caches.open(COVERS);
  const response = await fetch(request);
  if (response.ok) {
    await cache.put(request, response.clone());
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - COVERS_KEPT)).map((key) => cache.delete(key)));
  }
  return response;
}

/**
 * Asks the open tabs: the one that has the book answers through the port it was given, the others say that they
 * have not (boot.js). Which tab it is cannot be told from `client.url`: that is where the tab was loaded, not where
 * the reader went since.
 */
async function bookResource(book, path, request) {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const readers = all.filter((client) => client.frameType !== "nested");
  if (readers.length === 0) return plain(404, "No open tab is reading this book.");
  const range = request.headers.get("range");
  const asked = readers.map(async (client) => {
    const answer = await askReader(client, { type: "book-resource", book, path, range });
    return answer || Promise.reject(new Error("another book"));
  });
  const answer = await Promise.race([
    Promise.any(asked).catch(() => plain(404, "No open tab is reading this book.")),
    new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, plain(504, "The book did not answer in time."))),
  ]);
  if (answer instanceof Response) return answer;
  const headers = new Headers(answer.headers);
  headers.set("Content-Security-Policy", bookPolicy(self.location.origin, book, answer.elsewhere));
  // Who is asked for what lies elsewhere does not hear what is read, and where links lead is not looked up.
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("X-DNS-Prefetch-Control", "off");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Cache-Control", "no-store");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  return new Response(answer.body, { status: answer.status, headers });
}

function askReader(client, message) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => {
      channel.port1.close();
      resolve(event.data);
    };
    client.postMessage(message, [channel.port2]);
  });
}

/** What a frame is shown where there is no answer; the app reads the mark, and says it in the reader's language. */
function plain(status, text) {
  const mark = '<meta name="yueli-problem" content="network">';
  return new Response(`<!doctype html><html lang="en"><head><meta charset="utf-8">${mark}<title>${text}</title></head></html>`, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'", "Cache-Control": "no-store" },
  });
}
