// The two figures that stand for many. Plain JavaScript, so that node's own runner can test it without any package.

/**
 * The value below which a share of the values lies, between two of them in proportion.
 *
 * @param {readonly number[]} values at least one
 * @param {number} share from 0 to 1
 * @returns {number}
 */
export function quantile(values, share) {
  if (values.length === 0) throw new RangeError("nothing was measured");
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/**
 * @param {readonly number[]} values at least one
 * @returns {number}
 */
export const median = (values) => quantile(values, 0.5);

/**
 * @param {readonly number[]} values at least one
 * @returns {number}
 */
export const p90 = (values) => quantile(values, 0.9);
