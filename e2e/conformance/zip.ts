// ZIP archives, as far as the judges need them: to read a book's parts, and to make a variant of a book.

import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** One file in an archive; `raw` is as it is stored. */
export interface Entry {
  name: string;
  method: number;
  raw: Buffer;
  size: number;
  crc: number;
}

const STORED = 0;
const DEFLATED = 8;
const FLAG_UTF8 = 0x0800;

/** The files of an archive, in the order of its directory. */
export function readZip(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw new Error("no ZIP directory");
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    entries.push({
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      raw: bytes.subarray(start, start + bytes.readUInt32LE(at + 20)),
      size: bytes.readUInt32LE(at + 24),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** What a file holds. */
export function contents(entry: Entry): Buffer {
  if (entry.method === STORED) return entry.raw;
  if (entry.method === DEFLATED) return inflateRawSync(entry.raw);
  throw new Error(`${entry.name}: compressed by method ${entry.method}`);
}

/** A file with other contents. */
export function deflated(name: string, data: Buffer): Entry {
  return { name, method: DEFLATED, raw: deflateRawSync(data), size: data.length, crc: crc32(data) };
}

/** An archive of these files. */
export function writeZip(entries: Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, "utf8");
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(FLAG_UTF8, 2);
    fields.writeUInt16LE(entry.method, 4);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(entry.crc, 10);
    fields.writeUInt32LE(entry.raw.length, 14);
    fields.writeUInt32LE(entry.size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, name, entry.raw]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 0]);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), made, fields, tail, name]));
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}
