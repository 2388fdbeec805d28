// Every case of the suite, opened in the product's own reader and judged by what it shows.
//
// A test here never fails because a case does: the verdict is kept with the test, and `report.ts` writes
// all of them down. A test fails only where the judge itself could not do its work.

import { type BrowserContext, test as base } from "@playwright/test";

import { judges } from "./judges/index";
import { readCases } from "./library";
import { Reader } from "./reader";
import { VERDICT } from "./report";
import { NotAsked, Unmet, type Verdict } from "./verdict";

const test = base.extend<object, { patron: BrowserContext }>({
  // One browser profile for many books, as a reader has; warmed up, so that books are served the usual way.
  patron: [
    async ({ browser }, use) => {
      const patron = await browser.newContext({
        locale: "en-US",
        viewport: { width: 1280, height: 800 },
        reducedMotion: "reduce",
        colorScheme: "light",
        serviceWorkers: process.env.CONFORMANCE_WITHOUT_WORKER ? "block" : "allow",
      });
      const page = await patron.newPage();
      await page.goto(`${process.env.CONFORMANCE_BASE}/`);
      if (!process.env.CONFORMANCE_WITHOUT_WORKER) {
        await page.waitForFunction(() => navigator.serviceWorker.controller, undefined, { timeout: 30_000 });
      }
      await page.close();
      await use(patron);
      await patron.close();
    },
    { scope: "worker" },
  ],
});

for (const { id } of readCases()) {
  test(id, async ({ patron }, info) => {
    const page = await patron.newPage();
    const ids = JSON.parse(process.env.CONFORMANCE_IDS ?? "{}") as Record<string, string>;
    const reader = new Reader(page, process.env.CONFORMANCE_BASE ?? "", ids, id);
    const verdict: Verdict = { case: id, result: "passed", detail: "" };
    try {
      const judge = judges[id];
      if (!judge) throw new Unmet("no judge knows this case");
      verdict.detail = await judge(reader);
    } catch (error) {
      verdict.result = error instanceof NotAsked ? "skipped" : "failed";
      verdict.detail = said(error);
      if (verdict.result === "failed" && process.env.CONFORMANCE_ARTIFACTS) {
        await page.screenshot({ path: info.outputPath("page.png") }).catch(() => undefined);
      }
    }
    info.annotations.push({ type: VERDICT, description: JSON.stringify(verdict) });
    await page.close();
  });
}

function said(error: unknown): string {
  if (error instanceof Unmet || error instanceof NotAsked) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  // eslint-disable-next-line no-control-regex
  return `the judge could not finish: ${message.replace(/\x1b\[[0-9;]*m/g, "").split("\n")[0]}`;
}
