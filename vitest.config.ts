import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A golden file that is missing is a failure, here as in CI; `vitest run -u` writes it.
    update: 'none',
    // On two cores vitest would take one; half of the time goes into waiting for servers.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
