import type { Credential, SealedPayload } from '../../generated/sealed-payload.ts'

/** What a job of GitHub Actions needs to get access tokens by itself. */
export type JobCredential = Pick<SealedPayload, 'issuer' | 'grant' | 'request' | 'resource' | 'ends'> & {
  token_endpoint: string
  refresh_token: string
}

/** How it begins, so that it is known for what it is wherever it turns up. */
export const jobCredentialPrefix = 'dpc1_'

/**
 * What stands in a secret, for one kind of credential each: a login as its address, one value as it is, and what gets tokens as one word, since
 * GitHub hides in logs only what is printed as it stands in the secret. Undefined: it cannot be said in one text.
 */
export function secretText(
  payload: Omit<SealedPayload, 'signature' | 'credential'>,
  credential: Credential,
): string | undefined {
  switch (credential.type) {
    case 'refresh_token': {
      const { issuer, grant, request, resource, ends } = payload
      const { token_endpoint, refresh_token } = credential
      const words: JobCredential = { issuer, grant, request, resource, ends, token_endpoint, refresh_token }
      return `${jobCredentialPrefix}${base64url(JSON.stringify(words))}`
    }
    case 'postgres':
    case 'redis':
      return credential.uri
    case 'webhook': {
      const [value, ...more] = Object.values(credential.values)
      return more.length === 0 ? value : undefined
    }
    default:
      return credential satisfies never
  }
}

function base64url(text: string): string {
  const bytes = new TextEncoder().encode(text)
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** What `DAYPASS_CREDENTIAL` holds; undefined: it is none. Its members are as whoever set the variable wrote them. */
export function readJobCredential(text: string): JobCredential | undefined {
  const word = text.trim()
  if (!word.startsWith(jobCredentialPrefix) || word.length > 16_384) return undefined
  try {
    const encoded = word.slice(jobCredentialPrefix.length).replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, unknown>
    const { issuer, grant, request, resource, ends, token_endpoint, refresh_token } = value
    const words = { issuer, grant, request, resource, ends, token_endpoint, refresh_token }
    return Object.values(words).every((one) => typeof one === 'string' && one !== '')
      ? (words as JobCredential)
      : undefined
  } catch {
    return undefined
  }
}
