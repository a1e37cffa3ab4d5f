import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Behind } from '../../src/core/lint/people-known.ts'
import type { Remark } from '../../src/core/lint/remark.ts'
import type { Resource } from '../../src/generated/catalog.ts'
import type { Settings } from '../../src/generated/config.ts'
import { capabilitiesPath } from '../../src/policy/capabilities.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { type LintContext, lint } from '../../src/policy/judging/lint.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import type { PolicyFiles } from '../../src/ports/policy-engine.ts'
import { policyInput, rego } from '../unit/policy/fixture.ts'

let opa: string
let library: PolicyFiles
beforeAll(async () => {
  opa = (await findOpa({})).path
  library = await readPolicyFolder(defaultPolicies)
})

const action = (scope: string, sensitivity?: Resource['sensitivity'], max_duration?: string) => ({
  scope,
  ...(sensitivity ? { sensitivity } : {}),
  ...(max_duration ? { max_duration } : {}),
})

/** Of every sensitivity, with and without what a resource may have. */
const resources: Resource[] = [
  {
    id: 'orders-db',
    title: 'Orders',
    kind: 'database',
    sensitivity: 'high',
    team: '@acme/orders',
    environment: 'production',
    connector: 'orders',
    actions: {
      read: action('r', 'low', '8h'),
      write: action('w', undefined, '1h'),
      dump: action('d', 'critical', '30m'),
    },
  },
  {
    id: 'wiki',
    title: 'Wiki',
    kind: 'api',
    sensitivity: 'low',
    connector: 'wiki',
    expires: '2026-12-24T00:00:00Z',
    actions: { edit: action('e'), all: action('a', 'critical') },
  },
  { id: 'logs', title: 'Logs', kind: 'api', sensitivity: 'medium', connector: 'logs', actions: { read: action('r') } },
]
const owners = [
  '/requests/ @acme/owners',
  '/policies/ @acme/rules',
  '/catalog/ @acme/rules',
  '/.github/ @acme/rules',
  '',
]
const now = new Date('2026-11-30T12:00:00Z')
const repository = { id: 7, fullName: 'acme/access', private: true }

type Change = Partial<LintContext> & { codeowners?: string; resources?: Resource[]; settings?: Settings }

async function remarks(policy: PolicyFiles, change: Change = {}): Promise<Remark[]> {
  const { codeowners = owners.join('\n'), resources: catalog = resources, settings = {}, ...context } = change
  const texts = new Map([['.github/CODEOWNERS', codeowners]])
  const subject = { policy, resources: catalog, settings, texts }
  return (await lint(opa, subject, { repository, now, ...context })).remarks
}

const shown = (found: readonly Remark[]) => found.map(({ severity, code }) => `${severity} ${code}`)

describe('the default library', () => {
  it('means nothing that it should not', async () => {
    expect(await remarks(library)).toEqual([])
  })

  it.each([
    [
      'shorter limits',
      { security_team: 'security', max_duration: { low: '4h', medium: '1h', high: '30m', critical: '10m' } },
    ],
    ['no limits of its own', { security_team: '@acme/security' }],
  ])('neither does it with %s', async (_what, daypass_settings) => {
    expect(await remarks(new Map([...library, ['data.json', JSON.stringify({ daypass_settings })]]))).toEqual([])
  })

  it('denies what is critical to everybody where nobody said who watches over it', async () => {
    const found = await remarks(new Map([...library, ['data.json', '{"daypass_settings": {}}']]))
    expect(shown(found)).toEqual(['warning POLICY_NOBODY', 'warning POLICY_NOBODY'])
    expect(found.map(({ about }) => about)).toEqual([
      { resource: 'orders-db', action: 'dump' },
      { resource: 'wiki', action: 'all' },
    ])
  })
})

/** What docs/policy.md shows of data.json, by the setting that it switches on. */
const examples = [
  ...readFileSync('docs/policy.md', 'utf8').matchAll(/^```json\n(\{ "daypass_settings".*?)^```/gms),
].map(([, text = '']): [name: string, settings: object] => {
  const settings: object = JSON.parse(text).daypass_settings
  return [Object.keys(settings).join(), settings]
})
const switchedOn = (settings: object) =>
  new Map([...library, ['data.json', JSON.stringify({ daypass_settings: { security_team: 'security', ...settings } })]])

describe('what data.json switches on', () => {
  it('is shown in docs/policy.md, each of it', () => {
    const wanted = [...library].flatMap(([, text]) =>
      [...text.matchAll(/^wanted\["(.*?)"\]/gm)].map(([, name]) => name),
    )
    expect(examples.map(([name]) => name).sort()).toEqual(
      wanted.filter((name) => name !== 'security_team' && name !== 'max_duration').sort(),
    )
  })

  it('means nothing that it should not, all of it at once', async () => {
    const all = Object.assign({}, ...examples.map(([, settings]) => settings))
    expect(await remarks(switchedOn(all))).toEqual([])
  })

  it.each(examples)('does not fail open where questions come to it: %s', async (_name, settings) => {
    // As if the one who asks in the grid were who is named.
    const text = JSON.stringify(settings)
      .replace(/\b(?:1001|49699333)\b/, '1')
      .replace('example-api', 'orders-db')
    const found = await remarks(switchedOn(JSON.parse(text)), {
      resources: resources.slice(0, 1).map((one) => ({ ...one, guests: { until: '2026-12-24T00:00:00Z' } })),
    })
    expect(found.filter(({ code }) => code.endsWith('FAILS_OPEN'))).toEqual([])
  })
})

describe('a policy that opa takes, and that fails open', () => {
  it('is taken by opa, each of them', () => {
    const folder = fileURLToPath(new URL('../fixtures/policies/fail-open/', import.meta.url))
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.rego'))) {
      const args = ['--strict', '--capabilities', capabilitiesPath, '--schema', 'schemas/policy-input.schema.json']
      expect(execFileSync(opa, ['check', ...args, `${folder}${file}`], { encoding: 'utf8' })).toBe('')
    }
    expect(execFileSync(opa, ['fmt', '--list', folder], { encoding: 'utf8' })).toBe('')
  })

  const fixture = async (name: string): Promise<PolicyFiles> => {
    const path = (ending: string) => new URL(`../fixtures/policies/fail-open/${name}.${ending}`, import.meta.url)
    const data = await readFile(path('json'), 'utf8').catch(() => undefined)
    return new Map([
      ['decision.rego', readFileSync(path('rego'), 'utf8')],
      ...(data === undefined ? [] : [['data.json', data] as const]),
    ])
  }

  it.each([
    ['permission', 'error POLICY_FAILS_OPEN', 'input.facts.requester.permission', 'is missing'],
    ['no-ticket', 'error POLICY_FAILS_OPEN', 'input.request.ticket', 'is missing'],
    ['young-keys', 'error POLICY_FAILS_OPEN', 'input.facts.requester.keys.oldest_age', 'is missing'],
    ['contractors', 'error POLICY_FAILS_OPEN', 'input.facts.requester.teams', 'says nothing'],
    ['member', 'warning POLICY_FAILS_OPEN', 'input.facts.requester.organisation_member', 'is missing or is null'],
    ['bots', 'warning POLICY_FAILS_OPEN', 'input.facts.requester.type', 'is missing or is null or says nothing'],
    ['negated', 'warning POLICY_FAILS_OPEN', 'input.facts.requester.organisation_member', 'is missing or is null'],
    ['freeze', 'error POLICY_SETTING_FAILS_OPEN', 'data.settings.frozen.0.from', 'is null or cannot be read'],
    ['longest', 'error POLICY_SETTING_FAILS_OPEN', 'data.settings.limits.seconds', 'cannot be read'],
    ['quota', 'error POLICY_SETTING_FAILS_OPEN', 'data.settings.quota', 'cannot be read'],
    ['otherwise', 'error POLICY_FAILS_OPEN', 'input.facts.requester.permission', 'is missing'],
    ['second-pair', 'warning POLICY_FAILS_OPEN', 'input.facts.repository.private', 'is missing or is null'],
  ])('is found: %s', async (name, expected, part, how) => {
    const policy = await fixture(name)
    const found = (await remarks(policy)).filter(({ code }) => code.endsWith('FAILS_OPEN'))
    const named = found.filter(({ message }) => message.startsWith(`When \`${part}\` ${how}`))
    expect(shown(named), JSON.stringify(found, null, 1)).toEqual([expected])
  })
})

describe('what a policy means', () => {
  const answer = (outcome: string, more = '') =>
    `{"outcome": "${outcome}", "reasons": ["so"], "max_duration": "8h"${more}}`
  const allow = answer('allow')
  const deny = answer('deny')
  const review = (...from: [string, number][]) =>
    answer('review', `, "approvals": ${JSON.stringify(from.map(([name, count]) => ({ name, from: [name], count })))}`)
  /** For members who are people, and nobody else. */
  const inside = (output: string) =>
    rego(
      `decision := ${output} if {\n\tinput.facts.requester.organisation_member == true\n\tinput.facts.requester.type == "User"\n} else := ${deny}`,
    )
  const people = (named: Record<string, number[]>) => async (names: readonly string[]) =>
    new Map(
      names.map((name): [string, Behind] => {
        const ids = named[name] ?? []
        return [
          name,
          { people: ids.map((id) => ({ id })), ...(ids.length === 0 ? { nobody: 'there is no such team.' } : {}) },
        ]
      }),
    )
  const low = resources.map((one) => ({ ...one, sensitivity: 'low' as const, actions: { read: action('r') } }))
  const staff = { '@acme/owners': [1, 2, 3], '@acme/rules': [8, 9], '@acme/security': [4, 5, 6] }

  it.each<[string, PolicyFiles, Change, string[], RegExp]>([
    ['nothing', inside(allow), { resources: low }, [], /^$/],
    [
      'that outsiders and bots are allowed anything',
      rego(`decision := ${allow}`),
      { resources: low },
      ['error POLICY_OUTSIDER', 'error POLICY_OUTSIDER'],
      /^Somebody outside the organisation is allowed `read` on `orders-db`, `wiki` and 1 more/,
    ],
    [
      'that outsiders may be let in',
      rego(`decision := ${review(['code-owners', 1])} if input.facts.requester.type == "User" else := ${deny}`),
      { resources: low },
      ['warning POLICY_OUTSIDER'],
      /may get, with approvals/,
    ],
    [
      'that what is sensitive needs nobody',
      inside(allow),
      {},
      ['warning POLICY_HIGH_ALONE', 'warning POLICY_HIGH_ALONE'],
      /^What is critical needs nobody's approval: a member of the organisation is allowed `dump` on `orders-db`, `wiki` at once/,
    ],
    [
      'that a resource can be had by nobody',
      rego(
        `decision := ${deny} if input.request.resource == "wiki" else := ${allow} if {\n\tinput.facts.requester.organisation_member == true\n\tinput.facts.requester.type == "User"\n} else := ${deny}`,
      ),
      { resources: low },
      ['warning POLICY_NOBODY'],
      /^Nobody can get anything of `wiki`.*so$/,
    ],
    [
      'that there is not always an answer',
      rego(
        `decision := ${allow} if {\n\tinput.facts.requester.organisation_member == true\n\tinput.facts.requester.type == "User"\n}`,
      ),
      { resources: low },
      ['error POLICY_NO_ANSWER'],
      /^\d+ of \d+ questions get no answer \(POLICY_UNDEFINED\), such as `read` on `orders-db` by somebody outside/,
    ],
    [
      'that an answer has not the agreed shape',
      rego(`decision := {"outcome": "deny"}`),
      { resources: low },
      ['error POLICY_NO_ANSWER'],
      /POLICY_OUTPUT_INVALID/,
    ],
    [
      'that no line names owners',
      inside(review(['code-owners', 1])),
      {
        resources: low,
        codeowners: owners.join('\n').replace('/requests/ @acme/owners', '/requests/wiki/ @acme/owners'),
      },
      ['error POLICY_SLOT_EMPTY', 'error POLICY_SLOT_EMPTY'],
      /no line of CODEOWNERS is about \/requests\/orders-db\//,
    ],
    [
      'that a team has nobody',
      inside(review(['@acme/nobody', 1])),
      { resources: low, peopleBehind: people(staff) },
      ['error POLICY_SLOT_EMPTY', 'error POLICY_NAME_UNKNOWN'],
      /^Nobody can approve as `@acme\/nobody` for `orders-db`, `wiki` and 1 more/,
    ],
    [
      'that too few people are left where one never votes',
      inside(review(['code-owners', 3])),
      { resources: low, peopleBehind: people(staff), settings: { never_votes: { robot: 1 } } },
      ['error POLICY_SLOT_EMPTY'],
      /^3 different people are asked for .* only 2/,
    ],
    [
      'that it asks for more votes than there are people',
      inside(review(['code-owners', 4])),
      { resources: low, peopleBehind: people(staff) },
      ['error POLICY_SLOT_EMPTY'],
      /^4 different people are asked for .* only 3/,
    ],
    [
      'that only one person fills two slots',
      inside(review(['@alice', 1], ['@Alice', 1])),
      { resources: low },
      ['error POLICY_SLOT_EMPTY'],
      /^2 different people .* only 1/,
    ],
    [
      'that nobody is left when one of them asks',
      inside(review(['code-owners', 3])),
      { resources: low, peopleBehind: people(staff) },
      ['warning POLICY_SLOT_EMPTY'],
      /when one of 3 approvers behind/,
    ],
    [
      'that two decide for each other',
      inside(review(['code-owners', 1])),
      { resources: low, peopleBehind: people({ ...staff, '@acme/owners': [1, 2] }) },
      ['notice POLICY_SELF'],
      /^Two people stand behind `code-owners`/,
    ],
    ['nothing of a team that nobody was asked about', inside(review(['@acme/any', 9])), { resources: low }, [], /^$/],
    [
      'that a name is of another organisation',
      inside(review(['@other/security', 1])),
      { resources: low, peopleBehind: people({ '@other/security': [1, 2, 3] }) },
      ['error POLICY_NAME_UNKNOWN'],
      /another organisation than `acme`/,
    ],
    [
      'that one person alone makes the rules',
      inside(allow),
      { resources: low, codeowners: '/requests/ @acme/owners\n/policies/ @alice\n/catalog/ @acme/rules\n' },
      ['warning POLICY_OWNERS', 'warning POLICY_OWNERS'],
      /^One person alone owns \/policies\//,
    ],
    [
      'that those who make the rules may ask for what is critical',
      inside(review(['@acme/any', 1])),
      { codeowners: owners.join('\n').replace('/policies/ @acme/rules', '/policies/ @Acme/orders @acme/rules') },
      ['warning POLICY_OWNERS'],
      /`@acme\/orders` owns \/policies\/ and may ask for what is critical of `orders-db`/,
    ],
  ])('shows %s', async (_what, policy, change, expected, message) => {
    const found = await remarks(policy, change)
    expect(shown(found), JSON.stringify(found, null, 1)).toEqual(expected)
    expect(found[0]?.message ?? '').toMatch(message)
  })

  it('is looked for at other times, where the policy reads the time', async () => {
    const weekend = rego(
      `decision := ${deny} if time.weekday(input.facts.now_ns) in {"Saturday", "Sunday"} else := ${allow} if {\n\tinput.facts.requester.organisation_member == true\n\tinput.facts.requester.type == "User"\n\tinput.facts.now_ns > 0\n} else := {"outcome": "no"}`,
    )
    const found = await remarks(weekend, { resources: low })
    expect(shown(found)).toEqual(['error POLICY_NO_ANSWER'])
  })

  it('is looked for in what people asked once', async () => {
    const long = rego(
      `decision := {"outcome": "no"} if count(input.request.actions) > 1 else := ${allow} if {\n\tinput.facts.requester.organisation_member == true\n\tinput.facts.requester.type == "User"\n} else := ${deny}`,
    )
    const calm = resources.map((one) => ({ ...one, actions: { read: action('r', 'low'), write: action('w', 'low') } }))
    expect(await remarks(long, { resources: calm })).toEqual([])
    const recorded = [policyInput(({ request }) => Object.assign(request, { actions: ['read', 'write'] }))]
    const found = await remarks(long, { resources: calm, recorded })
    expect(shown(found)).toEqual(['error POLICY_NO_ANSWER'])
    expect(found[0]?.message).toContain('as it was asked once')
  })

  it('is given up when it takes too long', async () => {
    await expect(remarks(library, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'POLICY_TIMEOUT' })
  })

  it('ends a question that ends the thread, and goes on with the others', async () => {
    const slow = rego(
      `decision := ${deny} if {\n\tinput.facts.requester.type == "Bot"\n\tinput.facts.resource.id == "wiki"\n\tsum([x | some x in numbers.range(1, 30000); some y in numbers.range(1, 30000); y < 0]) == 1\n} else := ${allow} if {\n\tinput.facts.requester.organisation_member == true\n\tinput.facts.requester.type == "User"\n} else := ${deny}`,
    )
    const found = await remarks(slow, { resources: low })
    expect(new Set(shown(found))).toEqual(new Set(['error POLICY_NO_ANSWER']))
    // Which limit ends it first is the machine's.
    for (const { message } of found)
      expect(message).toMatch(/\(POLICY_(?:TIMEOUT|MEMORY)\), such as `read` on `wiki` by a bot/)
  })
})
