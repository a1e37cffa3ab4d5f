import { Counter, Gauge, type Registry } from 'prom-client'
import type { BundleReader } from '../../ports/bundles.ts'

/** How a reader was answered that asked for its bundle: with one, or that it has the newest. */
export type BundleAnswer = 'sent' | 'unchanged'

/** Counts what readers are answered, and says when: one that has stopped asking judges by what it had. */
export function measureBundles(registry: Registry): (reader: BundleReader, how: BundleAnswer, at: Date) => void {
  const answers = new Counter({
    name: 'daypass_bundle_answers_total',
    help: 'Bundles that readers asked for, by whether they got one or had it.',
    labelNames: ['repository', 'reader', 'answer'],
    registers: [registry],
  })
  const last = new Gauge({
    name: 'daypass_bundle_last_answer_timestamp_seconds',
    help: 'When the reader was answered last, in seconds since 1970.',
    labelNames: ['repository', 'reader'],
    registers: [registry],
  })
  return ({ repository, name: reader }, answer, at) => {
    answers.inc({ repository, reader, answer })
    last.set({ repository, reader }, at.getTime() / 1000)
  }
}
