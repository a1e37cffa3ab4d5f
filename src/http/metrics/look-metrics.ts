import { Counter, Histogram, type Registry } from 'prom-client'
import type { LookFailure } from '../../core/error.ts'
import { failureClasses } from '../../core/error-codes.ts'
import type { LookEnd } from '../../ports/looks.ts'

/** Looks at requests, and at what is shown of them. */
export type LookLane = 'request' | 'display' | 'proposal' | 'governance' | 'notice'

const lanes: readonly LookLane[] = ['request', 'display', 'proposal', 'governance', 'notice']
const outcomes: readonly LookEnd['outcome'][] = ['done', 'again', 'busy', 'fenced', 'failed']
const failures = [...Object.keys(failureClasses), 'unforeseen'] as LookFailure[]

/** Counts and times looks. Every series is there from the start, so that the first of its kind shows as an increase. */
export function measureLooks(registry: Registry): (lane: LookLane, end: LookEnd, seconds: number) => void {
  const registers = [registry]
  const looks = new Histogram({
    name: 'daypass_look_duration_seconds',
    help: 'How long looks took, by how they ended.',
    labelNames: ['lane', 'outcome'],
    buckets: [0.01, 0.05, 0.25, 1, 5, 15, 60, 300],
    registers,
  })
  const failed = new Counter({
    name: 'daypass_look_failures_total',
    help: 'Looks that an error stopped, by what it means.',
    labelNames: ['lane', 'failure'],
    registers,
  })
  for (const lane of lanes) {
    for (const outcome of outcomes) looks.zero({ lane, outcome })
    for (const failure of failures) failed.inc({ lane, failure }, 0)
  }
  return (lane, end, seconds) => {
    looks.observe({ lane, outcome: end.outcome }, seconds)
    if (end.outcome === 'failed') failed.inc({ lane, failure: end.failure })
  }
}
