// The journeys, against the release build served by the real server. `cargo xtask test --only e2e` builds all
// that they need and sets the environment: YUELI_GATEWAY, YUELI_DIST, YUELI_DEMO, CHROMIUM.

import { defineConfig } from "@playwright/test";

export const chromium = {
  executablePath: process.env.CHROMIUM,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
  ],
};

export default defineConfig({
  testDir: "./specs",
  outputDir: "./test-results",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  retries: 0,
  // Journeys wait more than they work: more of them than cores.
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: chromium,
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "phone",
      use: { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    {
      name: "desktop",
      use: { viewport: { width: 1440, height: 900 } },
    },
  ],
});
