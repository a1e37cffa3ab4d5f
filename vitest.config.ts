import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    // A golden file that is missing is a failure, here as in CI; `vitest run -u` writes it.
    update: 'none',
    // On two cores vitest would take one; half of the time goes into waiting for servers.
    maxWorkers: 3,
    // On a busy machine everything comes late: patience costs nothing where all is well.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
