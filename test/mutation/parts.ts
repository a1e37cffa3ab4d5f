/** A part of the product whose lines are changed one at a time, to see whether a test notices. */
export type Part = {
  name: string
  /** Globs of the files that are changed; one that begins with `!` takes out. */
  files: readonly string[]
  /**
   * Globs of the tests that are asked, of which those run that reach the changed line. Whether work is linear is asked by none of them,
   * nor are whole lives lived: lines that count how often they are passed are too slow for that.
   */
  tests: readonly string[]
  /** The share of mutants, in percent, that has to be noticed. */
  goal: number
  /** Only so many as `--sample` says are tried, drawn by `--seed`. */
  sampled: boolean
}

const kernel = (name: string, folder: string, tests: readonly string[]): Part => ({
  name,
  files: [`src/${folder}/**/*.ts`],
  tests,
  goal: 95,
  sampled: false,
})

/** Where a mistake lets somebody in, and all else that decides, renders or reads. */
export const parts: readonly Part[] = [
  kernel('votes', 'core/review', [
    'test/unit/core/{review,lifecycle}/**/*.test.ts',
    'test/unit/reconcile/request/{apply,observe}/**/*.test.ts',
  ]),
  kernel('sealing', 'sealing', ['test/unit/sealing/**/*.test.ts', 'test/unit/cli/open/**/*.test.ts']),
  kernel('signing', 'signing', [
    'test/unit/signing/**/*.test.ts',
    'test/unit/cli/**/*.test.ts',
    'test/unit/connectors/**/*.test.ts',
  ]),
  kernel('door', 'ingress', ['test/unit/ingress/**/*.test.ts', 'test/integration/door.test.ts']),
  kernel('verify', 'verify', ['test/unit/verify/**/*.test.ts', 'test/unit/http/oauth.test.ts']),
  {
    name: 'core',
    files: ['src/core/**/*.ts', '!src/core/review/**/*.ts'],
    tests: [
      'test/unit/{core,policy,sealing,signing}/**/*.test.ts',
      'test/unit/reconcile/request/{apply,observe}/**/*.test.ts',
    ],
    goal: 85,
    sampled: true,
  },
]
