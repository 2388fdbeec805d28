// Crawls a server from /opds and holds everything it gives out against the schemas.
// Arguments: the server's address, the folder with opds/schema and rwpm/schema, the file for the results.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const [server, data, out] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "package.json"));
const Ajv = require("ajv").default;
const addFormats = require("ajv-formats").default;

const MOST = 1000;
const QUERIES = ["the", "灯塔", "é", "no such book", "\"'<>&%"];
const FEED = "https://drafts.opds.io/schema/feed.schema.json";
const PUBLICATION = "https://drafts.opds.io/schema/publication.schema.json";

const results = [];
const judge = (name, faults) =>
  results.push({ case: name, result: faults.length ? "failed" : "passed", detail: faults.join("; ") });

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
// Formats that ajv-formats does not know; what is written must still be a sane text.
ajv.addFormat("iri", /^\S+$/);
ajv.addFormat("iri-reference", /^\S*$/);

async function load() {
  const ids = new Map();
  for (const folder of ["opds/schema", "rwpm/schema"]) {
    const names = await readdir(join(data, folder), { recursive: true }).catch(() => []);
    for (const name of names.filter((name) => name.endsWith(".schema.json")).sort()) {
      try {
        const schema = JSON.parse(await readFile(join(data, folder, name), "utf8"));
        ajv.addSchema(schema);
        ids.set(`${folder}/${name}`, schema.$id);
      } catch (error) {
        judge(`${folder}/${name}`, [error.message]);
      }
    }
  }
  for (const [name, id] of ids) {
    try {
      judge(name, ajv.getSchema(id) ? [] : ["the schema cannot be compiled"]);
    } catch (error) {
      judge(name, [error.message]);
    }
  }
}

function against(id, document) {
  const validate = ajv.getSchema(id);
  if (!validate) return [`no schema ${id}`];
  if (validate(document)) return [];
  return validate.errors.map((error) => `${error.instancePath || "/"} ${error.message}`);
}

/** Whatever looks like a link, anywhere in a document. */
function* links(value) {
  if (Array.isArray(value)) for (const one of value) yield* links(one);
  else if (value && typeof value === "object") {
    if (typeof value.href === "string" && typeof value.type === "string") yield value;
    for (const one of Object.values(value)) yield* links(one);
  }
}

/** The addresses of a link; a template is filled in with each query. */
function addresses(link, base) {
  if (!link.templated) return [new URL(link.href, base).href];
  return QUERIES.map((query) => {
    const filled = link.href.replace(/\{([?&])([^}]*)\}/g, (_, mark, names) => {
      const name = names.split(",").find((name) => /^(query|q|search)/.test(name)) ?? names.split(",")[0];
      return `${mark}${name}=${encodeURIComponent(query)}`;
    });
    return new URL(filled.replace(/\{[^}]*\}/g, ""), base).href;
  });
}

async function crawl() {
  const next = [`${server}/opds`];
  const seen = new Set(next);
  while (next.length && seen.size < MOST) {
    const url = next.shift();
    const name = url.slice(server.length);
    let document;
    let type = "";
    try {
      const answer = await fetch(url);
      type = (answer.headers.get("content-type") ?? "").split(";")[0].trim();
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      document = await answer.json();
    } catch (error) {
      judge(name, [error.message]);
      continue;
    }
    if (type === "application/opds+json") judge(name, against(FEED, document));
    else if (type === "application/opds-publication+json") judge(name, against(PUBLICATION, document));
    else judge(name, [`the type is ${type || "not said"}`]);
    for (const link of links(document)) {
      const kind = link.type.split(";")[0].trim();
      if (kind !== "application/opds+json" && kind !== "application/opds-publication+json") continue;
      for (const address of addresses(link, url)) {
        if (address.startsWith(`${server}/`) && !seen.has(address)) {
          seen.add(address);
          next.push(address);
        }
      }
    }
  }
}

/** The server takes in its books after it opens: until their number stays the same. */
async function shelved() {
  let before = -1;
  for (let look = 0; look < 150; look += 1) {
    const text = await fetch(`${server}/opds`).then((answer) => answer.text(), () => "");
    const now = text.includes('"publications"') ? text.length : 0;
    if (now > 0 && now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

await load();
await shelved();
await crawl();
await writeFile(out, `${JSON.stringify(results, null, 1)}\n`);
