import type { RandomBytes } from '../database/parts.ts'

/** Which store this is: made when it is first asked for, and never changed. */
export type StoreId = () => string

export function createStoreId(randomBytes: RandomBytes): StoreId {
  let made: string | undefined
  return () => {
    made ??= Buffer.from(randomBytes(16)).toString('base64url')
    return made
  }
}
