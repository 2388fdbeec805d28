// The journeys through real servers of others, which `cargo xtask servers --journeys` starts and names in YUELI_SERVERS (a
// JSON list of {name, start, login, password, words}). They are no part of the usual run: the servers are fetched.

import { defineConfig } from "@playwright/test";

import journeys from "./playwright.config";

export default defineConfig({
  ...journeys,
  testDir: "./servers",
  outputDir: "./test-results/servers",
  fullyParallel: false,
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
});
