import { existsSync, statSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixture, passphrase } from '../../sealing/keys.ts'
import {
  byOurApp,
  comment,
  createIssuer,
  createOpenable,
  createWorld,
  issuer,
  issueUrl,
  trustOf,
  type World,
} from '../world.ts'

const pinFile = (world: World): string => join(world.home, '.config/daypass/trust.json')

describe('daypass open', () => {
  it('shows what was granted and a fresh token, and pins issuer and keys for the user alone', async () => {
    const { world, daypass } = await createOpenable()
    expect(await world.run('open', issueUrl)).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../../../golden/cli/open.txt')
    expect(world.err).toBe('')
    const trust = trustOf(world) as Record<string, Record<string, unknown>>
    expect(trust.repositories).toEqual({ 'github.com/acme/access': { issuer, id: 99 } })
    const { use: _, ...pinned } = daypass.jwk
    expect(trust.issuers?.[issuer]).toEqual({
      keys: [pinned],
      app: { id: 5, slug: 'daypass-acme' },
      pinned: '2026-11-21T10:08:00.000Z',
    })
    expect(statSync(pinFile(world)).mode & 0o777).toBe(0o600)
  })

  it('says first use once', async () => {
    const { world } = await createOpenable()
    await world.run('open', issueUrl)
    expect(world.out).toContain('first use')
    expect(await world.run('open', issueUrl)).toBe(0)
    expect(world.out).not.toContain('first use')
  })

  it('answers as JSON without the signature', async () => {
    const { world } = await createOpenable()
    expect(await world.run('open', issueUrl, '--json')).toBe(0)
    const answer = JSON.parse(world.out)
    expect(answer).toMatchObject({
      issuer,
      request: issueUrl,
      resource: 'orders-db',
      access_token: 'fresh.access-token',
    })
    expect(answer.credential.token_endpoint).toBe(`${issuer}/oauth/token`)
    expect(answer).not.toHaveProperty('signature')
  })

  it('prints lines for a shell', async () => {
    const { world } = await createOpenable()
    expect(await world.run('open', '--env', issueUrl)).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../../../golden/cli/open-env.txt')
  })

  it('sends the credential to the token endpoint and nowhere else', async () => {
    const { world } = await createOpenable()
    await world.run('open', issueUrl)
    expect(world.sent.map(({ url }) => url)).toEqual([
      `${issuer}/.well-known/jwks.json`,
      `${issuer}/.well-known/oauth-authorization-server`,
      `${issuer}/oauth/token`,
    ])
    expect(world.sent[2]?.body).toBe('grant_type=refresh_token&refresh_token=canary-0123456789abcdef0123456789abcdef')
    expect(world.out + world.err).not.toContain('canary')
  })

  it('opens what was sealed while the repository had another name', async () => {
    const { world } = await createOpenable({ request: 'https://github.com/acme/entry/issues/7' })
    expect(await world.run('open', issueUrl)).toBe(0)
  })

  it('asks once for the passphrase of a key, however many sealed texts there are', async () => {
    const { world, daypass } = await createOpenable()
    const file = join(world.home, 'locked')
    await writeFile(file, fixture('ed25519-aes256-ctr'))
    world.comments = [
      comment(await daypass.seal({}, 'ed25519-aes256-ctr')),
      comment(await daypass.seal({ ends: '2026-11-21T11:00:00Z' }, 'ed25519-aes256-ctr'), 1),
    ]
    world.passphrase = passphrase
    expect(await world.run('open', issueUrl, '-i', file)).toBe(0)
    expect(world.asked).toBe(1)
    world.passphrase = undefined
    expect(await world.run('open', issueUrl, '-i', file)).toBe(1)
    expect(world.err).toContain('[KEY_PASSPHRASE]')
  })

  it('finds the genuine text that ends last among rubbish and earlier deliveries', async () => {
    const { world, daypass } = await createOpenable()
    const stranger = await createIssuer()
    world.comments.push(
      comment(await daypass.seal({ resource: 'extended', ends: '2026-11-21T13:00:00Z' }), 1),
      comment(world.comments[0]?.body.replaceAll('\n', '\r\n') ?? '', 2),
      comment(await stranger.seal({ resource: 'forged', ends: '2026-11-22T13:00:00Z' }), 3),
      comment('-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n-----END AGE ENCRYPTED FILE-----', 4),
      comment('thank you', 5),
    )
    expect(await world.run('open', issueUrl, '--json')).toBe(0)
    expect(JSON.parse(world.out).resource).toBe('extended')
    world.comments.push(comment(await daypass.seal({ resource: 'extended-again', ends: '2026-11-21T14:00:00Z' }), 6))
    expect(await world.run('open', issueUrl, '--json')).toBe(0)
    expect(JSON.parse(world.out).resource).toBe('extended-again')
  })
})

it('opens what the issuer’s app wrote, however many blocks others have added since', async () => {
  const { world, daypass } = await createOpenable()
  const junk = (n: number) => `-----BEGIN AGE ENCRYPTED FILE-----\n${'A'.repeat(n)}\n-----END AGE ENCRYPTED FILE-----\n`
  world.comments = [
    { ...comment(await daypass.seal({})), ...byOurApp },
    comment(Array.from({ length: 30 }, (_, n) => junk(n + 1)).join('\n'), 1),
  ]
  expect(await world.run('open', issueUrl)).toBe(0)
})

type Case = [name: string, code: string, arrange: (world: World) => unknown, payload?: Record<string, unknown>]

/** Each must end with exit code 1, its code, nothing on stdout, no pin and no credential sent anywhere. */
const refusals: Case[] = [
  ['no credential in the issue', 'NOTHING_TO_OPEN', (w) => (w.comments = [comment('hello')])],
  ['made for another person', 'SEALED_NOT_FOR_YOU', (w) => (w.user = { id: 1, login: 'other' })],
  [
    'sealed to a key that is not here',
    'SEALED_NOT_FOR_YOU',
    (w) => writeFile(join(w.home, '.ssh/id_ed25519'), fixture('ed25519-other')),
  ],
  [
    'swapped from another request',
    'SEALED_NOT_AUTHENTIC',
    () => {},
    { request: 'https://github.com/acme/access/issues/8' },
  ],
  [
    'another repository of that name',
    'SEALED_NOT_AUTHENTIC',
    () => {},
    { request: 'https://github.com/evil/access/issues/7' },
  ],
  ['in the name of another issuer', 'SEALED_NOT_AUTHENTIC', () => {}, { issuer: 'https://evil.example' }],
  ['signed by somebody else', 'SEALED_NOT_AUTHENTIC', async (w) => (w.keys = [(await createIssuer()).jwk])],
  [
    'signed by the key of trails',
    'SEALED_NOT_AUTHENTIC',
    async (w) => (w.keys = [{ ...(w.keys[0] as object), daypass: 'trail' }, (await createIssuer('d2')).jwk]),
  ],
  ['an issuer without keys', 'ISSUER_UNKNOWN', (w) => (w.keys = [])],
  ['no issuer named', 'ISSUER_UNKNOWN', (w) => w.files.clear()],
  ['settings without issuer', 'ISSUER_UNKNOWN', (w) => w.files.set('main:.github/daypass.yml', '# none\n')],
  [
    'issuer over http',
    'ISSUER_UNKNOWN',
    (w) => w.files.set('main:.github/daypass.yml', 'issuer: http://daypass.example\n'),
  ],
  ['settings of another form', 'SETTINGS_INVALID', (w) => w.files.set('main:.github/daypass.yml', 'isuer: x\n')],
  ['no SSH key at all', 'KEY_NONE', (w) => rm(join(w.home, '.ssh/id_ed25519'))],
  ['no GitHub token', 'NO_GITHUB_TOKEN', (w) => (w.env = {})],
]

describe('daypass open refuses', () => {
  it.each(refusals)('%s', async (_name, code, arrange, payload) => {
    const { world } = await createOpenable(payload)
    await arrange(world)
    expect(await world.run('open', issueUrl)).toBe(1)
    expect(world.err).toMatch(new RegExp(`\\[${code}\\]\\n$`))
    expect(world.out).toBe('')
    expect(world.sent.filter(({ body }) => body !== '')).toEqual([])
    expect(existsSync(pinFile(world))).toBe(false)
  })

  it('a grant that has ended', async () => {
    const { world } = await createOpenable()
    world.now = new Date('2026-11-21T12:00:00.5Z')
    world.token = () => ({ status: 400, body: { error: 'invalid_grant' } })
    expect(await world.run('open', issueUrl)).toBe(1)
    expect(world.err).toContain('[GRANT_ENDED]')
  })

  it('nothing of a grant that was extended after it was sealed: the issuer knows its end', async () => {
    const { world } = await createOpenable()
    world.now = new Date('2026-11-21T12:30:00Z')
    const answer = { access_token: 'fresh', token_type: 'Bearer', expires_in: 300 }
    world.token = () => ({ status: 200, body: { ...answer, daypass_grant_ends: '2026-11-21T13:00:00.000Z' } })
    expect(await world.run('open', issueUrl)).toBe(0)
    expect(world.out).toContain('Open until 2026-11-21 13:00 UTC (30 min left)')
  })

  it('a token endpoint of another origin than the issuer', async () => {
    const { world } = await createOpenable({
      credential: {
        type: 'refresh_token',
        token_endpoint: 'https://evil.example/oauth/token',
        refresh_token: 'r'.repeat(32),
      },
    })
    expect(await world.run('open', issueUrl)).toBe(1)
    expect(world.err).toContain('[SEALED_NOT_AUTHENTIC]')
    expect(world.sent.map(({ url }) => url)).toEqual([
      `${issuer}/.well-known/jwks.json`,
      `${issuer}/.well-known/oauth-authorization-server`,
    ])
  })

  const answers: [string, string, { status: number; body: unknown }][] = [
    ['revoked early', 'GRANT_ENDED', { status: 400, body: { error: 'invalid_grant' } }],
    ['wrong request', 'CREDENTIAL_INVALID', { status: 400, body: { error: 'invalid_request' } }],
    ['server error', 'ISSUER_UNREACHABLE', { status: 503, body: 'sorry' }],
    ['not JSON', 'CREDENTIAL_INVALID', { status: 200, body: '<html>' }],
    ['no token', 'CREDENTIAL_INVALID', { status: 200, body: { token_type: 'Bearer', expires_in: 300 } }],
    [
      'a token that a shell would obey',
      'CREDENTIAL_INVALID',
      { status: 200, body: { access_token: "';rm -rf ~;'", token_type: 'Bearer', expires_in: 300 } },
    ],
    [
      'a token with a line break',
      'CREDENTIAL_INVALID',
      { status: 200, body: { access_token: 'a\nb', token_type: 'Bearer', expires_in: 300 } },
    ],
  ]
  it.each(answers)('what the token endpoint answers: %s', async (_name, code, answer) => {
    const { world } = await createOpenable()
    world.token = () => answer
    expect(await world.run('open', issueUrl)).toBe(1)
    expect(world.err).toContain(`[${code}]`)
    expect(world.out).toBe('')
  })
})

describe('once pinned, a difference is refused and never followed', () => {
  const changes: [string, (world: World) => unknown][] = [
    ['the issuer answers with other keys', async (w) => (w.keys = [(await createIssuer()).jwk])],
    [
      'the key keeps its id and changes',
      async (w) => (w.keys = [{ ...(await createIssuer()).jwk, kid: 'delivery-1' }]),
    ],
    [
      'the pinned key gets another purpose',
      async (w) => (w.keys = [{ ...(w.keys[0] as object), daypass: 'trail' }, (await createIssuer()).jwk]),
    ],
    [
      'the repository names another issuer',
      (w) => w.files.set('main:.github/daypass.yml', 'issuer: https://evil.example\n'),
    ],
    ['another repository took the name', (w) => (w.repositoryId = 100)],
  ]
  it.each(changes)('%s', async (_name, change) => {
    const { world } = await createOpenable()
    expect(await world.run('open', issueUrl)).toBe(0)
    const before = JSON.stringify(trustOf(world))
    await change(world)
    world.sent = []
    expect(await world.run('open', issueUrl)).toBe(1)
    expect(world.err).toContain('[ISSUER_CHANGED]')
    expect(JSON.stringify(trustOf(world))).toBe(before)
    expect(world.sent.filter(({ body }) => body !== '')).toEqual([])
  })

  it('a key that was added later counts only after `daypass trust`', async () => {
    const { world } = await createOpenable()
    await world.run('open', issueUrl)
    const next = await createIssuer('delivery-2')
    world.keys.push(next.jwk)
    expect(await world.run('open', issueUrl)).toBe(0)
    world.comments = [comment(await next.seal())]
    expect(await world.run('open', issueUrl)).toBe(1)
    expect(world.err).toContain('[ISSUER_CHANGED]')
    expect(await world.run('trust', issuer)).toBe(0)
    expect(await world.run('open', issueUrl)).toBe(0)
  })

  const broken: [string, (file: string) => Promise<void>][] = [
    ['not JSON', (file) => writeFile(file, '{')],
    ['another form', (file) => writeFile(file, '{"version":2}')],
    [
      'an issuer without keys',
      (file) => writeFile(file, `{"version":1,"issuers":{"${issuer}":{"keys":[],"pinned":""}},"repositories":{}}`),
    ],
    ['writable by others', (file) => chmod(file, 0o666)],
    [
      'a directory',
      async (file) => {
        await rm(file)
        await mkdir(file)
      },
    ],
  ]
  it.each(broken)('a trust file that is %s is not an empty one', async (_name, spoil) => {
    const { world } = await createOpenable()
    await world.run('open', issueUrl)
    await spoil(pinFile(world))
    expect(await world.run('open', issueUrl)).toBe(1)
    expect(world.err).toContain('[TRUST_UNREADABLE]')
  })
})

describe('whose token goes where', () => {
  const tokens: [string, Record<string, string>, string, string | undefined][] = [
    ['github.com', { GH_TOKEN: 'a' }, issueUrl, 'a https://api.github.com'],
    ['GITHUB_TOKEN too', { GITHUB_TOKEN: 'b' }, issueUrl, 'b https://api.github.com'],
    [
      'a host that somebody sent gets nothing',
      { GH_TOKEN: 'a' },
      'https://evil.example/acme/access/issues/7',
      undefined,
    ],
    [
      'a host that the user chose',
      { GH_TOKEN: 'a', GH_HOST: 'git.acme.example' },
      'https://git.acme.example/acme/access/issues/7',
      'a https://git.acme.example/api/v3',
    ],
    [
      'its own variable',
      { GH_TOKEN: 'a', GH_ENTERPRISE_TOKEN: 'e' },
      'https://git.acme.example/acme/access/issues/7',
      'e https://git.acme.example/api/v3',
    ],
    ['the API named', { GH_TOKEN: 'a', GITHUB_API_URL: 'http://localhost:4000/' }, issueUrl, 'a http://localhost:4000'],
    [
      'GitHub with data residency',
      { GH_TOKEN: 'a' },
      'https://acme.ghe.com/acme/access/issues/7',
      'a https://api.acme.ghe.com',
    ],
  ]
  it.each(tokens)('%s', async (_name, env, url, used) => {
    const world = await createWorld({ env })
    await world.run('open', url)
    expect(world.tokensUsed).toEqual(used === undefined ? [] : [used])
    expect(world.err).toContain(used === undefined ? '[NO_GITHUB_TOKEN]' : '[ISSUER_UNKNOWN]')
  })
})
