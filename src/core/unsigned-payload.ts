import type { SealedPayload } from '../generated/sealed-payload.ts'

export type { SealedPayload }

/** What is signed: the sealed payload without its signature. */
export type UnsignedPayload = Omit<SealedPayload, 'signature'>

/** The `typ` of the signature over a sealed payload; no other signature of Daypass carries it. */
export const deliveryType = 'daypass-delivery+jws'
