import { hash } from 'node:crypto'
import type { CanonicalRequest } from '../generated/request.ts'
import { canonicalJson } from './canonical-json.ts'

/** SHA-256 as 64 hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data)
}

/** SHA-256 of a comment's text, the same whether a webhook or a read shows it. */
export function commentDigest(body: string): string {
  return sha256(body.replaceAll('\r\n', '\n'))
}

/** The request digest: SHA-256 over the RFC 8785 form of the canonical request. Equal digests ask for the same thing. */
export function requestDigest(request: CanonicalRequest): string {
  return sha256(canonicalJson(request))
}
