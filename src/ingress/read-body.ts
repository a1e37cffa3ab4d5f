import type { IncomingMessage } from 'node:http'
import { DaypassError } from '../core/error.ts'
import type { Allowance } from './allowance.ts'

/**
 * Reads a body of at most `bytes`, within `milliseconds`. Undefined: the sender went away. Throws DELIVERY_TOO_LARGE,
 * DELIVERY_STALLED, and DELIVERY_NOT_STORED when too much is being received at once.
 */
export function readBody(
  request: IncomingMessage,
  limits: { bytes: number; milliseconds: number },
  allowance: Allowance,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  const held = allowance.begin(request.socket.remoteAddress)
  let size = 0
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>()
  const deadline = setTimeout(() => reject(stalled(limits.milliseconds)), limits.milliseconds)
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    const fits = held.take(chunk.length)
    if (size > limits.bytes) reject(tooLarge(limits.bytes))
    else if (!fits) reject(tooMuchAtOnce())
    else chunks.push(chunk)
  })
  request.on('end', () => resolve(Buffer.concat(chunks)))
  request.on('error', () => resolve(undefined))
  request.on('close', () => resolve(undefined))
  return promise.finally(() => {
    clearTimeout(deadline)
    held.release()
    request.removeAllListeners('data')
    chunks.length = 0
  })
}

export function tooLarge(bytes: number): DaypassError {
  return new DaypassError(
    'DELIVERY_TOO_LARGE',
    `the delivery is longer than ${bytes} bytes, more than GitHub ever sends; send less`,
  )
}

function stalled(milliseconds: number): DaypassError {
  return new DaypassError(
    'DELIVERY_STALLED',
    `the delivery's body did not arrive within ${milliseconds / 1000} s; send it again`,
  )
}

function tooMuchAtOnce(): DaypassError {
  return new DaypassError(
    'DELIVERY_NOT_STORED',
    'too much is being received at once; nothing was stored, send the delivery again',
  )
}
