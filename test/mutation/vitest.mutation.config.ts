import { defineConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/**
 * How tests run on changed lines (`npm run mutate`). There is no empty store: making one takes seconds, and a test that needs a database
 * is too slow to be asked a thousand times. Which tests are asked is said by `run-stryker.ts`.
 */
const { globalSetup: _empty, execArgv: _flags, sequence: _order, ...test } = base.test ?? {}

export default defineConfig({
  ...base,
  root: process.cwd(),
  test: { ...test, include: JSON.parse(process.env.DAYPASS_MUTATE_TESTS ?? '[]'), testTimeout: 60_000 },
})
