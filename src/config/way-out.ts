import { X509Certificate } from 'node:crypto'
import { asError, DaypassError } from '../core/error.ts'
import type { WayOut } from '../ports/way-out.ts'
import type { Environment, ReadFile } from './secret-source.ts'

/** Variables that Node.js reads itself, before any line of ours runs. */
export const wayOutVariables = [
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'NODE_USE_ENV_PROXY',
  'NODE_EXTRA_CA_CERTS',
] as const

/** A variable as it is spelled in the environment; Node.js prefers small letters, even where these are empty. */
function spelled(env: Environment, name: string): string | undefined {
  const small = name.toLowerCase()
  const which = env[small] === undefined ? name : small
  return env[which] ? which : undefined
}

/** How connections leave this machine, as the fetch of Node.js 24 reads the environment. No value of a proxy is ever shown: it may hold a password. */
export function readWayOut(env: Environment, readFile: ReadFile): WayOut {
  const [https, http] = [spelled(env, 'HTTPS_PROXY'), spelled(env, 'HTTP_PROXY')]
  const exceptions = exceptionsOf(env.no_proxy ?? env.NO_PROXY ?? '')
  return {
    proxies: [https, http].filter((name) => name !== undefined),
    used: env.NODE_USE_ENV_PROXY === '1' || / --use-env-proxy(?: |$)/.test(` ${env.NODE_OPTIONS ?? ''}`),
    asked: env.NODE_USE_ENV_PROXY !== undefined,
    exceptions: exceptions.length > 0,
    proxyOf: (url) => (exceptions.some((except) => except(url)) ? undefined : ofScheme(url, https, http)),
    extraAuthorities: Boolean(env.NODE_EXTRA_CA_CERTS),
    countAuthorities: () => countCertificates(env.NODE_EXTRA_CA_CERTS ?? '', readFile),
    unchecked: env.NODE_TLS_REJECT_UNAUTHORIZED === '0',
  }
}

function ofScheme({ protocol }: URL, https: string | undefined, http: string | undefined): string | undefined {
  return protocol === 'https:' ? (https ?? http) : http
}

/** NO_PROXY: hosts with all that is below them, each with a port or without, or * for all; a dot or *. before a host changes nothing. */
function exceptionsOf(text: string): ((url: URL) => boolean)[] {
  if (text === '*') return [() => true]
  const entries = text.split(/[,\s]/).filter((entry) => entry !== '')
  return entries.map((entry) => {
    const [, withPort, port] = /^(.+):(\d+)$/.exec(entry) ?? []
    const name = (withPort ?? entry).replace(/^\*?\./, '').toLowerCase()
    return (url) => {
      const host = url.hostname.toLowerCase()
      const hostPort = url.port || (url.protocol === 'https:' ? '443' : '80')
      return (port === undefined || port === hostPort) && (host === name || host.endsWith(`.${name}`))
    }
  })
}

/** Node.js itself only warns, and goes on without. */
function countCertificates(file: string, readFile: ReadFile): number {
  const where = 'NODE_EXTRA_CA_CERTS'
  let text: string
  try {
    text = readFile(file)
  } catch (cause) {
    const { code } = asError(cause) as NodeJS.ErrnoException
    const absent = code === 'ENOENT'
    const message = absent
      ? `names ${file}, where there is no file. Node.js goes on without it. Correct the path.`
      : `names ${file}, which cannot be read (${code ?? 'unknown reason'}). Node.js goes on without it. Make it a file that this user may read.`
    throw new DaypassError(absent ? 'CONFIG_MISSING' : 'CONFIG_UNREADABLE', message, { cause, where })
  }
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  const invalid = (what: string): DaypassError =>
    new DaypassError('CONFIG_INVALID', `names ${file}, which ${what}. Put the authority's certificate there as PEM.`, {
      where,
    })
  if (found.length === 0) throw invalid('holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)')
  for (const certificate of found) {
    try {
      new X509Certificate(certificate)
    } catch {
      throw invalid('holds a certificate that is cut off or damaged')
    }
  }
  return found.length
}
