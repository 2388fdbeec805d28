// Lighthouse on home, as a phone with a slow network sees it. See lighthouse/run.mjs for what is asked.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect, test } from "../fixtures/test";

const RUN = fileURLToPath(new URL("../lighthouse/run.mjs", import.meta.url));

test("Lighthouse is content with home", async ({ gateway, isMobile }) => {
  test.skip(!isMobile, "it makes a phone of its own");
  test.setTimeout(180_000);
  const ran = await promisify(execFile)(process.execPath, [RUN, gateway.url], { env: process.env }).then(
    ({ stdout }) => ({ said: stdout, failed: false }),
    (error: { stdout?: string; stderr?: string }) => ({ said: `${error.stdout ?? ""}${error.stderr ?? ""}`, failed: true }),
  );
  console.log(ran.said);
  expect(ran.failed, ran.said).toBe(false);
});
