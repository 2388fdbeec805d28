// The figures of the benchmark: see e2e/bench/stats.mjs.
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { median, p90, quantile } from "../bench/stats.mjs";

describe("the median", () => {
  it("is the middle one, whatever the order", () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([7]), 7);
  });

  it("of an even number is halfway between the two in the middle", () => {
    assert.equal(median([4, 1, 3, 2]), 2.5);
  });

  it("compares numbers as numbers", () => {
    assert.equal(median([100, 20, 3]), 20);
  });

  it("does not sort what it was given", () => {
    const values = [3, 1, 2];
    median(values);
    assert.deepEqual(values, [3, 1, 2]);
  });

  it("is not shaken by one that is far off", () => {
    assert.equal(median([10, 11, 12, 13, 9000]), 12);
  });
});

describe("the 90th percentile", () => {
  it("lies between two values in proportion", () => {
    assert.equal(p90([0, 10]), 9);
    assert.equal(p90([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), 10);
  });

  it("of one value is that value", () => {
    assert.equal(p90([42]), 42);
  });
});

describe("a quantile", () => {
  it("goes from the smallest to the largest", () => {
    assert.equal(quantile([5, 1, 3], 0), 1);
    assert.equal(quantile([5, 1, 3], 1), 5);
    assert.equal(quantile([5, 1, 3], 2), 5);
  });

  it("of nothing is a mistake", () => {
    assert.throws(() => quantile([], 0.5), RangeError);
  });
});
