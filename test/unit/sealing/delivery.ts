import { compactVerify, FlattenedSign, generateKeyPair } from 'jose'
import { Secret } from '../../../src/core/secret.ts'
import type { Sealable, UnsignedPayload } from '../../../src/core/unsigned-payload.ts'
import { fingerprints } from './keys.ts'

/** A payload for a fixture key, with whatever a test wants different. */
export function payloadFor(key: string, change: Partial<UnsignedPayload> = {}): UnsignedPayload {
  return {
    version: 2,
    issuer: 'https://daypass.example',
    grant: 'AAAAAAAAAAAAAAAAAAAAAA',
    request: 'https://github.com/acme/access/issues/7',
    digest: 'ab'.repeat(32),
    resource: 'orders-db',
    scope: 'orders:read orders:write',
    audience: 'https://api.acme.example',
    recipient: { id: 4711, keys: [fingerprints.get(key) ?? ''] },
    begins: '2026-11-21T10:00:00Z',
    ends: '2026-11-21T12:00:00.5Z',
    credential: {
      type: 'refresh_token',
      token_endpoint: 'https://daypass.example/oauth/token',
      refresh_token: 'canary-0123456789abcdef0123456789abcdef',
    },
    ...change,
  }
}

/** The same as a connector hands it over. */
export function sealable(payload: UnsignedPayload): Sealable {
  return { ...payload, credential: new Secret(payload.credential) }
}

export type Header = Record<string, unknown>
export const goodHeader: Header = { alg: 'ES256', kid: 'delivery-1', typ: 'daypass-delivery+jws' }

/** An issuer with a key of its own: signs and verifies detached. */
export async function createIssuer(header: Header = goodHeader) {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const sign = async (bytes: Uint8Array): Promise<string> => {
    const jws = await new FlattenedSign(bytes).setProtectedHeader({ alg: 'ES256', ...header }).sign(privateKey)
    return `${jws.protected}..${jws.signature}`
  }
  const verify = async (signature: string, bytes: Uint8Array): Promise<void> => {
    const [protectedHeader, , value] = signature.split('.')
    await compactVerify(`${protectedHeader}.${Buffer.from(bytes).toString('base64url')}.${value}`, publicKey)
  }
  return { sign, verify, signDetached: sign }
}

/** The code of the error that something fails with. */
export async function codeOf(attempt: () => unknown): Promise<unknown> {
  try {
    await attempt()
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? thrown.code : thrown
  }
  return 'no error'
}
