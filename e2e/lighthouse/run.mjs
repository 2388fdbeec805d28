// Lighthouse on one page, as a phone sees it: `node lighthouse/run.mjs URL`. CHROMIUM names the browser.
//
// Accessibility and best practices must be perfect. Performance is a measurement, and depends on what else the
// machine is doing: it is printed, with what was wanted, and fails nothing.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const WANTED = { accessibility: 100, "best-practices": 100, performance: 90 };
const LEAST = { accessibility: 100, "best-practices": 100, performance: 1 };

const url = process.argv[2];
if (!url) {
  console.error("usage: node lighthouse/run.mjs URL");
  process.exit(2);
}

const profile = mkdtempSync(join(tmpdir(), "yueli-lighthouse-"));
const chrome = await launch({
  chromePath: process.env.CHROMIUM,
  userDataDir: profile,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"],
});
let failed = false;
try {
  const result = await lighthouse(url, { port: chrome.port, onlyCategories: Object.keys(WANTED), logLevel: "error" });
  if (!result) throw new Error("Lighthouse gave no result");
  const { categories, audits } = result.lhr;
  for (const [name, wanted] of Object.entries(WANTED)) {
    const score = Math.round((categories[name].score ?? 0) * 100);
    const verdict = score >= wanted ? "as wanted" : score >= LEAST[name] ? `below the ${wanted} that we want` : "FAILED";
    failed ||= score < LEAST[name];
    console.log(`${name.padEnd(16)} ${String(score).padStart(3)}  ${verdict}`);
    if (score === 100) continue;
    for (const { id, weight } of categories[name].auditRefs) {
      const audit = audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 0.9) {
        console.log(`  ${id}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ""}`);
        for (const item of audit.details?.items?.slice(0, 5) ?? []) {
          const where = item.node?.snippet ?? item.url ?? item.description;
          if (where) console.log(`    ${String(where).slice(0, 200)}`);
        }
      }
    }
  }
} finally {
  chrome.kill();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
process.exit(failed ? 1 : 0);
