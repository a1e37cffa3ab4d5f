import { doctorChecks } from '../../../../src/cli/doctor/checks.ts'
import type { DoctorInspection } from '../../../../src/cli/doctor/inspection.ts'
import { examineAll, type Finding } from '../../../../src/cli/doctor/report.ts'
import { readWayOut } from '../../../../src/config/way-out.ts'
import { kinds } from '../../../../src/connectors/kinds.ts'
import { termsOf } from '../../../../src/connectors/registry.ts'
import { renderIssueTemplate } from '../../../../src/core/request/form-template.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { Governance } from '../../../../src/ports/access-repository.ts'
import type { OwnerPeople } from '../../../../src/ports/owners.ts'
import type { BranchRule } from '../../../../src/ports/repository-inspection.ts'
import { noTeams } from '../../../fakes/lending.ts'

export const repository = 41
export const now = new Date('2026-11-21T10:00:00Z')

export const ordersDb: Resource = {
  id: 'orders-db',
  title: 'Orders database',
  kind: 'database',
  sensitivity: 'high',
  team: '@acme/orders',
  connector: 'orders',
  actions: { read: { scope: 'orders:read' } },
}

export const ruleOf = (type: string, bypassed: boolean | undefined, parameters = {}): BranchRule => ({
  type,
  ruleset: { id: 12, source: 'acme/access' },
  parameters,
  bypassed,
})
export const ownRules = ['creation', 'update', 'deletion'].map((type) => ruleOf(type, true))
/** As they are to be on the branch of checkpoints: nobody takes anything back, and the app alone adds. */
export const keptRules = [
  ...['non_fast_forward', 'deletion'].map((type) => ruleOf(type, false)),
  ...['creation', 'update', 'deletion'].map((type) => ruleOf(type, true)),
]
export const reviewRule = ruleOf('pull_request', false, {
  required_approving_review_count: 1,
  require_code_owner_review: true,
  dismiss_stale_reviews_on_push: true,
})

export const requiring = (...required_status_checks: { context: string; integration_id?: number }[]): BranchRule =>
  ruleOf('required_status_checks', false, { required_status_checks })
export const checkRule = requiring({ context: 'daypass/policy', integration_id: 4242 })

/** A deployment in which everything is as it should be; a test changes what it is about. */
export type Health = {
  looks: DoctorInspection
  governance: Governance
  owners: Map<string, OwnerPeople>
  teams: Set<string>
  rules: Record<string, BranchRule[]>
  files: Map<string, string>
  /** What answers at an address: a status, or nothing. */
  answers: Record<string, number | undefined>
}

function healthyGovernance(): Governance {
  return {
    repository: {
      id: repository,
      owner: 'acme',
      name: 'access',
      fullName: 'acme/access',
      private: true,
      url: 'https://github.com/acme/access',
      defaultBranch: 'main',
    },
    digest: 'd',
    resources: [ordersDb],
    settings: { issuer: 'https://daypass.example' },
    policy: new Map([['decision.rego', 'package daypass']]),
    codeowners: '/requests/orders-db/ @acme/orders @sam\n',
    problems: [],
  }
}

function fetchOf(answers: Health['answers']): typeof fetch {
  return async (input) => {
    const status = answers[String(input)]
    if (status === undefined) throw new TypeError('fetch failed')
    return new Response('', { status, headers: { date: now.toUTCString() } })
  }
}

export function createHealth(): Health {
  const governance = healthyGovernance()
  const people = {
    people: [
      { id: 7, login: 'otto' },
      { id: 8, login: 'olga' },
    ],
  }
  const owners = new Map<string, OwnerPeople>([
    ['@acme/orders', people],
    ['@sam', { people: [{ id: 9, login: 'sam' }] }],
  ])
  const teams = new Set(['@acme/orders'])
  const rules: Health['rules'] = {
    main: [reviewRule, checkRule],
    requests: ownRules,
    'daypass/0': ownRules,
    checkpoints: keptRules,
  }
  const form = renderIssueTemplate(governance.resources ?? [], governance.settings ?? {})
  const files = new Map([['.github/ISSUE_TEMPLATE/access-request.yml', form]])
  const answers: Health['answers'] = {
    'https://daypass.example/readyz': 200,
    'https://api.github.com': 200,
    'https://api.acme.example/whoami': 401,
  }
  const looks: DoctorInspection = {
    configuration: () => ({
      githubApiUrl: 'https://api.github.com',
      publicUrl: 'https://daypass.example',
      deliveries: 'push',
      embedded: true,
      deployment: {
        connectors: {
          orders: {
            type: 'token',
            audience: 'https://api.acme.example',
            probe: 'https://api.acme.example/whoami',
            repositories: [repository],
          },
        },
      },
    }),
    connectors: () => termsOf(looks.configuration().deployment, kinds, looks.fetch, looks.now),
    opa: async () => ({ version: '1.19.0', source: 'package' }),
    keys: async () => ['token', 'status', 'trail', 'delivery', 'bundle'],
    store: async () => ({
      counts: { active: 2, ended: 5 },
      aside: 0,
      lockdowns: 0,
      stranded: [],
      trails: [],
      ends: [],
      unreadable: [],
      drills: [{ connector: 'orders', last: { passed: true, used: 0.24, proved: 12.4, age: 720 } }],
    }),
    metrics: async () => undefined,
    app: async () => ({
      id: 4242,
      slug: 'daypass',
      permissions: { issues: 'write', metadata: 'read' },
      events: ['issues'],
    }),
    installations: async () => [
      { account: 'acme', suspended: false, permissions: { issues: 'write', metadata: 'read' }, events: ['issues'] },
    ],
    webhook: async () => ({
      url: 'https://daypass.example/api/github/webhooks',
      contentType: 'json',
      unchecked: false,
    }),
    deliveries: async () => [{ status: 202, words: 'OK', delivered: true, at: now }],
    dataDirectory: async () => ({ path: '/var/lib/daypass', missing: false, refused: [] }),
    needed: { permissions: { issues: 'write', metadata: 'read' }, events: ['issues'] },
    repositories: {
      installed: async () => [{ id: repository, owner: 'acme', name: 'access' }],
      repository: async () => ({ fullName: 'acme/access', private: true, archived: false, defaultBranch: 'main' }),
      governance: async () => governance,
      file: async (_id, path) => files.get(path),
      policyFiles: async () => governance.policy,
      owners: async () => owners,
      teamExists: async (_id, team) => teams.has(team),
      teams: noTeams,
      sshKeys: async () => [{ key: 'ssh-ed25519 AAAA', createdAt: '2025-01-01T00:00:00Z' }],
      branchRules: async (_id, branch) => rules[branch] ?? [],
      isProtected: async () => false,
    },
    checkpoints: async () => ({ kind: 'absent' }),
    compile: async () => undefined,
    testPolicy: async () => ({ passed: 3, failed: 0, output: 'PASS: 3/3' }),
    rehearsal: {
      pulls: async () => {
        throw new Error('nothing is rehearsed here')
      },
      removeRequest: async () => undefined,
      branchExists: async () => false,
    },
    wayOut: readWayOut({}, () => ''),
    fetch: fetchOf(answers),
    now: () => now,
  }
  return { looks, governance, owners, teams, rules, files, answers }
}

export const examine = (health: Health): Promise<Finding[]> =>
  examineAll(doctorChecks(health.looks, { rehearse: false }))

/** Everything that is not well, as `name: CODE message`. */
export const complaints = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ state }) => state !== 'well')
    .map(
      ({ name, state, code, where, message }) =>
        `${state} ${name}: ${[code, where, message].filter(Boolean).join(' ')}`,
    )

export type Case = [string, (health: Health) => void, string]

export async function complaintsOf(change: (health: Health) => void): Promise<string> {
  const health = createHealth()
  change(health)
  return complaints(await examine(health)).join('\n')
}

export const withDeployment = (
  health: Health,
  change: (deployment: ReturnType<DoctorInspection['configuration']>['deployment']) => void,
): void => {
  const configuration = health.looks.configuration()
  change(configuration.deployment)
  health.looks.configuration = () => configuration
}
