// What an open book takes. Asked of the browser itself, after it has thrown away what nobody holds any more.
//
// The page and each of its workers have a heap of their own, with buffers beside it; a frame of the book shares the
// page's. The browser does not count wasm memory among the buffers, so it is looked for and added. The service worker
// is not counted: it is the library's, open book or not. Nor are the laid out text and the pictures.

import type { CDPSession, Page } from "@playwright/test";

/** Asks a page or a worker something in the language of the developer tools. */
type Ask = (method: string, params?: object) => Promise<unknown>;

/** Bytes of the page and its workers. */
export async function memoryOf(page: Page): Promise<number> {
  const { own, workers } = await memoriesOf(page);
  return workers.reduce((sum, worker) => sum + worker, own);
}

/** Bytes of the page, and of each of its workers. */
export async function memoriesOf(page: Page): Promise<{ own: number; workers: number[] }> {
  const devtools = await page.context().newCDPSession(page);
  const workers = await workersOf(devtools);
  if (workers.length !== page.workers().length) throw new Error("a worker of the page cannot be asked");
  const both = async (ask: Ask) => (await heapOf(ask)) + (await wasmOf(ask));
  const own = await both((method, params) => devtools.send(method as "Runtime.enable", params as undefined));
  const all: number[] = [];
  for (const worker of workers) all.push(await both(worker));
  await devtools.detach();
  return { own, workers: all };
}

async function heapOf(ask: Ask): Promise<number> {
  await ask("HeapProfiler.collectGarbage");
  const usage = (await ask("Runtime.getHeapUsage")) as { usedSize: number; backingStorageSize?: number };
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}

async function wasmOf(ask: Ask): Promise<number> {
  const memory = (await ask("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" })) as Remote<"result">;
  const all = (await ask("Runtime.queryObjects", { prototypeObjectId: memory.result.objectId })) as Remote<"objects">;
  const sum = (await ask("Runtime.callFunctionOn", {
    objectId: all.objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  })) as { result: { value: number } };
  return sum.result.value;
}

type Remote<Name extends string> = Record<Name, { objectId: string }>;

/** How to ask the workers of a page, which Playwright gives no session for. */
async function workersOf(devtools: CDPSession): Promise<Ask[]> {
  const asks: Ask[] = [];
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  let number = 0;
  const asker = (sessionId: string): Ask => {
    return async (method, params) => {
      number += 1;
      const id = number;
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      const message = JSON.stringify({ id, method, params });
      await devtools.send("Target.sendMessageToTarget", { sessionId, message });
      return answer;
    };
  };
  devtools.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") asks.push(asker(sessionId));
  });
  devtools.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result, error } = JSON.parse(message) as { id?: number; result?: unknown; error?: { message: string } };
    const asked = id === undefined ? undefined : waiting.get(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  });
  // Tells of those that are there already, before it answers.
  await devtools.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return asks;
}
