import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** `npm run test:fuzz` gives the seed of its run. */
const fuzz = process.env.DAYPASS_FUZZ

/** Those that wait longest first, so that none is left alone at the end. */
const order = [
  ...['crash', 'review-faults', 'deliveries', 'ends-deployment'].map((name) => `/test/e2e/${name}.test.ts`),
  '/test/e2e/',
  '/test/integration/',
  '/test/contract/',
  '/test/architecture/expressions.test.ts',
]

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = order.findIndex((folder) => moduleId.includes(folder))
      return place < 0 ? order.length : place
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // `npm run test:targets` runs these.
    exclude: [...configDefaults.exclude, 'test/targets/**'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: ['test/properties.ts'],
    tags: [{ name: 'linear', description: 'a text so long that work which is not linear takes minutes' }],
    // `npm test` tries the same examples every time, on every machine: what it says is about the change, not about the day.
    provide: { properties: { seed: fuzz === undefined ? 20_261_121 : Number(fuzz), fuzz: fuzz !== undefined } },
    // A golden file that is missing is a failure, here as in CI; `vitest run -u` writes it.
    update: 'none',
    // On two cores vitest would take one; half of the time goes into waiting for servers.
    maxWorkers: 3,
    // Files share a process, and what they import is loaded once: half of the CPU time of unit tests went into loading it again.
    isolate: false,
    // V8 may free WebAssembly code twice where many embedded databases come and go in one process, and then ends it with SIGTRAP
    // (https://github.com/nodejs/node/issues/64500). What is never freed is not freed twice.
    execArgv: ['--no-wasm-code-gc'],
    sequence: { sequencer: SlowestFirst },
    // On a busy machine everything comes late: patience costs nothing where all is well.
    testTimeout: fuzz === undefined ? 300_000 : 900_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
