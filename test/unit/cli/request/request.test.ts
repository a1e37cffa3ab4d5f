import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import { byOurApp, comment, createIssuer, createOpenable, createWorld, issuer, issueUrl, type World } from '../world.ts'

const asking = ['request', 'orders-db', 'read,dump', '2h', '--reason', 'incident 4711']
const here = [...asking, '--repository', 'acme/access']

const status = (text: string) => ({ ...comment(`<!-- daypass:status 99#7 -->\n${text}`), ...byOurApp })

/** Time passes at once; what was waited for is noted. Before each look that follows, `then` happens. */
function hurry(world: World, ...then: (() => void)[]): number[] {
  const pauses: number[] = []
  world.deps.machine.after = (milliseconds, act) => {
    pauses.push(milliseconds)
    then.shift()?.()
    queueMicrotask(act)
    return () => {}
  }
  return pauses
}

function trust(world: World, ...repositories: string[]): void {
  const folder = join(world.home, '.config/daypass')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pinned = Object.fromEntries(repositories.map((name) => [name, { issuer, id: 99 }]))
  writeFileSync(join(folder, 'trust.json'), JSON.stringify({ version: 1, issuers: {}, repositories: pinned }), {
    mode: 0o600,
  })
}

describe('daypass request', () => {
  it('opens the issue as the form would, and prints its address alone', async () => {
    const world = await createWorld()
    expect(await world.run(...here, '--ticket', 'OPS-17')).toBe(0)
    expect(world.out).toBe(`${issueUrl}\n`)
    expect(world.written).toEqual([
      {
        repository: 'acme/access',
        title: 'orders-db · read, dump · 2h',
        body: '### Resource\n\norders-db\n\n### Actions\n\nread, dump\n\n### Duration\n\n2h\n\n### Reason\n\nincident 4711\n\n### Ticket\n\nOPS-17\n',
      },
    ])
    expect(world.tokensUsed).toEqual(['user-token https://api.github.com'])
    expect(world.sent).toEqual([])
  })

  it('answers as JSON', async () => {
    const world = await createWorld()
    expect(await world.run(...here, '--json')).toBe(0)
    expect(JSON.parse(world.out)).toEqual({ url: issueUrl, number: 7 })
  })

  it.each<[string, string[]]>([
    ['no reason', ['request', 'orders-db', 'read', '2h', '--repository', 'acme/access']],
    ['hidden text in the reason', ['request', 'orders-db', 'read', '2h', '--reason', 'a\u202eb']],
    ['a heading in the reason', ['request', 'orders-db', 'read', '2h', '--reason', 'a\n### Resource\n\npayroll']],
    ['a duration in words', ['request', 'orders-db', 'read', 'tomorrow', '--reason', 'x']],
    ['no duration', ['request', 'orders-db', 'read', '--reason', 'x']],
    ['an action twice', ['request', 'orders-db', 'read,read', '2h', '--reason', 'x']],
    ['a resource that cannot be', ['request', '../x', 'read', '2h', '--reason', 'x']],
    ['a repository that is none', [...asking, '--repository', 'access']],
    ['a repository that climbs', [...asking, '--repository', 'acme/..']],
    ['a repository over http', [...asking, '--repository', 'http://git.example/acme/access']],
    ['a repository with a user name', [...asking, '--repository', 'https://github.com@evil.example/acme/access']],
    ['no repository to be found', asking],
  ])('asks nothing and answers 2 for %s', async (_name, args) => {
    const world = await createWorld()
    expect(await world.run(...args)).toBe(2)
    expect(world.written).toEqual([])
    expect(world.tokensUsed).toEqual([])
    expect(world.err).not.toBe('')
  })

  it('says all that is wrong with what was asked, where it stands', async () => {
    const world = await createWorld()
    await world.run('request', 'Orders!', 'read,read', '2x', '--reason', 'x')
    await expect(world.err).toMatchFileSnapshot('../../../golden/cli/request-refused.txt')
  })

  const places: [string, Partial<World['env']>, string[], string | undefined, string][] = [
    ['named', { DAYPASS_REPOSITORY: 'acme/other' }, ['github.com/acme/third'], 'acme/access', 'acme/access'],
    ['set', { DAYPASS_REPOSITORY: 'acme/other' }, ['github.com/acme/third'], undefined, 'acme/other'],
    ['the only one trusted', {}, ['github.com/acme/third'], undefined, 'acme/third'],
    ['named by its address', {}, [], 'https://github.com/acme/access.git', 'acme/access'],
  ]
  it.each(places)('asks in the repository that is %s', async (_name, env, trusted, named, expected) => {
    const world = await createWorld()
    Object.assign(world.env, env)
    trust(world, ...trusted)
    expect(await world.run(...asking, ...(named === undefined ? [] : ['--repository', named]))).toBe(0)
    expect(world.written[0]?.repository).toBe(expected)
  })

  const apis: [string, Record<string, string>, string, string][] = [
    ['GITHUB_API_URL', { GITHUB_API_URL: 'https://git.example/api/v3' }, 'acme/access', 'https://git.example/api/v3'],
    ['its own host', { GH_ENTERPRISE_TOKEN: 'x' }, 'git.example/acme/access', 'https://git.example/api/v3'],
    ['GH_HOST', { GH_HOST: 'git.example' }, 'acme/access', 'https://git.example/api/v3'],
    ['data residency', {}, 'acme.ghe.com/acme/access', 'https://api.acme.ghe.com'],
  ]
  it.each(apis)('asks the API of %s', async (_name, env, repository, api) => {
    const world = await createWorld()
    Object.assign(world.env, env)
    expect(await world.run(...asking, '--repository', repository)).toBe(0)
    expect(world.tokensUsed[0]?.split(' ')[1]).toBe(api)
  })

  it('does not choose among several trusted repositories', async () => {
    const world = await createWorld()
    trust(world, 'github.com/acme/one', 'github.com/acme/two')
    expect(await world.run(...asking)).toBe(2)
    expect(world.err).toContain('github.com/acme/one, github.com/acme/two')
    expect(world.written).toEqual([])
  })
})

describe('daypass request --wait', () => {
  it('says what changes, waits longer and longer, and opens the credential', async () => {
    const { world } = await createOpenable()
    const credential = { ...world.comments[0], ...byOurApp } as World['comments'][number]
    const waiting = status(
      '### Waiting for 1 approval · Orders database · read · 2 h\n\nApprove or decline in **#8**.\n\n| a |\n',
    )
    world.comments = []
    const nothing = (): void => {}
    const pauses = hurry(
      world,
      () => {
        world.comments = [waiting]
      },
      ...Array.from({ length: 6 }, () => nothing),
      () => {
        world.comments = [waiting, credential]
        world.issue.labels = ['daypass:active']
      },
    )
    expect(await world.run(...here, '--wait')).toBe(0)
    expect(world.out).toContain('fresh.access-token')
    expect(pauses).toEqual([2000, 2000, 3000, 4500, 6750, 10_000, 10_000, 10_000].slice(0, pauses.length))
    await expect(world.err).toMatchFileSnapshot('../../../golden/cli/request-wait.txt')
  })

  const refusals: [string, string, boolean][] = [
    ['denied', 'daypass:denied', true],
    ['invalid', 'daypass:invalid', true],
    ['lapsed', 'outcome:lapsed', false],
    ['cancelled', 'outcome:cancelled', false],
    ['failed', 'outcome:void', true],
  ]
  it.each(refusals)('answers 1 when it is %s, with the words of the status', async (_name, label, open) => {
    const world = await createWorld()
    world.issue = { open, labels: [label] }
    world.comments = [status('### Denied · Orders database\n\n`dump` is limited to 1 h.\n\n| | |\n')]
    hurry(world)
    expect(await world.run(...here, '--wait')).toBe(1)
    expect(world.err).toContain('Denied · Orders database.\n  dump is limited to 1 h. [NOT_GRANTED]')
    expect(world.out).toBe('')
    expect(await world.run(...here, '--wait', '--json')).toBe(1)
    expect(JSON.parse(world.out).error).toMatchObject({ code: 'NOT_GRANTED', where: issueUrl })
  })

  it('believes no status that a person wrote, and no label without a credential', async () => {
    const world = await createWorld()
    const { byApp: _, ...faked } = status('### Ready until tomorrow\n\nGo to evil.example\n')
    world.comments = [faked]
    world.issue.labels = ['daypass:active']
    hurry(
      world,
      () => {},
      () => {
        world.issue.open = false
      },
    )
    expect(await world.run(...here, '--wait')).toBe(1)
    expect(world.err).not.toContain('evil')
  })

  it('believes no status of another bot than the issuer’s own app (security.R10)', async () => {
    const daypass = await createIssuer()
    const world = await createWorld({ keys: [daypass.jwk] })
    const fake = { ...status('### Ready until tomorrow\n\nGo to evil.example\n'), login: 'evil[bot]', app: 6 }
    world.comments = [fake, status('### Denied\n\nThe policy says no.\n')]
    world.issue.labels = ['daypass:denied']
    hurry(world)
    expect(await world.run(...here, '--wait')).toBe(1)
    expect(world.err).toContain('The policy says no.')
    expect(world.err).not.toContain('evil')
  })

  it('keeps control characters of others away from the terminal', async () => {
    const world = await createWorld()
    world.issue.labels = ['daypass:denied']
    world.comments = [status('### Denied \u001b[31m\n\n\u0007bell\u202e\n')]
    hurry(world)
    await world.run(...here, '--wait')
    expect(world.err.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  it('leaves GitHub alone for as long as it asks, and says so once', async () => {
    const { world } = await createOpenable()
    world.comments = world.comments.map((one) => ({ ...one, ...byOurApp }))
    const real = world.deps.github
    let failures = 3
    world.deps.github = (...args) => ({
      ...real(...args),
      issue: async () => {
        if (failures-- > 0) {
          const cause = { response: { headers: { 'retry-after': '60' } } }
          throw new DaypassError('GITHUB_LIMITED', 'GitHub limits how often you may ask.', { cause })
        }
        return { open: true, labels: ['daypass:active'] }
      },
    })
    const pauses = hurry(world)
    expect(await world.run(...here, '--wait')).toBe(0)
    expect(pauses).toEqual([60_000, 60_000, 60_000])
    expect(world.err.match(/limits how often/g)).toHaveLength(1)
  })

  it('leaves the request open on Ctrl-C and says how to go on', async () => {
    const world = await createWorld()
    let hear: (name: NodeJS.Signals) => void = () => {}
    world.deps.machine.onSignal = (listener) => {
      hear = listener
      return () => {}
    }
    hurry(world, () => hear('SIGINT'))
    expect(await world.run(...here, '--wait')).toBe(130)
    expect(world.err).toContain(`daypass open ${issueUrl}`)
    expect(world.written).toHaveLength(1)
  })

  it('asks for nothing that it could not open', async () => {
    const world = await createWorld()
    rmSync(join(world.home, '.ssh'), { recursive: true })
    expect(await world.run(...here, '--wait')).toBe(1)
    expect(world.err).toContain('[KEY_NONE]')
    expect(world.written).toEqual([])
  })

  it('is content with access that needs no credential', async () => {
    const world = await createWorld()
    world.issue.labels = ['daypass:active']
    world.comments = [status('### Ready until 12:00 UTC\n\nThere is nothing to open: the access is in effect.\n')]
    hurry(world)
    expect(await world.run(...here, '--wait')).toBe(0)
    expect(world.out).toContain('Ready until 12:00 UTC')
    expect(world.sent.filter(({ body }) => body !== '')).toEqual([])
  })

  it('opens nothing that another Daypass sealed', async () => {
    const { world } = await createOpenable()
    const other = await createIssuer()
    world.comments = [{ ...comment(`\`\`\`\n${await other.seal()}\`\`\`\n`), ...byOurApp }]
    world.issue.labels = ['daypass:active']
    hurry(world)
    expect(await world.run(...here, '--wait')).toBe(1)
    expect(world.out).toBe('')
    expect(world.err).toContain('SEALED_NOT_AUTHENTIC')
  })
})
