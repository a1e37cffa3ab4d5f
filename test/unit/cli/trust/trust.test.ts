import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createIssuer, createOpenable, createWorld, issuer, issueUrl, trustOf } from '../world.ts'

type Pins = { issuers: Record<string, { keys: { kid: string }[] }>; repositories: Record<string, unknown> }

const fixedKey = (kid: string, daypass?: string) => ({
  kid,
  kty: 'EC',
  crv: 'P-256',
  alg: 'ES256',
  use: 'sig',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  ...(daypass === undefined ? {} : { daypass }),
})

describe('daypass trust', () => {
  it('pins the keys of deliveries and trail, and shows what they are known by', async () => {
    const world = await createWorld({
      keys: [fixedKey('d', 'delivery'), fixedKey('t', 'token'), fixedKey('s', 'status'), fixedKey('a', 'trail')],
    })
    expect(await world.run('trust', `${issuer}/`)).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../../../golden/cli/trust.txt')
    const pins = trustOf(world) as unknown as Pins
    expect(pins.issuers[issuer]?.keys.map(({ kid }) => kid)).toEqual(['d', 'a'])
    expect(pins.repositories).toEqual({})
    expect(world.tokensUsed).toEqual([])
  })

  it('pins keys without a purpose of their own', async () => {
    const world = await createWorld({ keys: [fixedKey('all')] })
    expect(await world.run('trust', issuer, '--json')).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({ issuer, known: false, keys: [{ purpose: 'all', added: true }] })
  })

  it('binds a repository, so that the first open already compares', async () => {
    const { world } = await createOpenable()
    expect(await world.run('trust', issuer, '--repository', 'acme/access')).toBe(0)
    world.files.set('main:.github/daypass.yml', 'issuer: https://evil.example\n')
    expect(await world.run('open', issueUrl)).toBe(1)
    expect(world.err).toContain('[ISSUER_CHANGED]')
    world.files.clear()
    expect(await world.run('open', issueUrl)).toBe(0)
  })

  it('takes in added keys and says so', async () => {
    const world = await createWorld({ keys: [fixedKey('d', 'delivery')] })
    await world.run('trust', issuer)
    expect(await world.run('trust', issuer)).toBe(0)
    expect(world.out).toContain('Trusted already, unchanged')
    world.keys.push((await createIssuer('d2')).jwk)
    expect(await world.run('trust', issuer)).toBe(0)
    expect(world.out).toContain('Trusted, with a new key')
    expect((trustOf(world) as unknown as Pins).issuers[issuer]?.keys).toHaveLength(2)
  })

  it('refuses when a pinned key is gone, until the user says --replace', async () => {
    const world = await createWorld({ keys: [fixedKey('d', 'delivery')] })
    await world.run('trust', issuer)
    world.keys = [(await createIssuer()).jwk]
    expect(await world.run('trust', issuer)).toBe(1)
    expect(world.err).toContain('[ISSUER_CHANGED]')
    expect((trustOf(world) as unknown as Pins).issuers[issuer]?.keys[0]?.kid).toBe('d')
    expect(await world.run('trust', issuer, '--replace')).toBe(0)
    expect((trustOf(world) as unknown as Pins).issuers[issuer]?.keys[0]?.kid).toBe('delivery-1')
  })

  it('refuses another GitHub App than the pinned one, until the user says --replace (security.R10)', async () => {
    const world = await createWorld({ keys: [fixedKey('d', 'delivery')] })
    await world.run('trust', issuer)
    world.app = { id: 6, slug: 'daypass-acme' }
    expect(await world.run('trust', issuer)).toBe(1)
    expect(world.err).toContain('another GitHub App, daypass-acme (6), than the one that this machine trusts')
    expect(trustOf(world)).toMatchObject({ issuers: { [issuer]: { app: { id: 5 } } } })
    expect(await world.run('trust', issuer, '--replace')).toBe(0)
    expect(trustOf(world)).toMatchObject({ issuers: { [issuer]: { app: { id: 6 } } } })
  })

  it('keeps the pinned app where the issuer names none, and says where it knows none (security.R10)', async () => {
    const world = await createWorld({ keys: [fixedKey('d', 'delivery')], app: undefined })
    expect(await world.run('trust', issuer)).toBe(0)
    expect(world.out).toContain('It names no GitHub App')
    world.app = { id: 5, slug: 'daypass-acme' }
    expect(await world.run('trust', issuer)).toBe(0)
    world.app = undefined
    world.keys.push((await createIssuer('d2')).jwk)
    expect(await world.run('trust', issuer)).toBe(0)
    expect(trustOf(world)).toMatchObject({ issuers: { [issuer]: { app: { id: 5 } } } })
  })

  it.each([
    [{ id: 0, slug: 'a' }],
    [{ id: 1.5, slug: 'a' }],
    [{ id: '5', slug: 'a' }],
    [{ id: 5 }],
    [{ id: 5, slug: 'a[bot]' }],
    ['daypass'],
  ])('takes %j for no app (security.R10)', async (app) => {
    const world = await createWorld({ keys: [fixedKey('d', 'delivery')], app: app as never })
    expect(await world.run('trust', issuer)).toBe(0)
    expect(world.out).toContain('It names no GitHub App')
  })

  it('does not read a file whose app is none (security.R10)', async () => {
    const world = await createWorld({ keys: [fixedKey('d', 'delivery')] })
    await world.run('trust', issuer)
    const file = join(world.home, '.config/daypass/trust.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"id": 5', '"id": "5"'))
    expect(await world.run('trust', issuer)).toBe(1)
    expect(world.err).toContain('[TRUST_UNREADABLE]')
  })

  it('does not bind a repository to another issuer by the way', async () => {
    const { world } = await createOpenable()
    await world.run('open', issueUrl)
    expect(await world.run('trust', 'https://other.example', '--repository', 'https://github.com/Acme/Access')).toBe(1)
    expect(world.err).toContain('[ISSUER_CHANGED]')
    expect(await world.run('trust', 'https://other.example', '--repository', 'acme/access', '--replace')).toBe(0)
    expect((trustOf(world) as unknown as Pins).repositories['github.com/acme/access']).toEqual({
      issuer: 'https://other.example',
      id: 99,
    })
  })

  const refused: [string, string, unknown[]][] = [
    ['http://daypass.example', 'ISSUER_UNKNOWN', [fixedKey('d')]],
    ['daypass.example', 'ISSUER_UNKNOWN', [fixedKey('d')]],
    ['https://user@daypass.example', 'ISSUER_UNKNOWN', [fixedKey('d')]],
    ['https://daypass.example', 'ISSUER_UNKNOWN', []],
    ['https://daypass.example', 'ISSUER_UNKNOWN', [fixedKey('t', 'token')]],
    ['https://daypass.example', 'ISSUER_UNKNOWN', [{ ...fixedKey('d'), alg: 'HS256' }]],
    ['https://daypass.example', 'ISSUER_UNKNOWN', [{ kty: 'oct', k: 'AAAA', kid: 'd', alg: 'ES256' }]],
  ]
  it.each(refused)('refuses %s (%s)', async (url, code, keys) => {
    const world = await createWorld({ keys })
    expect(await world.run('trust', url)).toBe(1)
    expect(world.err).toContain(`[${code}]`)
    expect(() => trustOf(world)).toThrow()
  })

  it('follows no redirect', async () => {
    const world = await createWorld()
    const modes: unknown[] = []
    world.deps.fetch = async (_url, init) => {
      modes.push(init?.redirect)
      throw new TypeError('fetch failed')
    }
    expect(await world.run('trust', issuer)).toBe(1)
    expect(world.err).toContain('[ISSUER_UNREACHABLE]')
    expect(modes).toEqual(['error'])
  })

  it('reads no endless answer', async () => {
    const world = await createWorld()
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(64 * 1024).fill(32))
      },
    })
    world.deps.fetch = async () => new Response(endless)
    expect(await world.run('trust', issuer)).toBe(1)
    expect(world.err).toContain('[ISSUER_UNREACHABLE]')
    expect(pulled).toBeLessThan(30)
  })
})
