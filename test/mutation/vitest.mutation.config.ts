import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification, type TestUserConfig } from 'vitest/node'
import base from '../../vitest.config.ts'
import { nearestFirst } from './nearest-first.ts'

/** The first test that fails is the last one that runs: those that are about the changed file go first. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // Stryker names the changed file so.
    const [changed = ''] = this.ctx.config.related ?? []
    const order = nearestFirst(changed)
    return files.toSorted((a, b) => order(a.moduleId, b.moduleId))
  }
}

/**
 * How tests run on changed lines (`npm run mutate`). There is no empty store: making one takes seconds, and a test that needs a database
 * is too slow to be asked a thousand times. Nor is a text so long that only its length is the test: lines that count how often they
 * are passed take minutes for it. Which tests are asked is said by `run-stryker.ts`.
 */
const { globalSetup: _empty, execArgv: _flags, sequence: _order, ...test } = base.test ?? {}

const asked = {
  ...test,
  include: JSON.parse(process.env.DAYPASS_MUTATE_TESTS ?? '[]'),
  tagsFilter: ['!linear'],
  sequence: { sequencer: NearestFirst },
  testTimeout: 60_000,
} satisfies TestUserConfig

export default defineConfig({ ...base, root: process.cwd(), test: asked })
