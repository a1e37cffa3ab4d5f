import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from 'hono'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../../../src/http/metrics.ts'

const file = (path: string): string => readFileSync(join(import.meta.dirname, '../../../deploy', path), 'utf8')

/** The names of all that is served, with what a histogram is made of. */
async function served(): Promise<Set<string>> {
  const none = { liveGrants: 0, endingGrants: 0, overdueEnds: 0, undelivered: 0, inboxWaiting: 0, lockdowns: 0 }
  const { showMetrics } = createMetrics(async () => ({
    ...none,
    stranded: [],
    trails: [],
    drills: [],
    governances: [],
    noticesWaiting: 0,
  }))
  const text = await new Promise<string>((resolve) => {
    void showMetrics({ body: resolve } as unknown as Context)
  })
  return new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name, type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [String(name)],
    ),
  )
}

const named = (expressions: readonly string[]): string[] => [
  ...new Set(expressions.flatMap((text) => text.match(/\b(?:daypass|process|nodejs)_\w+/g) ?? [])),
]

test.each([
  [
    'the rules of Prometheus',
    () => {
      type Rules = { groups: { rules: { expr: string }[] }[] }
      return (parse(file('prometheus/daypass.rules.yml')) as Rules).groups.flatMap(({ rules }) => rules)
    },
  ],
  [
    'the dashboard of Grafana',
    () => {
      type Dashboard = { panels: { targets: { expr: string }[] }[] }
      return (JSON.parse(file('grafana/daypass.json')) as Dashboard).panels.flatMap(({ targets }) => targets)
    },
  ],
])('%s ask for metrics that are served', async (_, expressions) => {
  const asked = named(expressions().map(({ expr }) => expr))
  const there = await served()
  expect(asked.length).toBeGreaterThan(8)
  expect(asked.filter((name) => !there.has(name))).toEqual([])
})

test('each rule says what has happened and what to do now, and has a test', () => {
  type Rule = { alert: string; labels: { severity: string }; annotations: { summary: string; action: string } }
  const { groups } = parse(file('prometheus/daypass.rules.yml')) as { groups: { rules: Rule[] }[] }
  const tried = file('prometheus/daypass.rules.test.yml')
  for (const { alert, labels, annotations } of groups.flatMap(({ rules }) => rules)) {
    expect(['page', 'ticket']).toContain(labels.severity)
    expect(annotations.summary, alert).toMatch(/\.$/)
    expect(annotations.action, alert).toMatch(/\.$/)
    expect(tried).toMatch(new RegExp(`alertname: ${alert}\\n\\s+exp_alerts:`))
  }
})
