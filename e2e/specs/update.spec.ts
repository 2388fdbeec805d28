// The app on the device: a newer build of it, and its place among other apps.

import { SMALL, expect, test } from "../fixtures/tunnel";
import { audit } from "../pages/audit";

test("a new build waits until the reader agrees, and one that is not whole is none", async ({ tunnel }) => {
  const { device, wire } = await tunnel({ books: [SMALL] });
  const { app, page } = device;
  const shells = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("shell-")));
  await app.visit(wire.url);
  await app.keptForLater();
  const [old] = await shells();
  // A build of which one file does not arrive.
  wire.weather = { build: "broken", missing: "/icons/ui.svg" };
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const failed = new Promise((resolve) =>
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker?.addEventListener("statechange", () => worker.state === "redundant" && resolve(undefined));
      }),
    );
    await registration.update().catch(() => undefined);
    await failed;
  });
  await expect.poll(shells).toEqual([old]);
  await expect(page.getByText(device.say("update-ready"))).toHaveCount(0);
  wire.weather = { build: "next" };
  await page.evaluate(() => ((window as unknown as { stayed: boolean }).stayed = true));
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect(page.getByText(device.say("update-ready"))).toBeVisible();
  expect((await shells()).sort()).toEqual([old, "shell-next"].sort());
  // The page is left alone until then.
  expect(await page.evaluate(() => (window as unknown as { stayed?: boolean }).stayed)).toBe(true);
  await page.getByRole("button", { name: device.say("update-action") }).click();
  await expect.poll(() => page.evaluate(() => (window as unknown as { stayed?: boolean }).stayed).catch(() => true)).toBe(undefined);
  await app.ready();
  expect(await shells()).toEqual(["shell-next"]);
});

test("where the browser can install the app, it is offered among the reader's own things", async ({ app, say, page }) => {
  await app.visit("/you");
  await expect(page.getByText(say("you-install"))).toHaveCount(0);
  // What Chromium itself says only to people who have stayed for a while.
  await page.evaluate(() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    Object.assign(offer, { prompt: () => void ((window as unknown as { asked: boolean }).asked = true) });
    window.dispatchEvent(offer);
  });
  await expect(page.getByText(say("you-install"))).toBeVisible();
  await audit(page, "you, with the offer to install");
  await page.getByRole("button", { name: say("you-install-action") }).click();
  expect(await page.evaluate(() => (window as unknown as { asked?: boolean }).asked)).toBe(true);
  await expect(page.getByText(say("you-install"))).toHaveCount(0);
});
