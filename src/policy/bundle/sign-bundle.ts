import { gzipSync } from 'node:zlib'
import type { Signer } from '../../ports/signer.ts'
import type { BundleFile } from './bundle-files.ts'
import { writeTar } from './write-tar.ts'

/** For whom it is signed: a reader refuses what is for another scope. */
export type Signed = { scope: string; at: Date }

/**
 * A bundle as opa reads it, gzipped, with its `.signatures.json`: every file with its hash, signed by the key for bundles. The instant is
 * there for people: opa looks neither at it nor at an expiry, so that what must be fresh says so in the data.
 */
export async function signBundle(
  files: readonly BundleFile[],
  { scope, at }: Signed,
  signer: Pick<Signer, 'signJwt'>,
): Promise<Buffer> {
  const named = files.map(({ name, hash }) => ({ name, hash, algorithm: 'SHA-256' }))
  const claims = { files: named, iat: Math.floor(at.getTime() / 1000), scope }
  const signatures = JSON.stringify({ signatures: [await signer.signJwt('bundle', 'JWT', claims)] })
  const packed = files.map(({ name, bytes }) => [name, bytes] as const)
  return gzipSync(writeTar([...packed, ['.signatures.json', Buffer.from(signatures)]]), { level: 9 })
}
