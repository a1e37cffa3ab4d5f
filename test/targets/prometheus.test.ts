import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'

// Debian's promtool: apt-get install prometheus.
const promtool = (cwd: string, ...args: string[]): string =>
  execFileSync('promtool', args, { cwd, encoding: 'utf8', stdio: 'pipe' })

const rules = join(import.meta.dirname, '../../deploy/prometheus')

test('promtool takes the rules, and their tests pass', () => {
  expect(promtool(rules, 'check', 'rules', 'daypass.rules.yml')).toMatch(/SUCCESS: \d+ rules found/)
  expect(promtool(rules, 'test', 'rules', 'daypass.rules.test.yml')).toContain('SUCCESS')
})

test('promtool takes each expression of the dashboard', () => {
  type Dashboard = { panels: { targets: { expr: string }[] }[] }
  const { panels } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../deploy/grafana/daypass.json'), 'utf8'),
  ) as Dashboard
  const recorded = panels
    .flatMap(({ targets }) => targets)
    .map(({ expr }, index) => ({ record: `shown:number_${index}`, expr }))
  expect(recorded.length).toBeGreaterThan(10)
  const folder = mkdtempSync(join(tmpdir(), 'daypass-rules-'))
  try {
    writeFileSync(join(folder, 'dashboard.yml'), stringify({ groups: [{ name: 'dashboard', rules: recorded }] }))
    expect(promtool(folder, 'check', 'rules', 'dashboard.yml')).toContain(`SUCCESS: ${recorded.length} rules found`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
