import { chainOf, NoConnection } from '../core/no-connection.ts'
import type { WayOut } from '../ports/way-out.ts'

/** What OpenSSL says of a certificate whose authority it does not know. */
const unknownAuthority = new Set([
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** Failures that come before a connection is there. */
const unconnected = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * A fetch that says what to do where the way out is not as Node.js was told: a certificate of an authority that it does not know, a proxy
 * that is not there or refuses, or that is set and not used. Throws NoConnection for these, and everything else as it is.
 */
export function tellingFetch(fetcher: typeof fetch, wayOut: WayOut): typeof fetch {
  return (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const call = () => fetcher(input, init)
    return URL.canParse(url) ? explained(call, new URL(url), wayOut) : call()
  }
}

/** Makes a call to this address. Throws as `tellingFetch` does. */
export async function explained<Answer>(call: () => Promise<Answer>, url: URL, wayOut: WayOut): Promise<Answer> {
  try {
    return await call()
  } catch (thrown) {
    throw explain(thrown, url, wayOut) ?? thrown
  }
}

function explain(thrown: unknown, url: URL, wayOut: WayOut): NoConnection | undefined {
  const chain = [...chainOf(thrown)] as { code?: unknown; name?: unknown; message?: unknown }[]
  const made = (nothingSent: boolean, ...sentences: string[]) =>
    new NoConnection(sentences.join(' '), { cause: thrown, nothingSent })
  if (chain.some(({ code }) => unknownAuthority.has(String(code)))) {
    const advice = wayOut.extraAuthorities
      ? 'NODE_EXTRA_CA_CERTS is set: see that its file can be read and holds that authority.'
      : 'Set NODE_EXTRA_CA_CERTS to the PEM file of that authority, and start again.'
    return made(true, `The certificate that ${url.host} shows is of an authority that Node.js does not know.`, advice)
  }
  const proxy = wayOut.proxyOf(url)
  if (proxy === undefined) return undefined
  const code = chain.map((one) => String(one.code)).find((one) => unconnected.has(one))
  const isLate = chain.some(({ name }) => name === 'TimeoutError')
  if (!wayOut.used) {
    if (code === undefined && !isLate) return undefined
    const advice = 'Node.js uses it only where NODE_USE_ENV_PROXY=1 is set, too. Set it, and start again.'
    return made(code !== undefined, `${proxy} is set and not used.`, advice)
  }
  const without = `or name ${url.hostname} in NO_PROXY where it is reached without.`
  const refusal = chain.map(({ message }) => /^Proxy response \((\d{3})\)/.exec(String(message))?.[1]).find(Boolean)
  if (refusal !== undefined)
    return made(
      true,
      `The proxy of ${proxy} refuses to connect to ${url.host} (${refusal}). Have it allowed there, ${without}`,
    )
  if (code !== undefined)
    return made(true, `The proxy of ${proxy} cannot be reached (${code}). Correct ${proxy}, ${without}`)
  if (isLate) return made(false, `No answer came in time through the proxy of ${proxy}. Look at the proxy, ${without}`)
  return undefined
}
