import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalog, deployment, type Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'
import { type Asked, ask, form, govern, labelled, look, lookedAgain, type Shown, shows } from './play.ts'

const resource = (id: string, more: string) => `  - id: ${id}
    title: ${id}
    kind: api
    sensitivity: low
    actions:
      read: { scope: ${id}:read, max_duration: 8h }
${more}
`

const oldCatalog = `resources:\n${resource('billing-v1', '    connector: orders-api')}`
const oddCatalog = `resources:
${resource('haunted-api', '    connector: orders-api\n    team: "@acme/ghosts"')}
${resource('unplugged-api', '    connector: of-another-deployment')}`

let stage: Stage
/** Every request here that must never be granted. */
const refused: Asked[] = []

beforeAll(async () => {
  // What cannot be used stops all decisions at once: what was good last is for other tests.
  stage = await stageHere({
    deployment: `${deployment}policy: { last_good_for: 1s }\n`,
    files: { 'catalog/old.yml': oldCatalog, 'catalog/odd.yml': oddCatalog },
  })
  await stage.equip('otto')
  await govern(stage, { 'catalog/old.yml': null })
})
afterAll(() => stage?.stop())

async function refuse(wish: Parameters<typeof ask>[2], login = 'otto'): Promise<Asked> {
  const asked = await ask(stage, login, wish)
  refused.push(asked)
  return asked
}

const invalid: [name: string, wish: Parameters<typeof ask>[2], code: string, words: RegExp][] = [
  ['an unknown resource', { resource: 'order-api' }, 'REQUEST_RESOURCE_UNKNOWN', /Did you mean .*orders-api/],
  ['no resource chosen (github.F4)', { resource: 'choose a resource' }, 'REQUEST_FIELD_EMPTY', /Choose a resource\./],
  ['an unknown action', { actions: 'read, drop' }, 'REQUEST_ACTION_UNKNOWN', /no action .*drop.*It has .*read/],
  ['an action of every object', { actions: 'constructor' }, 'REQUEST_ACTION_UNKNOWN', /constructor/],
  ["last year's form", { resource: 'billing-v1' }, 'REQUEST_RESOURCE_UNKNOWN', /older than the catalog/],
  ['a duration of nothing', { duration: '0h' }, 'REQUEST_DURATION_INVALID', /line 11/],
  ['a negative duration', { duration: '-1h' }, 'REQUEST_DURATION_INVALID', /above zero/],
  ['an absurd duration', { duration: '99999999d' }, 'REQUEST_DURATION_INVALID', /at most 366d/],
  ['a duration without end', { duration: 'forever' }, 'REQUEST_DURATION_INVALID', /such as 30m or 2h/],
  ['no duration', { duration: '_No response_' }, 'REQUEST_FIELD_EMPTY', /Duration.* is empty/],
  ['no reason', { reason: ' ' }, 'REQUEST_FIELD_EMPTY', /Reason.* is empty/],
  [
    'a heading in a text',
    { reason: 'please\n\n### Actions\n\nwrite' },
    'REQUEST_HEADING_TWICE',
    /Actions.* is there twice/,
  ],
  ['hidden text', { reason: 'please <!-- and for ever -->' }, 'REQUEST_HIDDEN_TEXT', /looks like HTML/],
  ['a bidi character', { reason: 'please \u202Esyawla' }, 'REQUEST_HIDDEN_TEXT', /U\+202E/],
  ['a zero-width character', { resource: 'orders\u200B-api' }, 'REQUEST_HIDDEN_TEXT', /U\+200B/],
  ['65 000 characters', { reason: 'x'.repeat(65_000) }, 'REQUEST_TOO_LONG', /longer than 16 KiB/],
  [
    'a form without an end',
    '### Resource\n\norders-api\n',
    'REQUEST_HEADING_MISSING',
    /Missing: .*Actions.*Duration.*Reason/,
  ],
]

describe.concurrent('a request with', () => {
  test.each(invalid)('%s is invalid, and says so', async (_, wish, code, words) => {
    const asked = await refuse(wish)
    const shown = await labelled(stage, asked, 'daypass:invalid')
    expect(shown).toMatchObject({ open: true, title: 'Access, please' })
    expect(shown.labels).toEqual(['daypass:invalid'])
    expect(shown.ours).toHaveLength(1)
    expect(shown.status).toMatch(/### Invalid · \d things? to mend/)
    expect(shown.status).toContain(code)
    expect(shown.status).toMatch(words)
  })

  test('several mistakes hears of all of them', async () => {
    const asked = await refuse({ resource: 'order-api', actions: 'read, read', duration: '0h' })
    const { status } = await labelled(stage, asked, 'daypass:invalid')
    for (const line of ['line 3', 'line 7', 'line 11']) expect(status).toContain(line)
  })

  test('more text than GitHub takes is not even opened', async () => {
    await expect(ask(stage, 'otto', { reason: 'x'.repeat(70_000) })).rejects.toThrow(/422/)
  })

  test.each([
    ['a team that does not exist', 'haunted-api', 'TEAM_UNKNOWN', /@acme\/ghosts/],
    ['a connector that does not exist', 'unplugged-api', 'CONNECTOR_UNKNOWN', /of-another-deployment/],
  ])('%s waits for somebody to mend that', async (_, id, code, words) => {
    const asked = await refuse({ resource: id })
    // It may say first that what was pushed just before is not in force yet, and its label comes after its words.
    const isTold = ({ status, labels }: Shown) => status.includes(code) && labels.includes('daypass:attention')
    const shown = await shows(stage, asked, code, isTold)
    expect(shown.open).toBe(true)
    expect(shown.status).toContain('### Undecided · will be tried again')
    expect(shown.status).toMatch(words)
  })
})

describe.concurrent('an issue without the form (people.U8)', () => {
  test('is answered once, with the form where its resource is filled in, and may become a request', async () => {
    const asked = await ask(stage, 'otto', 'hey, can somebody give me access to Orders-API?')
    const answered = await shows(stage, asked, 'the answer', ({ ours }) => ours.length > 0)
    expect(answered.ours[0]?.body).toContain('/issues/new?template=access-request.yml&resource=orders-api)')
    expect(answered).toMatchObject({ open: true, labels: [], title: 'Access, please' })
    await stage.github.as('otto').editIssue(asked.number, { body: 'hey, is anybody there?' })
    await stage.github.as('otto').editIssue(asked.number, { body: `Hello all\n\n${form()}` })
    const { status } = await labelled(stage, asked, 'daypass:invalid')
    expect(status).toContain('Remove what stands before it.')
    await stage.github
      .as('otto')
      .editIssue(asked.number, { body: form({ resource: 'Orders-API', duration: '30 min' }) })
    const { ours, title } = await labelled(stage, asked, 'daypass:active')
    expect(title).toBe('orders-api · read · 30m')
    expect(ours.filter(({ body }) => body?.includes('template=access-request.yml'))).toHaveLength(1)
  })

  test('that another form made, or a bot opened, is left alone', async () => {
    const bug = await ask(stage, 'otto', '### Describe the bug\n\nit is broken')
    const later = await ask(stage, 'otto', 'and I need orders-api')
    await shows(stage, later, 'the answer', ({ ours }) => ours.length > 0)
    expect((await look(stage, bug)).ours).toEqual([])
  })
})

describe.concurrent('mending the text', () => {
  test('is enough when the requester does it', async () => {
    const asked = await ask(stage, 'otto', { resource: 'order-api' })
    await labelled(stage, asked, 'daypass:invalid')
    await stage.github.as('otto').editIssue(asked.number, { body: form() })
    const { labels, title } = await labelled(stage, asked, 'daypass:active')
    expect(labels).not.toContain('daypass:invalid')
    expect(title).toBe('orders-api · read · 30m')
  })

  test('by somebody else waits for the requester’s `/retry`', async () => {
    const asked = await ask(stage, 'otto', { resource: 'order-api' })
    await labelled(stage, asked, 'daypass:invalid')
    await stage.github.as('sam').editIssue(asked.number, { body: form() })
    const code = 'REQUEST_CHANGED_BY_OTHER'
    await shows(stage, asked, code, ({ status }) => status.includes(code))
    await lookedAgain(stage, asked, () => stage.github.as('sam').comment(asked.number, '/retry'))
    expect((await look(stage, asked)).labels).toEqual(['daypass:invalid'])
    await stage.github.as('otto').comment(asked.number, '/retry')
    await labelled(stage, asked, 'daypass:active')
  })

  test('by somebody else cannot change what waits for approval', async () => {
    const asked = await refuse({ resource: 'billing-api' })
    await labelled(stage, asked, 'daypass:pending')
    await stage.github.as('sam').editIssue(asked.number, { body: form() })
    const { status } = await labelled(stage, asked, 'daypass:invalid')
    expect(status).toContain('REQUEST_CHANGED_BY_OTHER')
  })

  test('of a grant that has begun changes nothing', async () => {
    const asked = await ask(stage, 'otto')
    const { status } = await labelled(stage, asked, 'daypass:active')
    await lookedAgain(stage, asked, () =>
      stage.github.as('otto').editIssue(asked.number, { body: form({ actions: 'read, write', duration: '8h' }) }),
    )
    expect(await look(stage, asked)).toMatchObject({ title: 'orders-api · read · 30m', status })
  })
})

describe('a requester without a usable key', () => {
  test('waits, and goes on at their `/retry` when there is one (field.D2)', async () => {
    stage.github.setKeys('rita', [])
    const asked = await refuse({}, 'rita')
    const shown = await labelled(stage, asked, 'daypass:pending')
    expect(shown.status).toContain('### Waiting for a key')
    expect(shown.status).toContain('KEY_NONE')
    await stage.equip('rita')
    await stage.github.as('rita').comment(asked.number, '/retry')
    const later = await labelled(stage, asked, 'daypass:active')
    expect(later.status).toContain('BEGIN AGE ENCRYPTED FILE')
  })
})

/** The rule that gives the answer in the default library. */
const rule = /^decision := [\s\S]*?\n\n/m
const numbers = 'numbers.range(1, 9000)'
const policies: [name: string, decision: string, codes: RegExp][] = [
  ['does not compile', 'decision := {', /POLICY_INVALID/],
  ['asks the network', 'decision := http.send({"method": "get", "url": "http://127.0.0.1"})', /POLICY_INVALID/],
  ['knows no answer', 'decision := {"outcome": "allow"} if input.never', /POLICY_UNDEFINED/],
  ['answers rubbish', 'decision := {"outcome": "allow", "reasons": "yes"}', /POLICY_OUTPUT_INVALID/],
  [
    'loops',
    `decision := 1 if count([1 | some i in ${numbers}; some j in ${numbers}; i * j == 7]) > 0`,
    /POLICY_(TIMEOUT|MEMORY)/,
  ],
  ['eats memory', 'decision := 1 if count(numbers.range(1, 100000000)) > 0', /POLICY_(MEMORY|TIMEOUT)/],
]

describe('governed files that are broken', () => {
  const mended = new Map<string, string>()

  beforeAll(async () => {
    const { github } = stage
    const read = async (path: string) => {
      const { data } = await github.as('rita').request('GET', `/repos/acme/access/contents/${path}`)
      return Buffer.from((data as { content: string }).content, 'base64').toString()
    }
    for (const path of ['policies/decision.rego', 'catalog/example.yml']) mended.set(path, await read(path))
  })

  /** Breaks a file, asks for access, mends the file, and sees the request go on. */
  async function breakAndMend(
    path: string,
    spoil: (whole: string) => string | null,
    codes: RegExp,
    retry: boolean,
  ): Promise<void> {
    const { github } = stage
    await govern(stage, { [path]: spoil(mended.get(path) ?? '') })
    const asked = await ask(stage, 'otto')
    const shown = await labelled(stage, asked, 'daypass:attention')
    expect(shown.open).toBe(true)
    expect(shown.status).toContain('### Undecided')
    expect(shown.status).toMatch(codes)
    expect(shown.status).not.toContain('AGE ENCRYPTED')
    await govern(stage, { [path]: mended.get(path) ?? null })
    if (retry) await github.as('otto').comment(asked.number, '/retry')
    await labelled(stage, asked, 'daypass:active')
  }

  test.each(policies)('a policy that %s approves nothing, until it is mended', (_, decision, codes) =>
    breakAndMend('policies/decision.rego', (whole) => whole.replace(rule, `${decision}\n\n`), codes, true),
  )

  test('a missing policy approves nothing; the request goes on by itself once it is there', () =>
    breakAndMend('policies/decision.rego', () => null, /POLICY_/, false))

  test.each([
    [
      'holds aliases',
      catalog.replace('kind: api', 'kind: &kind api').replace('kind: api', 'kind: *kind'),
      /YAML_INVALID/,
    ],
    ['names a resource twice', `${catalog}${catalog.slice('resources:\n'.length)}`, /CATALOG_INVALID/],
    ['is not YAML', 'resources: [', /YAML_INVALID/],
  ])('a catalog that %s approves nothing, until it is mended', (_, content, codes) =>
    breakAndMend('catalog/example.yml', () => content, codes, true),
  )

  test('a repository that became public grants nothing', async () => {
    await stage.github.setPrivate(false)
    const asked = await ask(stage, 'otto')
    const { status } = await labelled(stage, asked, 'daypass:attention')
    expect(status).toContain('REPOSITORY_PUBLIC')
    await stage.github.setPrivate(true)
    await stage.github.as('otto').comment(asked.number, '/retry')
    await labelled(stage, asked, 'daypass:active')
  })
})

test('none of what was refused was ever granted', async () => {
  expect(refused.length).toBeGreaterThan(20)
  for (const asked of refused) {
    const { ours, labels } = await look(stage, asked)
    expect(labels).not.toContain('daypass:active')
    for (const { body } of ours) expect(body).not.toContain('AGE ENCRYPTED')
  }
})
