import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** `npm run test:targets`: what needs another program to run against, and is not about each change: servers, run times, browsers. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/targets/**/*.test.ts'], exclude: [] },
})
