import { compareNumbers, fitsInt64 } from './number.ts'
import type { Value } from './value.ts'

// As OPA reads them: a leading v and empty labels pass.
const VERSION =
  /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*|))?(?:\+(?:[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*|))?$/

type Version = { numbers: string[]; labels: string[] }

function read(text: Value): Version | undefined {
  const found = typeof text === 'string' && text.length <= 1_000 ? VERSION.exec(text) : null
  if (found === null || !found.slice(1, 4).every((number) => fitsInt64(BigInt(number)))) return undefined
  return { numbers: found.slice(1, 4), labels: (found[4] ?? '') === '' ? [] : (found[4] as string).split('.') }
}

function compareLabels(a: string, b: string): number {
  const numeric = [a, b].map((label) => /^\d+$/.test(label))
  if (numeric[0] && numeric[1]) return Math.sign(compareNumbers(a, b))
  if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

export const isVersion = (text: Value): boolean => read(text) !== undefined

/** -1, 0 or 1 by the precedence of SemVer 2.0; what is no version is undefined. */
export function compareVersions(a: Value, b: Value): number | undefined {
  const [one, other] = [read(a), read(b)]
  if (one === undefined || other === undefined) return undefined
  for (const [i, number] of one.numbers.entries()) {
    const order = compareNumbers(number, other.numbers[i] ?? '')
    if (order !== 0) return Math.sign(order)
  }
  // A release comes after its own previews.
  if (one.labels.length === 0 || other.labels.length === 0) return Math.sign(other.labels.length - one.labels.length)
  for (const [i, label] of one.labels.entries()) {
    const against = other.labels[i]
    const order = against === undefined ? 1 : compareLabels(label, against)
    if (order !== 0) return order
  }
  return one.labels.length < other.labels.length ? -1 : 0
}
