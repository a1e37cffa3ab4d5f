import { markBytes, markType, type StoreMark } from '../core/comment-marker.ts'
import { isDaypassError } from '../core/error.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { Signer } from '../ports/signer.ts'

/** Signs and checks which store looks after a request. `storeId`: whose marks are made. */
export function createMarks(
  signer: Pick<Signer, 'signDetached' | 'verifyDetached' | 'publicKeys'>,
  storeId: () => Promise<string>,
) {
  const bytes = (store: string, key: RequestKey) => Buffer.from(markBytes(store, key))
  return {
    async of(key: RequestKey): Promise<StoreMark> {
      const store = await storeId()
      return { store, signature: await signer.signDetached('trail', markType, bytes(store, key)) }
    },
    /** False: it was changed, or made for something else. What keys signed that are not ours cannot be shown to be false. */
    async check(key: RequestKey, { store, signature }: StoreMark): Promise<boolean> {
      const kid = kidOf(signature)
      if (kid === undefined) return false
      if (!signer.publicKeys().some((one) => one.kid === kid)) return true
      try {
        await signer.verifyDetached('trail', markType, signature, bytes(store, key))
        return true
      } catch (error) {
        if (isDaypassError(error, 'SEALED_NOT_AUTHENTIC')) return false
        throw error
      }
    },
  }
}

function kidOf(signature: string): string | undefined {
  try {
    const { kid, typ } = JSON.parse(Buffer.from(signature.split('.')[0] ?? '', 'base64url').toString('utf8'))
    return typ === markType && typeof kid === 'string' ? kid : undefined
  } catch {
    return undefined
  }
}
