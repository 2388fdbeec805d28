// Whether the library is open at all.

import { expect, test } from "../fixtures";

test("the server is well", async ({ request }) => {
  const answer = await request.get("/healthz");
  expect(answer.status()).toBe(200);
});

test("the catalogue is served as OPDS 2.0", async ({ request }) => {
  const answer = await request.get("/opds");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toContain("application/opds+json");
  const feed = await answer.json();
  expect(feed.metadata.title).toBeTruthy();
  expect(feed.links.map((link: { rel: string }) => link.rel)).toContain("self");
});

test("the home page opens with a heading and without a fault", async ({ page }) => {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toBeVisible();
  expect(faults).toEqual([]);
});
