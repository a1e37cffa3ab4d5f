import { DaypassError } from './error.ts'
import { unseenCharacter } from './hidden-text.ts'

/** What a lockdown is of: everything, or all access by one connector, to one resource (in every repository), or of one person. */
export type LockdownScope =
  | { of: 'everything' }
  | { of: 'connector'; name: string }
  | { of: 'resource'; name: string }
  | { of: 'person'; id: number }

/** A lockdown in force: as long as it is, no access within its scope begins, is extended or is renewed. Ends go on. */
export type Lockdown = { id: number; scope: LockdownScope; why: string; since: Date }

/** The scope in words, for people and for the trail: a person is not named in them. */
export function scopeWords(scope: LockdownScope): string {
  return scope.of === 'connector' || scope.of === 'resource' ? `${scope.of} ${scope.name}` : scope.of
}

/**
 * What is thrown, and shown in the request, where a lockdown keeps access from beginning. The reason is for operators, and not in it.
 */
export function lockedDown({ id, scope }: Pick<Lockdown, 'id' | 'scope'>): DaypassError {
  const about = {
    everything: 'all access',
    connector: `access by ${scopeWords(scope)}`,
    resource: `access to ${scopeWords(scope)}`,
    person: 'the access of this person',
  }[scope.of]
  const message =
    `The operators of this Daypass have locked down ${about} (lockdown ${id}): nothing begins, is extended or is renewed until they ` +
    'lift it. Nobody here need do anything: what waits goes on by itself then, and access can be ended as always.'
  return new DaypassError('LOCKDOWN', message)
}

/** Bytes. */
const longestWhy = 500

/** What is wrong with the reason of a lockdown, or of lifting one, as a sentence; undefined: nothing. It is one line, and kept for ever. */
export function whyFlaw(why: string): string | undefined {
  if (why.trim() === '') return 'Say why: the reason is kept in the trail.'
  if (Buffer.byteLength(why) > longestWhy) return `The reason has more than ${longestWhy} bytes. Shorten it.`
  const unseen = /[\t\n]/.test(why) ? 'a line break or a tab' : unseenCharacter(why)
  return unseen && `The reason holds ${unseen}. Write it on one line, in characters that people see.`
}

/** As the catalog names resources, and the deployment file connectors. */
const isName = (text: unknown): text is string =>
  typeof text === 'string' && /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text)
const isPerson = (id: unknown): id is number => typeof id === 'number' && Number.isSafeInteger(id) && id > 0

/** A scope as it came from outside; undefined: it is none. */
export function readScope(value: unknown): LockdownScope | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { of, name, id, ...rest } = value as Record<string, unknown>
  if (Object.keys(rest).length > 0) return undefined
  if (of === 'everything') return name === undefined && id === undefined ? { of } : undefined
  if (of === 'person') return isPerson(id) && name === undefined ? { of, id } : undefined
  if (of !== 'connector' && of !== 'resource') return undefined
  return isName(name) && id === undefined ? { of, name } : undefined
}
