// The W3C reading system tests, judged by what the reader shows. See conformance/cases.spec.ts.
// Environment: CASES, CONFORMANCE_OUT, CHROMIUM, YUELI_GATEWAY, YUELI_DIST.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "./conformance",
  testMatch: "cases.spec.ts",
  outputDir: process.env.CONFORMANCE_ARTIFACTS ?? "test-results/conformance",
  globalSetup: "./conformance/library.ts",
  reporter: [["./conformance/report.ts"]],
  timeout: 90_000,
  workers: 2,
  fullyParallel: true,
  use: {
    browserName: "chromium",
    locale: "en-US",
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: ["--autoplay-policy=no-user-gesture-required", "--force-color-profile=srgb"],
    },
  },
});
