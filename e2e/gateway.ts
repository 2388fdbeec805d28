// The real server, on a free port and with a data folder of its own. It can be stopped and started again on the
// same port, as tests of the offline shell need (a browser's offline switch does not reach service workers).

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the tests by \`cargo xtask test --only e2e\``);
  return value;
}

export class Gateway {
  /** Where it listens, as `http://127.0.0.1:port`. */
  url = "";
  /** What it logged, for messages. */
  log = "";
  private child: ChildProcess | undefined;
  private readonly data = mkdtempSync(join(tmpdir(), "yueli-e2e-"));

  /** By default it serves the demonstration shelf. `more` are further words of its command line. */
  constructor(
    private readonly books: string = needed("YUELI_DEMO"),
    private readonly more: string[] = [],
  ) {}

  async start(): Promise<void> {
    const listen = this.url ? new URL(this.url).host : "127.0.0.1:0";
    const args = ["--books", this.books, "--web", needed("YUELI_DIST"), "--data", this.data, "--listen", listen, ...this.more];
    const child = spawn(needed("YUELI_GATEWAY"), args, { stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    child.stderr.on("data", (text) => (this.log += text));
    this.url = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the server stopped (${code}):\n${this.log}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const found = /listening on (http:\/\/\S+)/.exec(line);
        if (found) resolve(found[1]);
      });
    });
    await this.shelved();
  }

  /** Does one of a librarian's tasks on the command line, while the server runs; `input` is what is typed. */
  task(args: string[], input = ""): string {
    const program = needed("YUELI_GATEWAY");
    return execFileSync(program, ["--books", this.books, "--data", this.data, ...args], { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
  }

  /** Waits until it has looked through its folder, whatever it found there. */
  async shelved(): Promise<void> {
    for (let look = 0; look < 300; look += 1) {
      const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
      const health = answer ? ((await answer.json()) as { importing: boolean }) : { importing: true };
      if (!health.importing) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the server is still taking in books:\n${this.log}`);
  }

  /** Stops it as a person would, and waits until it is gone. */
  async stop(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const hard = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await gone;
    clearTimeout(hard);
    this.child = undefined;
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    this.child = undefined;
  }

  /** Stops it for good. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
