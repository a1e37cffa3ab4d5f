import { Registry } from 'prom-client'
import { describe, expect, test } from 'vitest'
import { failureClasses } from '../../../../src/core/error-codes.ts'
import { measureLooks } from '../../../../src/http/metrics/look-metrics.ts'
import type { LookEnd } from '../../../../src/ports/looks.ts'

/** The series of a metric and their values, without buckets. */
async function seriesOf(registry: Registry): Promise<Map<string, number>> {
  const lines = (await registry.metrics()).split('\n').filter((line) => /^daypass_/.test(line))
  return new Map(
    lines
      .filter((line) => !line.includes('_bucket'))
      .map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]),
  )
}

const ends: [LookEnd, string[]][] = [
  [{ outcome: 'done' }, []],
  [{ outcome: 'again' }, []],
  [{ outcome: 'busy' }, []],
  [{ outcome: 'fenced' }, []],
  [{ outcome: 'failed', failure: 'passing' }, ['passing']],
  [{ outcome: 'failed', failure: 'unforeseen' }, ['unforeseen']],
]

describe('looks are measured', () => {
  test.each(ends)('one that ends %j is counted and timed on its lane alone', async (end, failures) => {
    const registry = new Registry()
    measureLooks(registry)('display', end, 0.25)
    const grown = [...(await seriesOf(registry))].filter(([, value]) => value > 0)
    const labels = `{lane="display",outcome="${end.outcome}"}`
    expect(Object.fromEntries(grown)).toEqual({
      [`daypass_look_duration_seconds_sum${labels}`]: 0.25,
      [`daypass_look_duration_seconds_count${labels}`]: 1,
      ...Object.fromEntries(
        failures.map((failure) => [`daypass_look_failures_total{lane="display",failure="${failure}"}`, 1]),
      ),
    })
  })

  test('every series is there before the first look, and a look adds none', async () => {
    const registry = new Registry()
    const looked = measureLooks(registry)
    const before = [...(await seriesOf(registry)).keys()]
    expect(before.filter((name) => name.startsWith('daypass_look_duration_seconds_count'))).toHaveLength(5 * 5)
    const classes = [...Object.keys(failureClasses), 'unforeseen']
    expect(before.filter((name) => name.startsWith('daypass_look_failures_total'))).toEqual(
      ['request', 'display', 'proposal', 'governance', 'notice'].flatMap((lane) =>
        classes.map((failure) => `daypass_look_failures_total{lane="${lane}",failure="${failure}"}`),
      ),
    )
    for (const lane of ['request', 'display', 'proposal', 'governance', 'notice'] as const)
      for (const [end] of ends) looked(lane, end, 1)
    expect([...(await seriesOf(registry)).keys()].sort()).toEqual([...before].sort())
  })
})
