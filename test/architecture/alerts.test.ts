import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type AlertKind, alertKinds, alertNames } from '../../src/core/alerts/alert-kinds.ts'
import { filesBelow } from './modules.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

test('docs/alerts.md has every kind with its gravity, and no other', () => {
  const rows = [...read('docs/alerts.md').matchAll(/^\| `([a-z-]+)` \| (grave|common) \| .+ \| .+ \|$/gm)]
  expect(rows.map(([, kind, gravity]) => [kind, gravity])).toEqual(
    alertNames.map((kind) => [kind, alertKinds[kind].gravity]),
  )
})

test('the schemas have every kind, and no other', () => {
  type Schema = { properties: Record<string, never> }
  const deployment = JSON.parse(read('schemas/deployment.schema.json')) as Schema
  const { notices } = deployment.properties as unknown as {
    notices: { properties: { route: { items: { properties: { kinds: { items: { enum: string[] } } } } } } }
  }
  expect(notices.properties.route.items.properties.kinds.items.enum).toEqual(alertNames)
  const message = JSON.parse(read('schemas/notice-message.schema.json')) as {
    properties: { type: { enum: string[] }; data: { properties: { kind: { enum: string[] } } } }
  }
  expect(message.properties.data.properties.kind.enum).toEqual([...alertNames, 'test'])
  expect(message.properties.type.enum).toEqual([...alertNames.map((kind) => `alert.${kind}`), 'test'])
})

/** Whatever else says "alert", and which of the kinds it means; `any`: all of them alike. */
const says: Readonly<Record<string, AlertKind | 'any' | 'GitHub' | 'Prometheus'>> = {
  'src/ingress/known-events.ts': 'GitHub',
  'src/core/governance/decide-governance.ts': 'rules-unjudged',
  'src/reconcile/governance/observe-governance.ts': 'rules-unjudged',
  'schemas/config.schema.json': 'rules-unjudged',
  'SECURITY.md': 'GitHub',
  'src/core/display/decide-display.ts': 'tampering',
  'src/ports/display-store.ts': 'tampering',
  'src/compose/judging.ts': 'any',
  'src/store/open-store.ts': 'any',
  'src/cli/doctor/repository.ts': 'any',
  'src/store/requests/request-store.ts': 'any',
  'src/store/requests/saving.ts': 'any',
  'docs/glossary.md': 'any',
  'docs/reliability.md': 'any',
  'README.md': 'any',
  'src/http/metrics/metrics.ts': 'any',
  'docs/architecture.md': 'any',
  'docs/data.md': 'any',
  'docs/errors.md': 'any',
  'docs/operating.md': 'any',
  'schemas/deployment.schema.json': 'any',
}

/** Places that are about alerts as such. */
const about =
  /^(?:src\/(?:core\/alerts|notices|store\/notices|reconcile\/notice|generated)\/|docs\/alerts\.md$|schemas\/notice-message|src\/ports\/(?:notices|alert-issues)|src\/github\/issues\/alert-issues|src\/compose\/notifying|src\/http\/metrics\/notice-metrics)/

const namesKind = new RegExp(`alerts\\.md|core/alerts|alert-kinds|\\b(?:${alertNames.join('|')})\\b`)

describe('what Daypass calls an alert', () => {
  const files = ['src', 'docs', 'schemas', 'policies'].flatMap((folder) => filesBelow(folder))
  const saying = [...files, 'README.md', 'SECURITY.md', 'app.yml'].filter(
    (path) => !about.test(path) && /\balert(?:s|ed)?\b/i.test(withoutOurs(read(path), path)),
  )
  test('is one of the kinds, wherever it is said', () => {
    expect(saying.filter((path) => says[path] === undefined)).toEqual([])
    expect(Object.keys(says).filter((path) => !saying.includes(path))).toEqual([])
  })
  test('there is something to look at', () => {
    expect(files.length).toBeGreaterThan(500)
    expect(alertNames.length).toBeGreaterThan(10)
  })
})

/** Without what names a kind or the page of kinds, and, of code, without all but comments and texts: there it is said which is meant. */
function withoutOurs(text: string, path: string): string {
  const lines = text.split('\n').filter((line) => !namesKind.test(line))
  if (!path.endsWith('.ts')) return lines.join('\n')
  return lines
    .filter((line) => !line.startsWith('import'))
    .flatMap((line) => line.match(/(?:\/\/|^\s*\/?\*).*|'[^']*'|`[^`]*`/g) ?? [])
    .join('\n')
}
