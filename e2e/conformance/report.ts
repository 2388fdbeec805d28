// Collects the verdicts, writes the result file, prints the score.

import { writeFileSync } from "node:fs";

import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

import { readCases } from "./library";
import type { Verdict } from "./verdict";

/** Under this type a test carries its verdict. */
export const VERDICT = "verdict";

export default class Score implements Reporter {
  private readonly verdicts = new Map<string, Verdict>();
  private readonly begun = Date.now();
  private selected = new Set<string>();

  onBegin(_config: unknown, suite: { allTests(): TestCase[] }): void {
    this.selected = new Set(suite.allTests().map((test) => test.title));
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const own = result.annotations.find((annotation) => annotation.type === VERDICT)?.description;
    const verdict: Verdict = own
      ? (JSON.parse(own) as Verdict)
      : { case: test.title, result: "failed", detail: `not judged: ${firstLine(result)}` };
    this.verdicts.set(test.title, verdict);
    const mark = { passed: "ok  ", failed: "FAIL", skipped: "skip" }[verdict.result];
    console.log(`${mark} ${verdict.case}: ${verdict.detail} (${result.duration} ms)`);
  }

  onError(error: { message?: string }): void {
    console.log(error.message ?? "the run failed");
  }

  onEnd(): void {
    const cases = readCases().filter(({ id }) => this.selected.has(id));
    const missing = (id: string): Verdict => ({ case: id, result: "failed", detail: "not judged" });
    const verdicts = cases.map(({ id }) => this.verdicts.get(id) ?? missing(id));
    const file = process.env.CONFORMANCE_OUT;
    if (file) writeFileSync(file, `${JSON.stringify(verdicts, null, 2)}\n`);
    const score = (level: string | undefined) => {
      const own = cases.flatMap((entry, index) => (!level || entry.level === level ? [verdicts[index]] : []));
      const count = (result: string) => own.filter((verdict) => verdict.result === result).length;
      return `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped, ${own.length} in all`;
    };
    console.log("");
    for (const level of ["must", "should", "deprecated"]) console.log(`${level.padEnd(11)}${score(level)}`);
    console.log(`${"all".padEnd(11)}${score(undefined)} (${Math.round((Date.now() - this.begun) / 1000)} s)`);
    const failing = verdicts.filter((verdict) => verdict.result === "failed");
    for (const { case: id, detail } of failing) console.log(`  failing: ${id}: ${detail}`);
  }

  printsToStdio(): boolean {
    return true;
  }
}

function firstLine(result: TestResult): string {
  const message = result.error?.message ?? result.status;
  // eslint-disable-next-line no-control-regex
  return message.replace(/\x1b\[[0-9;]*m/g, "").split("\n")[0];
}
