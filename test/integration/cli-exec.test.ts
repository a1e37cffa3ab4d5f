import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Running } from '../../src/cli/deps.ts'
import { thisMachine } from '../../src/cli/machine.ts'
import { createOpenable, issueUrl, type World } from '../unit/cli/world.ts'

/** What runs; a test that fails leaves nothing behind. */
const programs: Running[] = []
afterEach(() => {
  for (const program of programs.splice(0)) program.signal('SIGKILL')
})

type Timer = { milliseconds: number; act: () => void }

/** Programs really run here; only time stands still until a test moves it. */
async function createRunner(payload: Record<string, unknown> = {}) {
  const { world } = await createOpenable(payload)
  const real = thisMachine()
  const timers: Timer[] = []
  const signals: ((name: NodeJS.Signals) => void)[] = []
  const started: (() => void)[] = []
  Object.assign(world.env, { PATH: process.env.PATH })
  world.deps.machine.start = (program, args, env) => {
    const running = real.start(program, args, env)
    programs.push(running)
    for (const tell of started) tell()
    return running
  }
  world.deps.machine.onSignal = (hear) => {
    signals.push(hear)
    return () => void signals.splice(signals.indexOf(hear), 1)
  }
  world.deps.machine.after = (milliseconds, act) => {
    const timer = { milliseconds, act }
    timers.push(timer)
    return () => void timers.splice(timers.indexOf(timer), 1)
  }
  const exec = (...command: string[]): Promise<number> => world.run('exec', issueUrl, '--', ...command)
  return { world, timers, signals, started, exec }
}

const node = process.execPath
const leftovers = (world: World): string[] => readdirSync(world.home).filter((name) => name.startsWith('daypass-'))

/** A program that ends when the file that it is given says so; `test` decides when. */
const waiting = (file: string): string[] => [
  node,
  '-e',
  `const fs=require('fs');const t=setInterval(()=>{if(fs.existsSync(${JSON.stringify(file)}))process.exit(7)},5)`,
]

describe('daypass exec', () => {
  it.each([
    ['keeps the GitHub token of its user from a program', [], {}],
    ['hands it on when asked', ['--with-github-token'], { GH_TOKEN: 'user-token', GITHUB_ENTERPRISE_TOKEN: 'another' }],
  ])('%s (security.W10)', async (_, options, found) => {
    const { world } = await createRunner()
    Object.assign(world.env, { GITHUB_ENTERPRISE_TOKEN: 'another', KEPT: 'kept' })
    const report = join(world.home, 'report.json')
    const script = `require('fs').writeFileSync(${JSON.stringify(report)},JSON.stringify(process.env))`
    expect(await world.run('exec', ...options, issueUrl, '--', node, '-e', script)).toBe(0)
    const { KEPT, GH_TOKEN, GITHUB_TOKEN, GH_ENTERPRISE_TOKEN, GITHUB_ENTERPRISE_TOKEN } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    expect(KEPT).toBe('kept')
    expect({ GH_TOKEN, GITHUB_TOKEN, GH_ENTERPRISE_TOKEN, GITHUB_ENTERPRISE_TOKEN }).toEqual(found)
  })

  it('gives a program its token, and takes the file away again', async () => {
    const { world, exec } = await createRunner()
    const report = join(world.home, 'report.json')
    const script = `const fs=require('fs');const e=process.env;fs.writeFileSync(${JSON.stringify(report)},JSON.stringify({token:e.DAYPASS_TOKEN,file:fs.readFileSync(e.DAYPASS_TOKEN_FILE,'utf8'),mode:fs.statSync(e.DAYPASS_TOKEN_FILE).mode&0o777,resource:e.DAYPASS_RESOURCE,ends:e.DAYPASS_ENDS,argv:process.argv.slice(1)}))`
    expect(await exec(node, '-e', script, '--', 'a b', '$HOME', '--json')).toBe(0)
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({
      token: 'fresh.access-token',
      file: 'fresh.access-token',
      mode: 0o600,
      resource: 'orders-db',
      ends: '2026-11-21T12:00:00.5Z',
      argv: ['a b', '$HOME', '--json'],
    })
    expect(leftovers(world)).toEqual([])
    expect(world.out + world.err).toBe('')
  })

  it.each([
    ['its own code', 'process.exit(3)', 3],
    ['2, which is not our wrong use', 'process.exit(2)', 2],
    ['a signal', "process.kill(process.pid,'SIGKILL')", 137],
  ])('answers what the program answers: %s', async (_name, script, code) => {
    const { world, exec } = await createRunner()
    expect(await exec(node, '-e', script)).toBe(code)
    expect(leftovers(world)).toEqual([])
  })

  it('says that there is no such program', async () => {
    const { world, exec, timers } = await createRunner()
    expect(await exec('no-such-program-anywhere')).toBe(2)
    expect(world.err).toContain('no-such-program-anywhere: There is no such program.')
    expect(leftovers(world)).toEqual([])
    expect(timers).toEqual([])
  })

  it('passes signals on', async () => {
    const { signals, started, exec } = await createRunner()
    started.push(() => queueMicrotask(() => signals[0]?.('SIGTERM')))
    expect(await exec(node, '-e', 'setInterval(()=>{},1000)')).toBe(143)
    expect(signals).toEqual([])
  })

  it('rewrites the file when half of a token’s life is over', async () => {
    const { world, timers, exec } = await createRunner()
    const stop = join(world.home, 'stop')
    const ended = exec(...waiting(stop))
    await expect.poll(() => timers.length).toBe(1)
    expect(timers[0]?.milliseconds).toBe(150_000)
    world.token = () => ({ status: 200, body: { access_token: 'second', token_type: 'Bearer', expires_in: 100 } })
    timers.shift()?.act()
    await expect.poll(() => timers.length).toBe(1)
    expect(timers[0]?.milliseconds).toBe(50_000)
    const file = join(world.home, leftovers(world)[0] ?? '', 'token')
    expect(readFileSync(file, 'utf8')).toBe('second')
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
    tellToStop(stop)
    expect(await ended).toBe(7)
    expect(timers).toEqual([])
    expect(leftovers(world)).toEqual([])
  })

  it('says once that the first token has run out, when it has (field.D19)', async () => {
    const { world, timers, exec } = await createRunner()
    const stop = join(world.home, 'stop')
    const ended = exec(...waiting(stop))
    const begun = world.now.getTime()
    for (const seconds of [150, 300, 450]) {
      await expect.poll(() => timers.length).toBe(1)
      expect(world.err.includes('DAYPASS_TOKEN has run out')).toBe(seconds > 300)
      world.now = new Date(begun + seconds * 1000)
      timers.shift()?.act()
    }
    await expect.poll(() => timers.length).toBe(1)
    tellToStop(stop)
    expect(await ended).toBe(7)
    expect(world.err.match(/DAYPASS_TOKEN_FILE/g)).toHaveLength(1)
  })

  it('tries again while the issuer is away, and says so once', async () => {
    const { world, timers, exec } = await createRunner()
    const stop = join(world.home, 'stop')
    const ended = exec(...waiting(stop))
    await expect.poll(() => timers.length).toBe(1)
    world.token = () => ({ status: 503, body: '' })
    for (let attempt = 0; attempt < 3; attempt += 1) {
      timers.shift()?.act()
      await expect.poll(() => timers.length).toBe(1)
      expect(timers[0]?.milliseconds).toBe(5_000)
    }
    expect(world.err.match(/trying again/g)).toHaveLength(1)
    tellToStop(stop)
    expect(await ended).toBe(7)
  })

  const ends: [string, (world: World) => void][] = [
    [
      'ended early',
      (world) => {
        world.token = () => ({ status: 400, body: { error: 'invalid_grant' } })
      },
    ],
    [
      'ended on time',
      (world) => {
        world.now = new Date('2026-11-21T12:00:01Z')
      },
    ],
  ]
  it.each(ends)('says that access %s, and takes the file away while the program goes on', async (_name, happen) => {
    const { world, timers, exec } = await createRunner()
    const stop = join(world.home, 'stop')
    const ended = exec(...waiting(stop))
    await expect.poll(() => timers.length).toBe(1)
    happen(world)
    timers.shift()?.act()
    await expect.poll(() => world.err).toContain('Access has ended')
    await expect.poll(() => leftovers(world)).toEqual([])
    expect(timers).toEqual([])
    tellToStop(stop)
    expect(await ended).toBe(7)
  })

  it('never plans beyond the end of the grant', async () => {
    const { world, timers, exec } = await createRunner()
    world.now = new Date('2026-11-21T11:59:58Z')
    const stop = join(world.home, 'stop')
    const ended = exec(...waiting(stop))
    await expect.poll(() => timers.length).toBe(1)
    expect(timers[0]?.milliseconds).toBe(2_500)
    tellToStop(stop)
    await ended
  })

  it('starts nothing without a living grant', async () => {
    const { world, exec, started } = await createRunner()
    let starts = 0
    started.push(() => {
      starts += 1
    })
    world.token = () => ({ status: 400, body: { error: 'invalid_grant' } })
    expect(await exec(node, '-e', '')).toBe(1)
    expect(world.err).toContain('[GRANT_ENDED]')
    expect(starts).toBe(0)
    expect(leftovers(world)).toEqual([])
  })
})

function tellToStop(file: string): void {
  writeFileSync(file, '')
}

describe('daypass exec with a login of Redis', () => {
  const credential = {
    ...{ type: 'redis', host: 'cache.acme.example', port: 6379, user: 'jit_abcdefghijklmnopqrstuvwxyz' },
    ...{
      password: 'x'.repeat(43),
      tls: true,
      uri: 'rediss://jit_abcdefghijklmnopqrstuvwxyz:x@cache.acme.example:6379',
    },
  }

  it.each([
    ['gives redis-cli its password where it looks for one', [], {}],
    ['gives all of it as one address where that is asked for', ['--url'], { REDIS_URL: credential.uri }],
  ])('%s', async (_, options, more) => {
    const { world } = await createRunner({ credential: { ...credential, ca: 'an authority' } })
    const report = join(world.home, 'report.json')
    const program = `const {env}=process,fs=require('fs');fs.writeFileSync(${JSON.stringify(report)},JSON.stringify({env:Object.fromEntries(Object.entries(env).filter(([n])=>/^(REDIS|DAYPASS_TOKEN)/.test(n))),authority:fs.readFileSync(env.REDIS_CACERT,'utf8')}))`
    expect(await world.run('exec', issueUrl, ...options, '--', node, '-e', program)).toBe(0)
    const { env, authority } = JSON.parse(readFileSync(report, 'utf8'))
    expect(authority).toBe('an authority')
    expect(env).toEqual({
      ...{ REDIS_HOST: 'cache.acme.example', REDIS_PORT: '6379', REDIS_USER: credential.user },
      ...{ REDISCLI_AUTH: credential.password, REDIS_CACERT: env.REDIS_CACERT, ...more },
    })
    expect(leftovers(world)).toEqual([])
  })

  it('is shown by `daypass open`', async () => {
    const { world } = await createRunner({ credential })
    expect(await world.run('open', issueUrl)).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../golden/cli/open-redis.txt')
    expect(await world.run('token', issueUrl)).toBe(2)
  })
})

describe('daypass exec with what a target of webhooks gave', () => {
  const credential = { type: 'webhook', values: { API_KEY: 'k'.repeat(32), API_USER: 'a\u001b[2Jb' } }

  it('makes a variable of each value, and of nothing else', async () => {
    const { world } = await createRunner({ credential })
    const report = join(world.home, 'report.json')
    const program = `const {env}=process;require('fs').writeFileSync(${JSON.stringify(report)},JSON.stringify(Object.fromEntries(Object.entries(env).filter(([n])=>/^(API|DAYPASS_TOKEN)/.test(n)))))`
    expect(await world.run('exec', issueUrl, '--', node, '-e', program)).toBe(0)
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual(credential.values)
    expect(leftovers(world)).toEqual([])
  })

  it('is shown by `daypass open`, and has no token', async () => {
    const { world } = await createRunner({ credential })
    expect(await world.run('open', issueUrl)).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../golden/cli/open-webhook.txt')
    expect(await world.run('open', issueUrl, '--env')).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../golden/cli/open-webhook-env.txt')
    expect(await world.run('token', issueUrl)).toBe(2)
  })
})

describe('daypass exec with a login of a database', () => {
  const user = 'jit_abcdefghijklmnopqrstuvwxyz'
  const credential = {
    ...{
      type: 'postgres',
      host: 'db.acme.example',
      port: 5432,
      database: 'or:ders',
      user,
      password: `pass\\word:${'x'.repeat(32)}`,
    },
    ...{ sslmode: 'verify-full', uri: `postgres://${user}:secret@db.acme.example:5432/or%3Aders?sslmode=verify-full` },
  }

  it.each([
    ['keeps the password in a file of its user alone, escaped', [], {}],
    ['gives it as one address where that is asked for', ['--url'], { DATABASE_URL: credential.uri }],
  ])('%s', async (_, options, more) => {
    const { world } = await createRunner({ credential: { ...credential, sslrootcert: 'an authority' } })
    const report = join(world.home, 'report.json')
    const program = `const {env}=process,fs=require('fs');fs.writeFileSync(${JSON.stringify(report)},JSON.stringify({env:Object.fromEntries(Object.entries(env).filter(([n])=>/^(PG|DATABASE_URL|DAYPASS_TOKEN)/.test(n))),pass:fs.readFileSync(env.PGPASSFILE,'utf8'),mode:fs.statSync(env.PGPASSFILE).mode&0o777,authority:fs.readFileSync(env.PGSSLROOTCERT,'utf8')}))`
    expect(await world.run('exec', issueUrl, ...options, '--', node, '-e', program)).toBe(0)
    const { env, pass, mode, authority } = JSON.parse(readFileSync(report, 'utf8'))
    expect(pass).toBe(`db.acme.example:5432:or\\:ders:${user}:pass\\\\word\\:${'x'.repeat(32)}\n`)
    expect({ mode, authority }).toEqual({ mode: 0o600, authority: 'an authority' })
    expect(env).toEqual({
      ...{ PGHOST: 'db.acme.example', PGPORT: '5432', PGDATABASE: 'or:ders', PGUSER: user, PGSSLMODE: 'verify-full' },
      ...{ PGAPPNAME: 'daypass acme/access/issues/7', PGPASSFILE: env.PGPASSFILE, PGSSLROOTCERT: env.PGSSLROOTCERT },
      ...more,
    })
    expect(leftovers(world)).toEqual([])
  })

  it('is shown by `daypass open`, and has no token', async () => {
    const { world } = await createRunner({ credential })
    expect(await world.run('open', issueUrl)).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../golden/cli/open-postgres.txt')
    expect(await world.run('open', issueUrl, '--env')).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../golden/cli/open-postgres-env.txt')
    expect(await world.run('token', issueUrl)).toBe(2)
    expect(world.err).toContain('This access has no tokens')
  })
})
