import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import { renderStatus } from '../../../../src/core/rendering/status.ts'
import { entryLine, type TrailEntry } from '../../../../src/core/trail/entry.ts'
import { recordOf as membersAs } from '../../../record-of.ts'
import { granted } from '../../core/record-samples.ts'
import { createTokenServer, publicUrl } from '../../http/token-server.ts'
import { byOurApp, comment, issueUrl, trustOf } from '../world.ts'
import {
  checkpointBy,
  createTrailWorld,
  entryBy,
  extendedRecordOf,
  recordOf,
  type TrailWorld,
  trailKey,
} from './trail-world.ts'

let it: TrailWorld
beforeEach(async () => {
  it = await createTrailWorld()
})

const golden = (text: string, name: string) => expect(text).toMatchFileSnapshot(`../../../golden/cli/${name}.txt`)
const json = () => JSON.parse(it.world.out)
const at = (index: number): TrailEntry => it.entries[index] as TrailEntry

/** Changes what one of the issue's comments says. */
function edit(change: (text: string) => string, which = 1): void {
  const { comments } = it.world
  comments[which] = { ...comments[which], body: change(comments[which]?.body ?? '') } as never
}

/** The same in status and receipt. */
function both(act: (which: number) => void): void {
  for (const which of [0, 1]) act(which)
}

describe('daypass audit verify <issue-url>', () => {
  test('says yes, with whose keys, and pins them on first use', async () => {
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
    await golden(it.world.out, 'audit-verify')
    expect(trustOf(it.world)).toMatchObject({ repositories: { 'github.com/acme/access': { id: 99 } } })
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
    expect(it.world.out).toContain('(which this machine trusts)')
  })

  test('answers programs', async () => {
    expect(await it.world.run('audit', 'verify', '--json', issueUrl)).toBe(0)
    expect(json()).toMatchObject({
      ok: true,
      found: [{ where: 'acme/access#7', entries: 6, head: { seq: 8 } }],
      trusted: { how: 'first-use' },
    })
  })

  test('names the first thing that does not fit, and pins nothing', async () => {
    edit((text) => text.replace('"outcome":"review"', '"outcome":"allow"'))
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(1)
    await golden(it.world.out, 'audit-verify-altered')
    expect(() => trustOf(it.world)).toThrow()
    expect(await it.world.run('audit', 'verify', '--json', issueUrl)).toBe(1)
    expect(json()).toMatchObject({ ok: false, code: 'TRAIL_ALTERED', at: 2, where: 'acme/access#7' })
  })

  test.each<[what: string, code: string, act: () => void]>([
    [
      'an entry left out',
      'TRAIL_GAP',
      () => both((which) => edit((text) => text.replace(`${entryLine(at(4))}\n`, ''), which)),
    ],
    [
      'two swapped',
      'TRAIL_ORDER',
      () =>
        edit((text) =>
          text.replace(`${entryLine(at(4))}\n${entryLine(at(5))}`, `${entryLine(at(5))}\n${entryLine(at(4))}`),
        ),
    ],
    [
      'one twice',
      'TRAIL_DOUBLED',
      () => edit((text) => text.replace(entryLine(at(4)), `${entryLine(at(4))}\n${entryLine(at(4))}`)),
    ],
    [
      'the end cut off',
      'TRAIL_TRUNCATED',
      () => both((which) => edit((text) => text.replace(`${entryLine(at(7))}\n`, ''), which)),
    ],
    [
      'another history',
      'TRAIL_FORK',
      () =>
        edit((text) =>
          text.replace(entryLine(at(7)), entryLine(entryBy(it.key, { ...at(7).event, facts: { cause: 'done' } }))),
        ),
    ],
    [
      'one dated back',
      'TRAIL_BACKDATED',
      () =>
        both((which) =>
          edit(
            (text) =>
              text.replace(
                entryLine(at(7)),
                entryLine(entryBy(it.key, { ...at(7).event, at: '2026-11-20T00:00:00Z' })),
              ),
            which,
          ),
        ),
    ],
    [
      'one signed by somebody else',
      'TRAIL_SIGNATURE',
      () => edit((text) => text.replace(entryLine(at(7)), entryLine(entryBy(trailKey(), at(7).event)))),
    ],
    ['one of another request', 'TRAIL_FOREIGN', () => edit((text) => text.replace(entryLine(at(4)), entryLine(at(3))))],
    ['the receipt deleted', 'TRAIL_MISSING', () => it.world.comments.pop()],
    [
      'another request shown',
      'TRAIL_ALTERED',
      () => edit((text) => text.replace('customers see stale orders","re', 'all is well","re'), 0),
    ],
  ])('finds %s', async (_what, code, act) => {
    act()
    expect(await it.world.run('audit', 'verify', '--json', issueUrl)).toBe(1)
    expect(json().code).toBe(code)
  })

  test('believes only what an app wrote', async () => {
    for (const one of it.world.comments) delete one.byApp
    expect(await it.world.run('audit', 'verify', '--json', issueUrl)).toBe(1)
    expect(json().code).toBe('TRAIL_MISSING')
  })

  test('is not disturbed by what people write', async () => {
    it.world.comments.push(comment(it.world.comments[1]?.body.replace('granted', 'denied') ?? '', 3))
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
  })

  test('tells a new key from a forgery by asking a person', async () => {
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
    const fresh = trailKey('trail-2')
    it.world.keys.push(fresh.jwk)
    it.world.comments.splice(0, 2, ...it.comments())
    for (const which of [0, 1])
      edit(
        (text) =>
          it.entries.reduce((all, entry) => all.replace(entry.signature, entryBy(fresh, entry.event).signature), text),
        which,
      )
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(1)
    expect(it.world.out).toContain(
      'new to this machine: ask its operators, then run `daypass trust https://daypass.example`',
    )
  })

  test('needs no server once its keys are pinned', async () => {
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
    it.world.deps.fetch = async () => Promise.reject(new Error('gone'))
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
  })

  test('does not believe keys that it could not fetch', async () => {
    it.world.deps.fetch = async () => Promise.reject(new Error('gone'))
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(1)
    expect(it.world.err).toContain('[ISSUER_UNREACHABLE]')
  })

  test.each([
    [[]],
    [['--store', '--export', 'x']],
    [['https://github.com/acme/access']],
    [['--export', '/no/such/file']],
  ])('is wrong use with %j', async (args) => {
    expect(await it.world.run('audit', 'verify', ...args)).toBe(2)
    expect(it.world.err).toContain('[USAGE]')
  })
})

describe('whose comments count', () => {
  const other = { byApp: true, login: 'github-actions[bot]', app: 15368 } as const
  const lookAlike = () => ({
    ...comment('<!-- daypass:receipt 99#7 -->\n<details><summary>Trail entries\n', 3),
    ...other,
  })
  const verify = () => it.world.run('audit', 'verify', '--json', issueUrl)

  test('those of another bot do not make an honest issue fail, nor do they count (security.R10)', async () => {
    it.world.comments.push(lookAlike())
    expect(await verify()).toBe(0)
    expect(json().trusted).toMatchObject({ app: 'daypass-acme' })
    it.world.comments = it.comments().map((one) => ({ ...one, ...other }))
    expect(await verify()).toBe(1)
    expect(json().code).toBe('TRAIL_MISSING')
  })

  test.each<[what: string, author: { login: string; app?: number }, exitCode: number]>([
    ['the app under a new name', { login: 'daypass-new[bot]', app: 5 }, 0],
    ['the app by its login, where GitHub names no app', { login: 'daypass-acme[bot]' }, 0],
    ['another app that took the name', { login: 'daypass-acme[bot]', app: 6 }, 1],
    ['a person whose login is the slug', { login: 'daypass-acme' }, 1],
  ])('%s (security.R10)', async (_what, author, exitCode) => {
    it.world.comments = it.comments().map(({ app: _, ...one }) => ({ ...one, ...author }))
    expect(await verify()).toBe(exitCode)
  })

  test('every app’s, said aloud, as long as this machine does not know which is the issuer’s (security.R10)', async () => {
    it.world.app = undefined
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
    expect(it.world.out).toContain('another bot can make this fail: run `daypass trust https://daypass.example`')
    it.world.comments.push(lookAlike())
    it.world.app = { id: 5, slug: 'daypass-acme' }
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(1)
    await golden(it.world.out, 'audit-verify-unknown-app')
    expect(await it.world.run('trust', 'https://daypass.example')).toBe(0)
    expect(it.world.out).toContain('Trusted, with its GitHub App')
    expect(await verify()).toBe(0)
  })

  test('the pinned app’s, whatever the issuer names by now, also when it is gone (security.R10)', async () => {
    expect(await verify()).toBe(0)
    it.world.app = { id: 15368, slug: 'github-actions' }
    it.world.comments.push(lookAlike())
    expect(await verify()).toBe(0)
    it.world.deps.fetch = async () => Promise.reject(new Error('gone'))
    expect(await verify()).toBe(0)
    expect(json().trusted).toMatchObject({ app: 'daypass-acme' })
  })
})

describe('an issue whose grant is over and which shows no end', () => {
  const late = new Date('2026-11-21T21:24:01Z')
  /** Opened again, its receipt deleted, its status put back to what it said when this many entries were written. */
  const cutBack = (count: number): void => {
    const entries = it.entries.filter(({ event }) => event.issue === 7).slice(0, count)
    const body = renderStatus(membersAs({ ...recordOf(), ...granted('active'), ...onlyWhatWasAsked() }), {
      cli: 'daypass',
      entries,
    })
    it.world.comments.splice(0, 2, { ...comment(body, 1), ...byOurApp })
    it.world.issue = { open: true, labels: ['daypass:active'] }
  }
  const onlyWhatWasAsked = () => {
    const { key, request, digest } = recordOf()
    return { key, ...(request ? { request } : {}), ...(digest ? { digest } : {}) }
  }

  test.each([4, 5])(
    'is found when it is cut back to %i of its 6 entries, and not called forged (security.R9)',
    async (count) => {
      cutBack(count)
      it.world.now = late
      expect(await it.world.run('audit', 'verify', issueUrl)).toBe(1)
      await golden(it.world.out, `audit-verify-no-end-${count}`)
      expect(await it.world.run('audit', 'verify', '--json', issueUrl)).toBe(1)
      expect(json()).toMatchObject({ ok: false, code: 'END_NOT_SHOWN', at: count === 4 ? 6 : 7 })
    },
  )

  test.each([
    ['live', 'says that it is still live: have it revoked at once'],
    ['ended', 'says that it has ended: its tokens are refused'],
  ])('is told apart by the published status list: %s (security.R9)', async (status, words) => {
    const server = await createTokenServer()
    server.at = late.getTime()
    const { grant } = await server.begin()
    const place = (await server.grants.leaseOf(grant.id))?.statusIndex ?? -1
    if (status === 'ended') await server.grants.end(grant.id, late)
    it.entries.splice(5, 1, entryBy(it.key, { ...at(5).event, facts: { ...at(5).event.facts, place } }))
    cutBack(4)
    it.world.now = late
    it.world.files.set('main:.github/daypass.yml', `issuer: ${publicUrl}\n`)
    const keys = [...server.signer.publicKeys(), it.key.jwk]
    it.world.deps.fetch = async (input) => {
      const { pathname } = new URL(String(input))
      return pathname.endsWith('jwks.json') ? Response.json({ keys }) : server.app.request(pathname)
    }
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(1)
    expect(it.world.out).toContain(`The issuer's status list ${words}`)
    expect(it.world.out).toContain('[END_NOT_SHOWN]')
  })

  test('fits while its time runs, and ten minutes more for the proof', async () => {
    cutBack(4)
    it.world.now = new Date('2026-11-21T21:24:00Z')
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
  })

  test('is shown all the same, with that said above it (security.R9)', async () => {
    cutBack(4)
    it.world.now = late
    expect(await it.world.run('audit', 'show', issueUrl)).toBe(1)
    expect(it.world.out).toMatch(/^No end shown\. acme\/access#7: /)
    expect(it.world.out).toContain('incident 4711')
    expect(it.world.out).toContain('Ended     no end is shown')
  })

  test('says first what the store contradicts (security.R9)', async () => {
    cutBack(4)
    it.world.now = late
    expect(await it.world.run('audit', 'verify', issueUrl, '--store', '--json')).toBe(1)
    expect(json().code).toBe('END_NOT_SHOWN')
    it.records.kept.splice(0)
    it.records.entries.splice(5)
    expect(await it.world.run('audit', 'verify', issueUrl, '--store', '--json')).toBe(1)
    expect(json().code).toBe('TRAIL_TRUNCATED')
  })
})

describe('where a grant was extended', () => {
  beforeEach(async () => {
    it = await createTrailWorld(extendedRecordOf())
  })

  test('show has the first request and each extension with their own reason, digest and time (people.U6)', async () => {
    expect(await it.world.run('audit', 'show', issueUrl)).toBe(0)
    await golden(it.world.out, 'audit-show-extended')
    it.world.out = ''
    expect(await it.world.run('audit', 'show', '--store', '99#7')).toBe(0)
    for (const text of ['· 2 h\n', 'incident 4711', ', 3 h in all', 'still debugging', 'until 2026-11-21 22:14:00 UTC'])
      expect(it.world.out).toContain(text)
  })

  test('show answers programs with both (people.U6)', async () => {
    const { request, extended = [] } = extendedRecordOf()
    expect(await it.world.run('audit', 'show', '--json', issueUrl)).toBe(0)
    expect(json()).toMatchObject({ request, extensions: extended.map(({ ends: _, ...one }) => one) })
  })

  test('a reason of the store that no digest covers is not shown', async () => {
    const { extended: [longer] = [], ...record } = extendedRecordOf()
    if (longer)
      it.records.requests.set(
        '99#7',
        membersAs({
          ...record,
          extended: [{ ...longer, request: { ...longer.request, reason: 'x' } }],
        }),
      )
    expect(await it.world.run('audit', 'show', '--store', '99#7')).toBe(0)
    expect(it.world.out).not.toContain('still debugging')
    expect(it.world.out).toContain('  Reason    not kept here, or forgotten')
  })

  test('the status from before the extension does not fit (security.R9)', async () => {
    const entries = it.entries.filter(({ event }) => event.issue === 7)
    edit(() => renderStatus(recordOf(), { cli: 'daypass', entries }), 0)
    expect(await it.world.run('audit', 'verify', '--json', issueUrl)).toBe(1)
    expect(json().code).toBe('TRAIL_ALTERED')
  })
})

describe('daypass audit verify --store', () => {
  test('says yes of every chain', async () => {
    expect(await it.world.run('audit', 'verify', '--store')).toBe(0)
    await golden(it.world.out, 'audit-verify-store')
    expect(it.records.closed).toBe(1)
  })

  test.each<[what: string, code: string, seq: number, act: () => void]>([
    ['the end cut off', 'TRAIL_TRUNCATED', 8, () => it.records.entries.pop()],
    ['everything cut off', 'TRAIL_TRUNCATED', 1, () => it.records.entries.splice(0)],
    [
      'an entry changed',
      'TRAIL_ALTERED',
      3,
      () => it.records.entries.splice(2, 1, { ...at(2), event: { ...at(2).event, kind: 'closed' } }),
    ],
    [
      'a forged checkpoint',
      'TRAIL_SIGNATURE',
      8,
      () =>
        it.records.kept.push(
          checkpointBy(trailKey(), { repository: 99, seq: 8, hash: at(7).hash, at: '2026-11-21T22:00:00Z' }),
        ),
    ],
    [
      'a checkpoint with the signature of another',
      'TRAIL_SIGNATURE',
      7,
      () => {
        const [kept] = it.records.kept
        if (kept) it.records.kept.push({ ...kept, checkpoint: { ...kept.checkpoint, seq: 7, hash: at(6).hash } })
      },
    ],
    [
      'two checkpoints that differ',
      'TRAIL_FORK',
      8,
      () =>
        it.records.kept.push(
          checkpointBy(it.key, { repository: 99, seq: 8, hash: at(6).hash, at: '2026-11-21T22:00:00Z' }),
        ),
    ],
  ])('finds %s', async (_what, code, seq, act) => {
    act()
    expect(await it.world.run('audit', 'verify', '--store', '--json')).toBe(1)
    expect(json()).toMatchObject({ ok: false, code, at: seq })
    expect(it.records.closed).toBe(1)
  })

  test('compares it with what an issue shows', async () => {
    expect(await it.world.run('audit', 'verify', issueUrl, '--store', '--json')).toBe(0)
    expect(json().found).toHaveLength(2)
    it.records.kept.splice(0)
    it.records.entries.splice(7)
    expect(await it.world.run('audit', 'verify', '--store')).toBe(0)
    expect(await it.world.run('audit', 'verify', issueUrl, '--store', '--json')).toBe(1)
    expect(json()).toMatchObject({ code: 'TRAIL_TRUNCATED', at: 8 })
  })

  test('says what to do while a server holds it', async () => {
    it.world.openRecords = () => Promise.reject(new DaypassError('STORE_LOCKED', 'held', { where: '/data/store.lock' }))
    expect(await it.world.run('audit', 'verify', '--store')).toBe(1)
    await golden(it.world.err, 'audit-store-locked')
  })

  test('tells of its progress where it takes long', async () => {
    let tick = 0
    it.world.deps.now = () => new Date(Date.parse('2026-11-21T10:08:00Z') + 1500 * tick++)
    expect(await it.world.run('audit', 'verify', '--store')).toBe(0)
    expect(it.world.err).toContain('… 2 of 8 entries\n')
  })
})

describe('daypass audit export', () => {
  const exported = async (...args: string[]): Promise<string> => {
    expect(await it.world.run('audit', 'export', ...args)).toBe(0)
    return it.world.out
  }
  const file = async (text: string): Promise<string> => {
    const path = join(it.world.home, 'trail.jsonl')
    await writeFile(path, text)
    return path
  }

  test('holds header, checkpoints and entries, a line each, of a checkpoint cut now', async () => {
    const lines = (await exported()).trimEnd().split('\n')
    expect(it.records.cuts).toBe(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      daypass: 'trail-export',
      issuer: 'https://daypass.example',
      repositories: [{ id: 99, name: 'acme/access', seq: 8 }],
    })
    expect(JSON.parse(lines[1] ?? '')).toStrictEqual(it.records.kept[0])
    expect(lines.slice(2)).toStrictEqual(it.entries.map(entryLine))
  })

  test('verifies anywhere, with the keys that lie in it or those that this machine trusts', async () => {
    const path = await file(await exported())
    expect(await it.world.run('audit', 'verify', '--export', path)).toBe(0)
    await golden(it.world.out, 'audit-verify-export')
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
    expect(await it.world.run('audit', 'verify', '--export', path, '--json')).toBe(0)
    expect(json().trusted.how).toBe('pinned')
    expect(await it.world.run('audit', 'verify', issueUrl, '--export', path)).toBe(0)
  })

  test.each<[what: string, code: string, change: (lines: string[]) => string[]]>([
    ['the last line torn', 'TRAIL_SHAPE', (lines) => [...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, 50)]],
    ['the last line gone', 'TRAIL_TRUNCATED', (lines) => lines.slice(0, -1)],
    ['a line gone', 'TRAIL_GAP', (lines) => lines.toSpliced(4, 1)],
    ['a line twice', 'TRAIL_DOUBLED', (lines) => lines.toSpliced(4, 0, lines[4] ?? '')],
    ['two lines swapped', 'TRAIL_ORDER', (lines) => lines.toSpliced(4, 2, lines[5] ?? '', lines[4] ?? '')],
    ['a word changed', 'TRAIL_ALTERED', (lines) => lines.map((line) => line.replace('"review"', '"allow"'))],
    ['a blank', 'TRAIL_SHAPE', (lines) => lines.with(4, ` ${lines[4]}`)],
    ['a broken checkpoint', 'TRAIL_SHAPE', (lines) => lines.with(1, (lines[1] ?? '').replace('"seq":8', '"seq":"8"'))],
    [
      'a changed checkpoint',
      'TRAIL_SIGNATURE',
      (lines) => lines.with(1, (lines[1] ?? '').replace('"seq":8', '"seq":7')),
    ],
    [
      'an entry of a repository that the header does not name',
      'TRAIL_FOREIGN',
      (lines) => lines.with(4, entryLine(entryBy(it.key, { ...at(2).event, repository: 5 }))),
    ],
  ])('with %s does not fit', async (_what, code, change) => {
    const lines = (await exported()).trimEnd().split('\n')
    const path = await file(`${change(lines).join('\n')}\n`)
    expect(await it.world.run('audit', 'verify', '--export', path, '--json')).toBe(1)
    expect(json().code).toBe(code)
  })

  test('by somebody else with their own keys does not fit where the issuer is trusted', async () => {
    expect(await it.world.run('audit', 'verify', issueUrl)).toBe(0)
    const theirs = trailKey('trail-1')
    it.records.keys = [theirs.jwk]
    it.records.kept = []
    it.records.entries = it.entries.map((entry) => entryBy(theirs, entry.event))
    const path = await file(await exported())
    expect(await it.world.run('audit', 'verify', '--export', path, '--json')).toBe(1)
    expect(json().code).toBe('TRAIL_SIGNATURE')
  })

  test('is not made of what is none', async () => {
    const path = await file('{"keys":[]}\n')
    expect(await it.world.run('audit', 'verify', '--export', path)).toBe(2)
    expect(it.world.err).toContain('not an export')
  })

  test('as CSV has names and no formula', async () => {
    it.records.known.push({ ref: at(2).event.actor.ref ?? '', id: 9, login: '=HYPERLINK("https://evil.example")' })
    const csv = await exported('--csv')
    await golden(csv.replaceAll('\r\n', '\n').replaceAll(/"[0-9a-f]{64}"/g, '"(hash)"'), 'audit-export-csv')
    for (const cell of csv.split('\r\n').flatMap((row) => row.slice(1, -1).split('","')))
      expect(cell).not.toMatch(/^[=+\-@\t]/)
  })

  test('of one repository, or of none that is known', async () => {
    expect(await exported('--repository', '99')).toContain('"id":99')
    expect(await it.world.run('audit', 'export', '--repository', '5')).toBe(1)
    expect(it.world.err).toContain('[TRAIL_MISSING]')
    expect(await it.world.run('audit', 'export', '--repository', 'acme/access')).toBe(2)
  })
})

describe('daypass audit show', () => {
  test('from the store: a page with names', async () => {
    expect(await it.world.run('audit', 'show', '--store', '99#7')).toBe(0)
    await golden(it.world.out, 'audit-show-store')
  })

  test('from the issue: a page with the reason, which its digest covers', async () => {
    expect(await it.world.run('audit', 'show', issueUrl)).toBe(0)
    await golden(it.world.out, 'audit-show')
  })

  test('says above everything else what does not fit', async () => {
    it.records.entries.splice(5, 1, { ...at(5), hash: at(4).hash })
    expect(await it.world.run('audit', 'show', '--store', '99#7')).toBe(1)
    expect(it.world.out).toMatch(/^Does not fit\. 99#7: Entry 6 was changed/)
  })

  test('shows no reason that the digest does not cover', async () => {
    const record = it.records.requests.get('99#7')
    if (record?.request) record.request.reason = 'another'
    expect(await it.world.run('audit', 'show', '--store', '99#7')).toBe(0)
    expect(it.world.out).toContain('Reason    not kept here, or forgotten')
  })

  test('answers programs', async () => {
    expect(await it.world.run('audit', 'show', issueUrl, '--json')).toBe(0)
    expect(json()).toMatchObject({ ok: true, where: 'acme/access#7', request: { resource: 'orders-db' } })
    expect(json().entries).toHaveLength(6)
  })

  test.each([[[]], [[issueUrl, '--store', '99#7']], [['--store', '7']]])('is wrong use with %j', async (args) => {
    expect(await it.world.run('audit', 'show', ...args)).toBe(2)
  })

  test('knows when there is nothing', async () => {
    expect(await it.world.run('audit', 'show', '--store', '99#9')).toBe(1)
    expect(it.world.err).toContain('[TRAIL_MISSING]')
  })
})

describe('daypass audit forget', () => {
  test('blanks a person by their number', async () => {
    expect(await it.world.run('audit', 'forget', '4711')).toBe(0)
    expect(it.records.forgotten).toEqual([4711])
    expect(it.world.out).toBe(
      'Forgotten: user 4711. 1 request that is over no longer names them.\nWhat stands on GitHub is deleted there.\n',
    )
  })

  test('says no while requests of theirs live', async () => {
    it.records.open = [{ repository: 99, issue: 9 }]
    expect(await it.world.run('audit', 'forget', '4711')).toBe(1)
    expect(it.world.out).toContain('Still named in requests that live: 99#9.')
    expect(await it.world.run('audit', 'forget', '4711', '--json')).toBe(1)
    expect(json()).toEqual({ requests: 1, open: ['99#9'] })
  })

  test('takes no login, which may be another person by now', async () => {
    expect(await it.world.run('audit', 'forget', 'rita')).toBe(2)
    expect(it.records.forgotten).toEqual([])
  })
})
