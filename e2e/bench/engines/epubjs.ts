// epub.js (BSD-2-Clause), by Fred Chasen and others. What it does in its page: pages/epubjs.js.

import { Peer } from "./peer";

export class EpubJs extends Peer {
  readonly name = "epub.js";
  protected readonly harness = "epubjs.html";
  protected readonly npm = "epubjs";
}
