// The benchmark: Yueli and its peers side by side. See bench/run.ts. `cargo xtask bench` builds all that it needs and
// sets the environment: BENCH_BOOKS (a folder of EPUBs), BENCH_OUT (the result file), CHROMIUM, YUELI_GATEWAY,
// YUELI_DIST; BENCH_RUNS is how often each is run, BENCH_PICTURES keeps pictures of what was on show at the end of
// what was measured, and BENCH_ENGINES leaves engines out (`foliate-js,epub.js`).

import { defineConfig } from "@playwright/test";

import { chromium } from "./playwright.config";

export default defineConfig({
  testDir: "./bench",
  testMatch: "run.ts",
  outputDir: "./test-results/bench",
  reporter: [["dot"]],
  // As long as it takes: what hangs has a limit of its own.
  timeout: 0,
  workers: 1,
  use: { browserName: "chromium", launchOptions: chromium },
});
