// What a judge may find.

/** One line of the result. */
export interface Verdict {
  case: string;
  result: "passed" | "failed" | "skipped";
  detail: string;
}

/** One entry of the suite's own list. */
export interface Case {
  id: string;
  level: "must" | "should" | "deprecated";
  desc: string;
}

/** What must be seen was not. */
export class Unmet extends Error {}

/** The case asks nothing of this reader: its precondition does not hold. */
export class NotAsked extends Error {}

/** Fails the case where `holds` is not so. */
export function must(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new Unmet(otherwise);
}

/** Skips the case. */
export function notAsked(reason: string): never {
  throw new NotAsked(reason);
}

/** Two numbers that are the same but for rounding. */
export function near(one: number, other: number, within = 1.5): boolean {
  return Math.abs(one - other) <= within;
}

/** Words without the white space between them that layout may change. */
export function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Text short enough for a line of the result. */
export function short(text: string, length = 90): string {
  const words = plain(text);
  return words.length > length ? `${words.slice(0, length)}…` : words;
}
