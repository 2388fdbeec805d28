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

// What does not hold yet is named here and in docs/TESTING.md, and leaves this list when it does.
// YUELI_ALL=1 runs it all the same.
const all = Boolean(process.env.YUELI_ALL);
const notYet = [/letters of twice the size/, /nothing has to be dragged sideways/, /home offers to read on/, /the contents lead to chapters/, /known to those who listen/];

export default defineConfig({
  testDir: "./specs",
  outputDir: "./test-results",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  retries: 0,
  workers: 2,
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
      testMatch: all ? /.*/ : /(smoke|accessibility)\.spec\.ts/,
      grepInvert: all ? [] : notYet,
      use: { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    {
      name: "desktop",
      testIgnore: all ? [] : /(hostile|isolation|lighthouse)\.spec\.ts/,
      grepInvert: all ? [] : notYet,
      use: { viewport: { width: 1440, height: 900 } },
    },
  ],
});
