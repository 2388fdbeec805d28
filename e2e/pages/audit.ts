// What assistive technology would stumble over on a screen.

import axe from "axe-core";
import { type Page, expect } from "@playwright/test";

/** Every rule that axe has switched on by default, best practices among them, and the size of targets. */
export async function audit(page: Page, screen: string): Promise<void> {
  // A book's frame runs no script, so axe cannot run in it either (its promises never settle): axe runs in the page
  // alone, without the one rule that asks for answers from frames.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      iframes: false,
      resultTypes: ["violations"],
      rules: { "target-size": { enabled: true }, "frame-tested": { enabled: false } },
    }),
  );
  const said = violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 4).map((node) => `${id}: ${help}\n    ${node.target.join(" ")}\n    ${node.html.slice(0, 160)}\n    ${(node.failureSummary ?? "").split("\n").slice(1, 3).join(" ").trim()}`),
  );
  expect.soft(said, screen).toEqual([]);
}
