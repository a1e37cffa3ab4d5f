import { senderOf } from '../core/client-address.ts'

/** How many bytes all unfinished bodies may hold together. */
export type AllowanceLimits = {
  /** Bytes up to which a body is small: as nearly all of GitHub's are. */
  smallBody: number
  /** Bytes that small bodies may hold together; large ones take none of it. */
  small: number
  /** Bytes that large bodies may hold together. */
  large: number
}

/** What one body takes of the allowance. */
export type Held = {
  /** Whether so many bytes more may be held; false: the body has to be given up. */
  take(bytes: number): boolean
  /** Gives back all that was taken. */
  release(): void
}

export type Allowance = { begin(address: string | undefined): Held }

/** The bytes that are held in one share, in all and by address. */
type Share = { limit: number; all: number; by: Map<string, number> }

/**
 * An allowance for unsigned bytes, in two shares: nobody who sends large bodies keeps small ones out. Of each share one address holds at
 * most half, so that one sender alone leaves room for GitHub.
 */
export function createAllowance({ smallBody, small, large }: AllowanceLimits): Allowance {
  const share = (limit: number): Share => ({ limit, all: 0, by: new Map() })
  const shares = { small: share(small), large: share(large) }
  return {
    begin: (address) => {
      const sender = senderOf(address)
      let size = 0
      let of = shares.small
      return {
        take: (bytes) => {
          add(of, sender, -size)
          size += bytes
          if (size > smallBody) of = shares.large
          add(of, sender, size)
          return of.all <= of.limit && (of.by.get(sender) ?? 0) <= of.limit / 2
        },
        release: () => {
          add(of, sender, -size)
          size = 0
        },
      }
    },
  }
}

function add(share: Share, sender: string, bytes: number): void {
  share.all += bytes
  const held = (share.by.get(sender) ?? 0) + bytes
  if (held === 0) share.by.delete(sender)
  else share.by.set(sender, held)
}
