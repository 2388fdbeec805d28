// The W3C reading system tests, judged by what the reader shows. See conformance/cases.spec.ts.
// Environment: CASES (a folder with the .epub files and index.json), CONFORMANCE_OUT (the result file), CHROMIUM,
// YUELI_GATEWAY, YUELI_DIST; CONFORMANCE_ARTIFACTS keeps a picture of each failing case, and
// CONFORMANCE_WITHOUT_WORKER=1 judges the way books are shown where there is no service worker.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "./conformance",
  testMatch: "cases.spec.ts",
  outputDir: process.env.CONFORMANCE_ARTIFACTS ?? "test-results/conformance",
  globalSetup: "./conformance/library.ts",
  reporter: [["./conformance/report.ts"]],
  timeout: 180_000,
  workers: 2,
  fullyParallel: true,
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: ["--autoplay-policy=no-user-gesture-required", "--force-color-profile=srgb"],
    },
  },
});
