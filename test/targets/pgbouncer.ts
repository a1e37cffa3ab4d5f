import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../demo/github/free-port.ts'
import { asPostgres, newFolder, owned } from '../../demo/postgres/postgres-server.ts'

export type StartedPooler = { port: number; stop(): Promise<void> }

/**
 * Debian's pgBouncer before a server, which it asks by `authQuery` what a user's verifier is. `as`: the user as whom it logs in at the server,
 * whoever has come in.
 */
export async function startPgBouncer(
  server: { port: number },
  { authQuery, as }: { authQuery: string; as?: string },
): Promise<StartedPooler> {
  const folder = newFolder()
  const port = await freePort()
  const user = as === undefined ? '' : ` user=${as}`
  const settings = [
    '[databases]',
    `orders = host=127.0.0.1 port=${server.port} dbname=orders auth_user=postgres${user}`,
    '[pgbouncer]',
    ...['listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'pool_mode = transaction'],
    ...['auth_type = scram-sha-256', `auth_file = ${join(folder, 'users.txt')}`, `auth_query = ${authQuery}`],
    ...['logfile =', 'syslog = 0', 'server_login_retry = 1'],
  ]
  writeFileSync(join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`)
  writeFileSync(join(folder, 'users.txt'), '"postgres" "local"\n"app_reader" "local"\n')
  owned(folder)
  const child = spawn('/usr/sbin/pgbouncer', [join(folder, 'pgbouncer.ini')], { ...asPostgres(), cwd: folder })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve())
    child.on('error', (error) => {
      said += `${error.message}: apt-get install pgbouncer`
      resolve()
    })
  })
  for (let tries = 0; !(await isListening(port)); tries++) {
    if (tries > 200 || child.exitCode !== null || child.pid === undefined)
      throw new Error(`pgBouncer does not start: ${said.slice(-2_000)}`)
    await setTimeout(50)
  }
  return {
    port,
    async stop() {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
