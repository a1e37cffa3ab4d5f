import { describe, expect, it } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import { placeInYaml } from '../../../../src/config/yaml-text/yaml-places.ts'
import { governedFindings } from '../../../../src/core/policy/governed-findings.ts'
import { inOrder, isAcceptable, type PolicyFinding, placeText } from '../../../../src/core/policy/policy-finding.ts'
import { formPath } from '../../../../src/core/request/canonical-request.ts'
import { renderIssueTemplate } from '../../../../src/core/request/form-template.ts'
import type { Catalog } from '../../../../src/generated/catalog.ts'
import { readGovernance } from '../../../../src/github/governance/governance.ts'
import { selectGoverned } from '../../../../src/github/governance/governed-files.ts'

const catalog = `resources:
  - id: orders-db
    title: Orders database
    kind: database
    sensitivity: low
    connector: orders
    actions:
      read: { scope: orders:read, max_duration: 8h }
`
const owners = '# Owners\n/requests/orders-db/ @acme/orders\n/policies/ @acme/access\n'

/** The findings of an access repository with these files in place of those that are in order. */
function found(change: Record<string, string | undefined>): PolicyFinding[] {
  const files = { 'catalog/orders.yml': catalog, '.github/CODEOWNERS': owners, [formPath]: form(), ...change }
  const texts = new Map(Object.entries(files).filter((file): file is [string, string] => file[1] !== undefined))
  const tree = [...texts].map(([path, text]) => ({ path, mode: '100644', sha: path, size: text.length }))
  const selected = selectGoverned(tree)
  const contents = selected.files.map((file) => ({ ...file, content: Buffer.from(texts.get(file.path) ?? '') }))
  const governance = readGovernance(contents, selected.problems, readYaml)
  return inOrder(governedFindings({ ...governance, texts }, placeInYaml))
}

function form(): string {
  const { resources } = readYaml(catalog, 'catalog') as Catalog
  return renderIssueTemplate(resources, {})
}

const shown = (findings: readonly PolicyFinding[]) =>
  findings.map((one) => `${one.severity} ${one.code} ${placeText(one)} ${one.message}`)

describe('the files that govern', () => {
  it('are in order', () => {
    expect(found({})).toEqual([])
  })

  it.each<[string, Record<string, string | undefined>, (string | RegExp)[]]>([
    [
      'a field that there is not',
      { 'catalog/orders.yml': catalog.replace('sensitivity: low', 'sensitivity: harmless') },
      [
        'error CATALOG_INVALID catalog/orders.yml:5:5 `resources[0].sensitivity` is not one of low, medium, high, critical.',
      ],
    ],
    [
      'a field that is missing',
      { 'catalog/orders.yml': catalog.replace('    kind: database\n', '') },
      ['error CATALOG_INVALID catalog/orders.yml:2:5 `resources[0]` lacks `kind`. Add it.'],
    ],
    [
      'a day that does not exist',
      { 'catalog/orders.yml': catalog.replace('    kind:', '    expires: "2026-02-30T00:00:00Z"\n    kind:') },
      [/^error CATALOG_INVALID catalog\/orders\.yml:4:5 `orders-db\.expires` is not a day/],
    ],
    ['no YAML', { 'catalog/orders.yml': 'resources: [\n' }, [/^error YAML_INVALID catalog\/orders\.yml:2:1 The file/]],
    ['no catalog', { 'catalog/orders.yml': undefined }, [/^error CATALOG_MISSING catalog\/:1:1/]],
    [
      'a setting that there is not',
      { '.github/daypass.yml': '# Settings\nticket: maybe\n' },
      [/^error SETTINGS_INVALID \.github\/daypass\.yml:2:1 `ticket` is not one of/],
    ],
    [
      'an owner that is none',
      { '.github/CODEOWNERS': '/requests/orders-db/ orders\n' },
      [/^error OWNERS_INVALID \.github\/CODEOWNERS:1:1 `orders` is no owner/],
    ],
    [
      'a line that cannot be understood and is about no resource',
      { '.github/CODEOWNERS': `${owners}!docs/ @acme/docs\n` },
      [/^warning OWNERS_INVALID \.github\/CODEOWNERS:4:1 `!docs\/` begins with/],
    ],
    ['no owners', { '.github/CODEOWNERS': undefined }, [/^error OWNERS_INVALID \.github\/CODEOWNERS:1:1 There is no/]],
    ['no form', { [formPath]: undefined }, [/^warning FORM_OUTDATED .*access-request\.yml:1:1 There is no issue form/]],
    [
      'a form of an earlier catalog',
      { [formPath]: form().replace('"orders-db"', '"orders"') },
      [/^warning FORM_OUTDATED .*access-request\.yml:\d\d:1 The issue form is not the one/],
    ],
  ])('have a finding for %s', (_what, change, expected) => {
    const lines = shown(found(change))
    expect(lines).toHaveLength(expected.length)
    for (const [index, line] of expected.entries())
      if (typeof line === 'string') expect(lines[index]).toBe(line)
      else expect(lines[index]).toMatch(line)
  })

  it('may have a form with the line ends of Windows', () => {
    expect(found({ [formPath]: form().replaceAll('\n', '\r\n') })).toEqual([])
  })

  it('are told at once, errors first, each once', () => {
    const findings = found({ 'catalog/orders.yml': catalog.replace('low', 'x').replace('database\n    s', 'x\n    s') })
    expect(findings.map(({ line }) => line)).toEqual([4, 5])
    const notice = { ...findings[0], severity: 'notice', line: 1 } as PolicyFinding
    expect(inOrder([notice, ...findings, ...findings]).map(({ severity }) => severity)).toEqual([
      'error',
      'error',
      'notice',
    ])
    expect([isAcceptable([notice]), isAcceptable(findings)]).toEqual([true, false])
  })
})
