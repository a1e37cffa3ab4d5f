import type { PolicyInput } from '../../../src/generated/policy-input.ts'

/** One read of a low resource by a member of its team; a test changes what it is about. */
export function policyInput(change: (input: PolicyInput) => void = () => undefined): PolicyInput {
  const input: PolicyInput = {
    request: { resource: 'orders-db', actions: ['read'], duration: 3600, reason: 'incident 4711', issue: 42 },
    facts: {
      now_ns: 1795276800000000000,
      repository: { id: 7, full_name: 'acme/access', private: true },
      requester: { id: 1001, login: 'requester', type: 'User', organisation_member: true, teams: ['@acme/orders'] },
      resource: {
        id: 'orders-db',
        title: 'Orders database',
        kind: 'database',
        sensitivity: 'low',
        team: '@acme/orders',
        environment: 'production',
        connector: 'orders-postgres',
        actions: {
          read: { scope: 'orders:read', sensitivity: 'low' },
          write: { scope: 'orders:write', sensitivity: 'high', max_duration: 3600 },
          dump: { scope: 'orders:dump', sensitivity: 'critical', max_duration: 1800 },
        },
      },
      open_grants: 0,
      requests_last_day: 0,
    },
  }
  change(input)
  return input
}

export const allowOutput = { outcome: 'allow', reasons: ['yes'], max_duration: '1h' }

/** A policy whose whole Rego is given, with optional data. */
export function rego(text: string, data?: unknown): Map<string, string> {
  const files = new Map([['policy.rego', `package daypass\n\n${text}\n`]])
  if (data !== undefined) files.set('data.json', JSON.stringify(data))
  return files
}
