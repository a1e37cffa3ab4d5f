/**
 * Options of a test whose text is so long that work which is not linear takes minutes. What is linear takes milliseconds, so
 * that no machine is too slow for it. The limit is vitest's own: no such test measures a time or asserts one.
 * `npm run mutate` leaves them out.
 */
export const linear = { timeout: 20_000, tags: ['linear'] }
