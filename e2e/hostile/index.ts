// All hostile books.

import { type Case, type Outside } from "./case";
import { containers } from "./containers";
import { documents } from "./documents";
import { markup } from "./markup";
import { reach } from "./reach";

export { type Case, type Outside, PRESS, TRACE, bytesOf } from "./case";

/** Every case, each of which would ask something of the outside, had it its way. */
export function cases(canary: string): Case[] {
  const outside = (where: string) => (what: string) => `${canary}/${where}/${what}`;
  const all = [...markup(outside("markup")), ...reach(outside("reach")), ...documents(outside("documents")), ...containers(outside("containers"))];
  const names = new Set(all.map((one) => one.name));
  if (names.size !== all.length) throw new Error("two hostile books have one name");
  return all;
}
