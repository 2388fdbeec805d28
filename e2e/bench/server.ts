// The pages of the two peers, their packages and the books, on a free port of this machine.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

import type { Book } from "./book";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".epub": "application/epub+zip",
};

/** Addresses begin with one of these; what follows is a path in the folder. */
const FOLDERS: Record<string, string> = {
  pages: fileURLToPath(new URL("pages", import.meta.url)),
  npm: fileURLToPath(new URL("../node_modules", import.meta.url)),
};

export class PeerServer {
  /** Where it listens, as `http://127.0.0.1:port`. */
  url = "";
  private server: Server | undefined;

  constructor(private readonly books: Book[]) {}

  async start(): Promise<void> {
    const server = createServer((request, response) => this.answer(request.url ?? "/", response));
    this.server = server;
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Where a book's bytes are. */
  addressOf(book: Book): string {
    return `/books/${this.books.indexOf(book)}.epub`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }

  private answer(address: string, response: ServerResponse): void {
    const file = this.fileOf(decodeURIComponent(new URL(address, "http://peer").pathname));
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-length": statSync(file).size, "cache-control": "max-age=3600" });
    createReadStream(file).pipe(response);
  }

  private fileOf(path: string): string | undefined {
    const book = /^\/books\/(\d+)\.epub$/.exec(path);
    if (book) return this.books[Number(book[1])]?.file;
    const [, top, ...rest] = path.split("/");
    const folder = FOLDERS[top];
    const file = folder && join(folder, ...rest);
    return file?.startsWith(folder + sep) ? file : undefined;
  }
}
