import { describe, expect, test } from 'vitest'
import { addSeconds } from '../../../../src/core/instant.ts'
import { createOwners, type Listings } from '../../../../src/github/people/owners.ts'
import type { OwnerPeople } from '../../../../src/ports/owners.ts'
import type { Listing } from '../../../../src/ports/roster.ts'
import { type Asked, type Reply, repositoryAnswer, scripted } from '../scripted-github.ts'

const account = (id: number, login: string, type = 'User') => ({ id, login, type })
const ann = account(501, 'ann')
const named = ({ id, login }: { id: number; login: string }) => ({ id, login })
const team = '/orgs/acme/teams/owners'
const members = `${team}/members`
const access = `${team}/repos/acme/access`
const mayPush = {
  body: { id: 7, permissions: { pull: true, triage: true, push: true, maintain: false, admin: false } },
}
const permission = '/repos/acme/access/collaborators/ann/permission'

function owners(replies: Record<string, Reply | ((asked: Asked) => Reply)>, roster?: Listings) {
  const fake = scripted((asked) => {
    const reply = replies[asked.path]
    return typeof reply === 'function' ? reply(asked) : reply
  })
  const it = createOwners(fake.repositories, () => fake.clock.now, roster)
  const one = async (name: string): Promise<OwnerPeople | undefined> => (await it.peopleOf(7, [name])).get(name)
  return { ...fake, owners: it, one }
}

const role = (word: string, change: object = {}): Reply => ({
  body: { permission: word, role_name: word, user: ann, ...change },
})

describe('a person', () => {
  test.each<[string, Reply, boolean]>([
    ['who may write', role('write'), true],
    ['who maintains', role('maintain', { permission: 'write' }), true],
    ['who administers', role('admin'), true],
    ["with a role of the organisation's own that may write", role('releaser', { permission: 'write' }), true],
    ['who may triage', role('triage', { permission: 'read' }), false],
    ['who may read', role('read'), false],
    ['who may do nothing', role('none'), false],
    ['with a word that we do not know', role('god'), false],
    ['who is a bot', role('write', { user: account(501, 'ann', 'Bot') }), false],
    ['who is an organisation', role('write', { user: account(501, 'ann', 'Organization') }), false],
    ['who is called otherwise by now', role('write', { user: account(501, 'anna') }), false],
    ['who does not exist', { status: 404 }, false],
  ])('%s', async (_, reply, counts) => {
    const { one, paths } = owners({ [permission]: reply })
    const found = await one('@ann')
    if (counts) expect(found).toEqual({ people: [named(ann)] })
    else expect(found).toMatchObject({ people: [], nobody: expect.stringMatching(/owners|CODEOWNERS/) })
    expect(paths()).toEqual([`GET ${permission}`])
  })

  test.each<[string, Reply, string]>([
    ['refused', { status: 403 }, 'GITHUB_REFUSED'],
    ['unavailable', { status: 502 }, 'GITHUB_UNAVAILABLE'],
    ['without a person', { body: { permission: 'admin', role_name: 'admin', user: null } }, 'GITHUB_UNAVAILABLE'],
    ['without an id', { body: { permission: 'admin', user: { login: 'ann', type: 'User' } } }, 'GITHUB_UNAVAILABLE'],
    ['without a permission', { body: { user: ann } }, 'GITHUB_UNAVAILABLE'],
  ])('%s is no answer', async (_, reply, code) => {
    await expect(owners({ [permission]: reply }).one('@ann')).rejects.toMatchObject({ code })
  })
})

describe('a team', () => {
  const standing = { [members]: { body: [ann, account(502, 'bob')] }, [access]: mayPush, [team]: { body: { id: 77 } } }
  const permissions = (change: object): Reply => ({ body: { id: 7, permissions: change } })

  test.each([
    ['secret', { secret: true }],
    ['closed', {}],
  ])('that is %s (github.F11)', async (privacy, expected) => {
    const { one } = owners({ ...standing, [team]: { body: { id: 77, privacy } } })
    const people = [named(ann), { id: 502, login: 'bob' }]
    expect(await one('@acme/owners')).toStrictEqual({ people, team: 77, ...expected })
  })

  test('with write access stands for its members, in three calls', async () => {
    const { one, paths, asked } = owners(standing)
    expect(await one('@acme/owners')).toEqual({ people: [named(ann), { id: 502, login: 'bob' }], team: 77 })
    expect(paths().sort()).toEqual([`GET ${team}`, `GET ${members}`, `GET ${access}`])
    const accept = asked.find(({ path }) => path === access)?.headers.get('accept')
    expect(accept).toBe('application/vnd.github.v3.repository+json')
  })

  test.each<[string, Reply, boolean]>([
    ['push', permissions({ pull: true, push: true, admin: false }), true],
    ['maintain', permissions({ push: false, maintain: true }), true],
    ['admin', permissions({ admin: true }), true],
    ['pull', permissions({ pull: true, triage: false, push: false, maintain: false, admin: false }), false],
    ['triage', permissions({ pull: true, triage: true, push: false }), false],
    ['nothing', permissions({}), false],
    ['none, as GitHub says with 404', { status: 404 }, false],
    ['another repository', { body: { id: 8, permissions: { push: true } } }, false],
  ])('with the access %s', async (_, reply, counts) => {
    const found = await owners({ ...standing, [access]: reply }).one('@acme/owners')
    if (counts) expect(found?.people).toHaveLength(2)
    else expect(found).toMatchObject({ people: [], nobody: expect.stringContaining('no write access') })
  })

  test.each<[string, Record<string, Reply>, string, RegExp]>([
    ['that does not exist', { [members]: { status: 404 } }, '@acme/owners', /no such team/],
    ['without anybody', { [members]: { body: [] } }, '@acme/owners', /its maintainers/],
    ['of bots alone', { [members]: { body: [account(9, 'x[bot]', 'Bot')] } }, '@acme/owners', /nobody in it/],
    ['of another organisation', {}, '@other/owners', /one of acme/],
  ])('%s is nobody', async (_, replies, name, words) => {
    const found = await owners({ ...standing, ...replies }).one(name)
    expect(found).toMatchObject({ people: [], nobody: expect.stringMatching(words) })
  })

  test('of a repository that a person owns is nobody', async () => {
    const owned = { ...repositoryAnswer, owner: { id: 70, login: 'acme', type: 'User' } }
    const { one } = owners({ ...standing, '/repos/acme/access': { body: owned } })
    expect(await one('@acme/owners')).toMatchObject({ people: [] })
  })

  test('is known under its organisation`s name in any case', async () => {
    expect((await owners(standing).one('@ACME/owners'))?.people).toHaveLength(2)
  })

  test.each([0, 1, 100, 101, 250])('of %i is read to the last page', async (count) => {
    const { one } = owners({
      ...standing,
      [members]: ({ query }) => {
        const page = Number(query.get('page'))
        const all = Array.from({ length: count }, (_, i) => account(1000 + i, `p${i}`))
        return { body: all.slice((page - 1) * 100, page * 100) }
      },
    })
    expect((await one('@acme/owners'))?.people).toHaveLength(count)
  })

  test.each<[string, Record<string, Reply | ((asked: Asked) => Reply)>, string]>([
    [
      'half its members',
      {
        [members]: ({ query }) =>
          query.get('page') === '1' ? { body: Array.from({ length: 100 }, () => ann) } : { status: 502 },
      },
      'GITHUB_UNAVAILABLE',
    ],
    ['a member without an id', { [members]: { body: [{ login: 'ann', type: 'User' }] } }, 'GITHUB_UNAVAILABLE'],
    ['an access that is not told', { [access]: { status: 204 } }, 'GITHUB_UNAVAILABLE'],
    ['members that may not be seen', { [members]: { status: 403 } }, 'GITHUB_REFUSED'],
    ['an access that may not be seen', { [access]: { status: 403 } }, 'GITHUB_REFUSED'],
  ])('with %s is no answer', async (_, replies, code) => {
    await expect(owners({ ...standing, ...replies }).one('@acme/owners')).rejects.toMatchObject({ code })
  })
})

describe('since when somebody is in a team', () => {
  const bob = account(502, 'bob')
  const standing = { [members]: { body: [ann, bob] }, [access]: mayPush, [team]: { body: { id: 77 } } }
  const came = new Date('2026-11-21T11:00:00Z')

  /** `known`: what the roster says to each listing, in turn; the last one from there on. */
  function noted(
    replies: Parameters<typeof owners>[0],
    known: (Map<number, Date> | undefined)[] = [new Map([[502, came]])],
  ) {
    const listings: Listing[] = []
    let changes = 40
    const it = owners(
      { ...standing, ...replies },
      {
        changes: async (installation) => installation + changes,
        listed: async (listing) => known[Math.min(listings.push(listing), known.length) - 1],
      },
    )
    const change = () => {
      changes += 1
    }
    return { ...it, listings, change }
  }

  test('is what the roster says to each listing, and each listing is told once', async () => {
    const { one, listings, later, clock } = noted({})
    const expected = { people: [named(ann), { ...named(bob), since: came }], team: 77 }
    const answered = clock.now
    expect(await one('@acme/owners')).toEqual(expected)
    expect(await one('@acme/owners')).toEqual(expected)
    expect(listings).toEqual([{ installation: 11, team: 77, people: [501, 502], after: 51, answered }])
    later(10)
    await one('@acme/owners')
    expect(listings).toHaveLength(2)
  })

  test('begins, as far as one knows, when the answer was there; what changes while it is read came after', async () => {
    const { one, listings, later, change, clock } = noted({
      [members]: () => {
        later(3)
        change()
        return { body: [ann] }
      },
    })
    const asked = clock.now
    await one('@acme/owners')
    expect(listings).toMatchObject([{ after: 51, answered: addSeconds(asked, 3) }])
  })

  test('is asked again where the team changed while it was first listed', async () => {
    const { one, listings, change } = noted(
      {
        [members]: () => {
          change()
          return { body: listings.length === 0 ? [ann, bob] : [ann] }
        },
      },
      [undefined, new Map()],
    )
    expect(await one('@acme/owners')).toEqual({ people: [named(ann)], team: 77 })
    expect(listings.map(({ after, people }) => [after, people])).toEqual([
      [51, [501, 502]],
      [52, [501]],
    ])
  })

  test('is no answer while the team changes each time that it is listed', async () => {
    const { one, listings } = noted({}, [undefined])
    await expect(one('@acme/owners')).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    expect(listings).toHaveLength(3)
  })

  test.each<[string, Record<string, Reply>, number[][]]>([
    ['an empty team too: who comes later is new', { [members]: { body: [] } }, [[]]],
    ['a team without write access too', { [access]: { status: 404 } }, [[501, 502]]],
    ['no team that does not exist', { [members]: { status: 404 } }, []],
    ['no listing that failed', { [members]: { status: 502 } }, []],
    ['people alone', { [members]: { body: [ann, account(9, 'x[bot]', 'Bot')] } }, [[501]]],
  ])('tells of %s', async (_, replies, expected) => {
    const { one, listings } = noted(replies)
    await one('@acme/owners').catch(() => undefined)
    expect(listings.map(({ people }) => people)).toEqual(expected)
  })

  test('that cannot be found out is no answer', async () => {
    const fails = () => Promise.reject(new Error('no store'))
    for (const broken of [{ changes: fails }, { listed: fails }]) {
      const { one } = owners(standing, { changes: async () => 0, listed: async () => new Map(), ...broken })
      await expect(one('@acme/owners')).rejects.toThrow('no store')
    }
  })
})

describe('names that are asked nothing about', () => {
  test.each([
    'ann@example.com',
    'ann',
    '',
    '@',
    '@acme/',
    '@acme/..',
    '@acme/.',
    '@acme/a/b',
    '@../repos',
    '@ann?x',
    '@ann#',
    '@ann[bot]',
    '@a b',
    '@acme/a b',
    '@ä',
  ])('%j', async (name) => {
    const { one, asked } = owners({})
    expect(await one(name)).toMatchObject({ people: [], nobody: expect.stringContaining('CODEOWNERS') })
    expect(asked).toEqual([])
  })
})

describe('an answer serves', () => {
  const counted = () => {
    let reply: Reply = role('write')
    const it = owners({ [permission]: () => reply })
    return { ...it, becomes: (next: Reply) => (reply = next) }
  }

  test('ten seconds, and no longer', async () => {
    const { one, becomes, later, paths } = counted()
    expect((await one('@ann'))?.people).toHaveLength(1)
    becomes(role('read'))
    later(9)
    expect((await one('@ANN'))?.people).toHaveLength(1)
    expect(paths()).toHaveLength(1)
    later(1)
    expect((await one('@ann'))?.people).toHaveLength(0)
  })

  test('all who ask in the meantime, each name once', async () => {
    const { owners: it, paths } = counted()
    const [found] = await Promise.all([it.peopleOf(7, ['@ann', '@ann', 'x']), it.peopleOf(7, ['@ann'])])
    expect([...found.keys()]).toEqual(['@ann', 'x'])
    expect(paths()).toHaveLength(1)
  })

  test('only if it is one', async () => {
    const { one, becomes } = counted()
    becomes({ status: 403 })
    await expect(one('@ann')).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    becomes(role('write'))
    expect((await one('@ann'))?.people).toHaveLength(1)
  })
})
