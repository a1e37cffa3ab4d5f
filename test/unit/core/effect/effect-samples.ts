import type { EffectLimits, Electorate } from '../../../../src/core/effect/effect.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'

/** A database whose dumps are critical and short, asked for by the person 1. */
export const resource: Resource = {
  id: 'orders-db',
  title: 'Orders database',
  kind: 'database',
  sensitivity: 'medium',
  connector: 'orders',
  actions: {
    read: { scope: 'orders:read', max_duration: '8h' },
    dump: { scope: 'orders:dump', max_duration: '1h', sensitivity: 'critical' },
  },
}

export const limits: EffectLimits = {
  request: { actions: ['read'], duration: 3_600 },
  resource,
  floors: {},
  settings: {},
}

/** Who stands behind the names; the requester is one of the owners. */
export const circles: Record<string, number[]> = {
  'code-owners': [1, 2, 3],
  '@acme/security': [4, 5],
  '@acme/all': [1, 2, 3, 4, 5, 6],
  '@acme/dba': [3, 4],
  '@two': [2],
  '@acme/empty': [],
}

export const electorate: Electorate = {
  resolve: ({ from }) => from.flatMap((name) => circles[name] ?? []),
  never: new Set([1]),
}

type Asked = [name: string, count: number]

export function allow(most = '8h', reasons = ['yes']): PolicyOutput {
  return { outcome: 'allow', reasons, max_duration: most, approvals: [] }
}

/** A review by so many of each of the names. */
export function review(asked: Asked[], most = '8h', reasons = ['sensitive']): PolicyOutput {
  const approvals = asked.map(([name, count]) => ({ name: `${count} of ${name}`, from: name.split('+'), count }))
  return { outcome: 'review', reasons, max_duration: most, approvals }
}

export const deny: PolicyOutput = { outcome: 'deny', reasons: ['no'] }
