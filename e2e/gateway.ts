// The real server, on a free port and with a data folder of its own. It can be stopped and started again on the
// same port, as tests of the offline shell need (a browser's offline switch does not reach service workers).

import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the tests by \`cargo xtask test --only e2e\``);
  return value;
}

/**
 * A port that nobody listens on, and that stays free while the server is away: the system gives those from 32768 on to
 * whoever calls another server, and one of those may be what the server would come back to. Browsers refuse some up to 10080.
 */
async function freePort(): Promise<number> {
  for (let look = 0; look < 100; look += 1) {
    const port = 11_000 + Math.floor(Math.random() * 20_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (free) return port;
  }
  throw new Error("no port is free");
}

export class Gateway {
  /** Where it listens, as `http://127.0.0.1:port`. */
  url = "";
  /** What it logged, for messages. */
  log = "";
  private child: ChildProcess | undefined;
  private readonly data = mkdtempSync(join(tmpdir(), "yueli-e2e-"));

  /** By default it serves the demonstration shelf. `more` are further words of its command line, `env` variables of its own. */
  constructor(
    private readonly books: string = needed("YUELI_DEMO"),
    private readonly more: string[] = [],
    private readonly env: Record<string, string> = {},
  ) {}

  async start(): Promise<void> {
    const listen = this.url ? new URL(this.url).host : `127.0.0.1:${await freePort()}`;
    const args = ["--books", this.books, "--web", needed("YUELI_DIST"), "--data", this.data, "--listen", listen, ...this.more];
    const child = spawn(needed("YUELI_GATEWAY"), args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...this.env } });
    this.child = child;
    child.stderr.on("data", (text) => (this.log += text));
    this.url = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      // Closed is later than ended: by then all that it said is here.
      child.once("close", (code) => reject(new Error(`the server stopped (${code}):\n${this.log}`)));
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
    return execFileSync(program, ["--books", this.books, "--data", this.data, ...this.more, ...args], { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...this.env } });
  }

  /** The same without holding up what else this process does: servers of the test have to answer meanwhile. */
  async does(args: string[]): Promise<string> {
    const whole = ["--books", this.books, "--data", this.data, ...this.more, ...args];
    const { stdout } = await promisify(execFile)(needed("YUELI_GATEWAY"), whole, { env: { ...process.env, ...this.env } });
    return stdout;
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
