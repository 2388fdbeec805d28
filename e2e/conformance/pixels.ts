// What is really painted: screenshots, pixel by pixel.

import { inflateSync } from "node:zlib";

/** Red, green, blue. */
export type Colour = [number, number, number];

/** A painted rectangle. */
export class Picture {
  constructor(
    readonly width: number,
    readonly height: number,
    private readonly data: Buffer,
    private readonly channels: number,
  ) {}

  /** The colour of a pixel. */
  at(x: number, y: number): Colour {
    const column = Math.min(this.width - 1, Math.max(0, Math.round(x)));
    const row = Math.min(this.height - 1, Math.max(0, Math.round(y)));
    const start = (row * this.width + column) * this.channels;
    return [this.data[start], this.data[start + 1], this.data[start + 2]];
  }

  /** The share of pixels, from 0 to 1, for which `is` holds, in a part of the picture. */
  share(is: (colour: Colour) => boolean, left = 0, top = 0, right = this.width, bottom = this.height): number {
    let [hits, all] = [0, 0];
    for (let y = Math.ceil(top); y < Math.floor(bottom); y += 1) {
      for (let x = Math.ceil(left); x < Math.floor(right); x += 1) {
        all += 1;
        if (is(this.at(x, y))) hits += 1;
      }
    }
    return all === 0 ? 0 : hits / all;
  }
}

export const isRed = ([red, green, blue]: Colour) => red > 200 && green < 60 && blue < 60;
export const isGreen = ([red, green, blue]: Colour) => green > red + 25 && green > blue + 25;
export const isDark = ([red, green, blue]: Colour) => red + green + blue < 3 * 110;

/** Reads a PNG as screenshots are: eight bits, no interlace. */
export function readPng(bytes: Buffer): Picture {
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = { 2: 3, 6: 4 }[bytes[25]];
  if (bytes[24] !== 8 || channels === undefined || bytes[28] !== 0) throw new Error("not such a PNG");
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const packed = inflateSync(Buffer.concat(parts));
  const line = width * channels;
  const data = Buffer.alloc(line * height);
  for (let row = 0; row < height; row += 1) {
    const filter = packed[row * (line + 1)];
    for (let index = 0; index < line; index += 1) {
      const value = packed[row * (line + 1) + 1 + index];
      const left = index >= channels ? data[row * line + index - channels] : 0;
      const up = row > 0 ? data[(row - 1) * line + index] : 0;
      const corner = row > 0 && index >= channels ? data[(row - 1) * line + index - channels] : 0;
      data[row * line + index] = value + predicted(filter, left, up, corner);
    }
  }
  return new Picture(width, height, data, channels);
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [toLeft, toUp, toCorner] = [guess - left, guess - up, guess - corner].map(Math.abs);
      if (toLeft <= toUp && toLeft <= toCorner) return left;
      return toUp <= toCorner ? up : corner;
    }
    default:
      return 0;
  }
}
