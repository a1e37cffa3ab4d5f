import { sha256 } from '../../../src/core/digest.ts'
import { DaypassError } from '../../../src/core/error.ts'
import type { Signer } from '../../../src/ports/signer.ts'

const kid = 'simulated'
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const detached = (typ: string, bytes: Uint8Array): string =>
  `${part({ alg: 'none', kid, typ })}..${sha256(`${typ} ${Buffer.from(bytes).toString('base64')}`)}`

/** Signs without keys, and the same bytes always alike: nobody in a simulated run forges anything. */
export const signer: Signer = {
  signJwt: async (_purpose, typ, claims) =>
    `${part({ alg: 'none', kid, typ })}.${part(claims)}.${sha256(part(claims))}`,
  signDetached: async (_purpose, typ, bytes) => detached(typ, bytes),
  async verifyDetached(_purpose, typ, signature, bytes) {
    if (signature !== detached(typ, bytes)) throw new DaypassError('SEALED_NOT_AUTHENTIC', 'Nobody signed this.')
  },
  publicKeys: () => [{ kid, kty: 'EC', alg: 'ES256', use: 'sig' }],
}
