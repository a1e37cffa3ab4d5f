import { chmod, lstat, mkdir, unlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname, join, relative } from 'node:path'
import type { Hono } from 'hono'
import { asError, DaypassError } from '../core/error.ts'
import { listen } from './listen.ts'

/** Bytes of a Unix socket's path that every system takes. */
const longestPath = 103

type Log = { warn(facts: object, message: string): void }

/**
 * Serves the application on `<directory>/admin.sock` (mode 0600): whoever may open it is this server's own user, or root, so that it
 * asks for no token. What a dead server left is replaced; where a live server listens, or the system has no such sockets there, the
 * log says so and undefined is returned: the admin port serves the same with its token. Throws CONFIG_INVALID where something is that
 * is no socket.
 */
export async function listenOnSocket(
  app: Hono,
  directory: string,
  log: Log,
): Promise<{ stop(): Promise<void> } | undefined> {
  const file = join(directory, 'admin.sock')
  const path = socketPath(directory)
  const without = (why: string) => {
    log.warn({ socket: file, why }, 'no admin socket: use the admin port with its token')
    return undefined
  }
  if (process.platform === 'win32') return without('Windows keeps no modes of sockets')
  if (Buffer.byteLength(path) > longestPath) return without('its path is too long for a socket')
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  // Two servers that start at this instant on one directory may both take it for stale. They then share a database, and either serves.
  if (await isHeld(path)) return without('another server listens there')
  try {
    const server = await listen({ path })
    await chmod(path, 0o600)
    server.serve(app)
    return server
  } catch (error) {
    return without(asError(error).message)
  }
}

/** Where the socket of this data directory is: as short as it can be said. */
export function socketPath(directory: string): string {
  const file = join(directory, 'admin.sock')
  // What the working directory shortens is still the same file; neither server nor command line changes it.
  return [file, relative('.', file)].sort((a, b) => a.length - b.length)[0] ?? file
}

/** Whether a live server listens; what a dead one left is removed. */
async function isHeld(path: string): Promise<boolean> {
  const stats = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!stats) return false
  if (!stats.isSocket())
    throw new DaypassError('CONFIG_INVALID', 'Here the admin socket belongs, and this is no socket. Remove it.', {
      where: path,
    })
  if (await answers(path)) return true
  await unlink(path)
  return false
}

/** Whether anybody accepts connections. Only a refused one proves that nobody does. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(true))
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED'))
    socket.once('connect', () => socket.destroy())
  })
}
