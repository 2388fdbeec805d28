// foliate-js (MIT), by John Factotum and others. What it does in its page: pages/foliate.js.

import { Peer } from "./peer";

export class Foliate extends Peer {
  readonly name = "foliate-js";
  protected readonly harness = "foliate.html";
  protected readonly npm = "foliate-js";
}
