import { asError, DaypassError } from '../../core/error.ts'
import { type Listening, listen } from '../../http/listen.ts'
import type { Deployment } from '../deployment.ts'

type Configuration = Deployment['configuration']

/** The ports of a server, on which nobody is served yet. */
export type TakenPorts = { admin: Listening; metrics: Listening | undefined; open: Listening }

/** Takes every port before anything is read or written; `stops` gets how to give each back. Throws CONFIG_INVALID. */
export async function takePorts(
  { adminPort, metrics, port, host }: Configuration['config'],
  stops: (() => Promise<unknown>)[],
): Promise<TakenPorts> {
  const take = async (variable: `${string}PORT`, number: number, where: string) => {
    const taken = await listen({ port: number, host: where }).catch((error: unknown) => {
      throw cannotListen(variable, number, where, error)
    })
    stops.push(taken.stop)
    return taken
  }
  return {
    admin: await take('DAYPASS_ADMIN_PORT', adminPort, '127.0.0.1'),
    metrics: metrics && (await take('DAYPASS_METRICS_PORT', metrics.port, metrics.host)),
    open: await take('PORT', port, host),
  }
}

function cannotListen(variable: `${string}PORT`, port: number, host: string, cause: unknown): DaypassError {
  const reason = (asError(cause) as NodeJS.ErrnoException).code ?? 'unknown reason'
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(reason)) {
    const message = `Nothing can listen at ${host} (${reason}): it is no address of this machine. Give one that is.`
    return new DaypassError('CONFIG_INVALID', message, { cause, where: variable.replace(/PORT$/, 'HOST') })
  }
  const message = `Nothing can listen on port ${port} (${reason}). Stop the program that does already, or choose another port.`
  return new DaypassError('CONFIG_INVALID', message, { cause, where: variable })
}
