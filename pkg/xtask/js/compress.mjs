// Writes a .br (quality 11) and a .gz (level 9) beside each text or wasm file of 512 bytes and more
// in the folder it is run in.
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const KINDS = /\.(html|js|mjs|css|wasm|svg|json|webmanifest|ftl|txt|xml|xhtml)$/;
const SMALLEST = 512;

async function compress(file) {
  const bytes = await readFile(file);
  if (bytes.length < SMALLEST) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  if (br.length < bytes.length) await writeFile(`${file}.br`, br);
  if (gz.length < bytes.length) await writeFile(`${file}.gz`, gz);
}

const names = (await readdir(".", { recursive: true })).filter((name) => KINDS.test(name)).sort();
const files = [];
for (const name of names) if ((await stat(join(".", name))).isFile()) files.push(name);
await Promise.all(files.map(compress));
