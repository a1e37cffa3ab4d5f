/** Rights that somebody has for good, the least first. What only reads is none of them. */
export const standingLevels = ['write', 'maintain', 'admin'] as const
export type StandingLevel = (typeof standingLevels)[number]

/** One right: on what, whose (`@rita`, `@acme/dev`, `every member`, `the role app`), and how much. */
export type StandingRight = { on: string; who: string; right: StandingLevel }

/** What one look found; `unseen`: what could not be looked at, and why. */
export type StandingFound = { rights: StandingRight[]; unseen: string[] }

/** What a scan found, in order. `unseen`: what could not be looked at, and why; whoever compares knows that something may be missing there. */
export type StandingScan = { version: 1; of: string; rights: StandingRight[]; unseen: string[] }

/** What came and what went between two scans; `grown`: new rights, and those that are more than they were. */
export type StandingChange = { grown: (StandingRight & { was?: StandingLevel })[]; gone: StandingRight[] }

const rank = (level: StandingLevel): number => standingLevels.indexOf(level)
const keyOf = ({ on, who }: StandingRight): string => JSON.stringify([on, who])

/** Each right once, with the most that somebody has there. */
export function sortRights(rights: readonly StandingRight[]): StandingRight[] {
  const most = new Map<string, StandingRight>()
  for (const one of rights) {
    const known = most.get(keyOf(one))
    if (!known || rank(one.right) > rank(known.right)) most.set(keyOf(one), one)
  }
  return [...most.values()].sort((a, b) => compare(a.on, b.on) || compare(a.who, b.who))
}

/** `before`: undefined where nobody has looked yet: then nothing has grown. */
export function compareScans(before: StandingScan | undefined, now: StandingScan): StandingChange {
  if (!before) return { grown: [], gone: [] }
  const had = new Map(before.rights.map((one) => [keyOf(one), one]))
  const has = new Set(now.rights.map(keyOf))
  const grown = now.rights.flatMap((one) => {
    const was = had.get(keyOf(one))?.right
    if (was === undefined) return [one]
    return rank(one.right) > rank(was) ? [{ ...one, was }] : []
  })
  return { grown, gone: before.rights.filter((one) => !has.has(keyOf(one))) }
}

/** Reads what a scan wrote before. Undefined: it is none. */
export function readScan(value: unknown): StandingScan | undefined {
  const { version, of, rights, unseen } = (value ?? {}) as Record<string, unknown>
  const isRight = (one: unknown): one is StandingRight => {
    const { on, who, right } = (one ?? {}) as Record<string, unknown>
    return typeof on === 'string' && typeof who === 'string' && standingLevels.some((level) => level === right)
  }
  const isTexts = (all: unknown): all is string[] => Array.isArray(all) && all.every((one) => typeof one === 'string')
  if (version !== 1 || typeof of !== 'string' || !isTexts(unseen)) return undefined
  return Array.isArray(rights) && rights.every(isRight) ? { version, of, rights, unseen } : undefined
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
