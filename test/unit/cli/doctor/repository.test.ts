import { describe, expect, it } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import {
  type Case,
  complaints,
  complaintsOf,
  createHealth,
  examine,
  type Health,
  ordersDb,
  ownRules,
  reviewRule,
  ruleOf,
  withDeployment,
} from './inspection-samples.ts'

it('says what a connector cannot give, where the catalog says it', async () => {
  const found = await complaintsOf(({ governance }) => {
    governance.resources = [{ ...ordersDb, actions: { ...ordersDb.actions, probe: { scope: 'daypass:probe' } } }]
  })
  expect(found).toContain('wrong acme/access connectors: CATALOG_INVALID catalog: orders-db.actions.probe.scope ')
})

describe('daypass doctor finds, of owners:', () => {
  const nobody = (words: string) => ({ people: [] as const, nobody: words })
  const cases: Case[] = [
    [
      'no CODEOWNERS',
      ({ governance }) => {
        governance.codeowners = undefined
      },
      'There is no CODEOWNERS',
    ],
    [
      'a resource without a line',
      ({ governance }) => {
        governance.codeowners = '/catalog/ @acme/orders\n'
      },
      'Add the line `/requests/orders-db/ @organisation/team`',
    ],
    [
      'a line that cannot be understood',
      ({ governance }) => {
        governance.codeowners = '/requests/orders-db/ @acme/orders\n[x] @y\n'
      },
      'wrong acme/access owners: OWNERS_INVALID .github/CODEOWNERS:2',
    ],
    [
      'a line about something else that cannot be understood (field.D5)',
      ({ governance }) => {
        governance.codeowners = '/requests/orders-db/ @acme/orders @sam\n/docs/[x] @y\n'
      },
      'note acme/access owners: .github/CODEOWNERS:2 `/docs/[x]` has "[" or "]"',
    ],
    [
      'a character that nobody sees, in a comment (field.D5)',
      ({ governance }) => {
        governance.codeowners = '/requests/orders-db/ @acme/orders @sam\n\n# a\u200b\n'
      },
      'note acme/access owners: .github/CODEOWNERS:3 `# a\ufffd` holds U+200B, which nobody sees',
    ],
    [
      'owners behind whom nobody stands',
      ({ owners }) =>
        void owners.set('@acme/orders', nobody('there is no such team')).set('@sam', nobody('no write access')),
      'Nobody can approve requests for orders-db. @acme/orders: there is no such team; @sam: no write access',
    ],
    [
      'some owners who are nobody',
      ({ owners }) => void owners.set('@sam', nobody('no write access')),
      'note acme/access owners: .github/CODEOWNERS:1 Some owners of orders-db count for nobody. @sam: no write access',
    ],
    [
      'a secret team (github.F11)',
      ({ owners }) => void owners.set('@acme/orders', { people: [{ id: 7, login: 'otto' }], team: 77, secret: true }),
      'note acme/access owners: .github/CODEOWNERS:1 @acme/orders, of the owners of orders-db, is secret: GitHub asks no secret team',
    ],
    [
      'a single person',
      ({ governance }) => {
        governance.codeowners = '/requests/orders-db/ @sam\n'
      },
      'Only one person can approve requests for orders-db',
    ],
  ]
  it.each(cases)('%s', async (_name, change, expected) => {
    expect(await complaintsOf(change)).toContain(expected)
  })
})

describe('daypass doctor finds, of branches:', () => {
  const cases: Case[] = [
    [
      'an open default branch',
      ({ rules }) => {
        rules.main = []
      },
      'wrong acme/access branches: BRANCH_UNPROTECTED main Nothing protects it',
    ],
    [
      'the older protection',
      ({ rules, looks }) => {
        rules.main = []
        looks.repositories.isProtected = async () => true
      },
      'note acme/access branches: main has the older branch protection, whose details the app may not read: whether policy and owners change by reviewed pull request alone is not known',
    ],
    [
      'rules that require no pull request, although GitHub calls the branch protected (github.F5)',
      ({ rules, looks }) => {
        rules.main = [ruleOf('deletion', false), ruleOf('non_fast_forward', false)]
        looks.repositories.isProtected = async () => true
      },
      'wrong acme/access branches: BRANCH_UNPROTECTED main No rule requires a pull request, only `deletion`, `non_fast_forward` apply',
    ],
    [
      "an organisation's rule on names alone (github.F5)",
      ({ rules, looks }) => {
        const rule = ruleOf('branch_name_pattern', false)
        rules.main = [{ ...rule, ruleset: { id: 3, source: 'acme', above: true } }]
        looks.repositories.isProtected = async () => true
      },
      'BRANCH_UNPROTECTED main No rule requires a pull request, only `branch_name_pattern` apply',
    ],
    [
      'approvals that outlive a push (github.F5)',
      ({ rules }) => {
        rules.main = [ruleOf('pull_request', false, { require_code_owner_review: true })]
      },
      'note acme/access branches: On main, a pull request that was approved can be changed by another push',
    ],
    [
      'approvals that outlive a push, and not of code owners (github.F5)',
      ({ rules }) => {
        rules.main = [ruleOf('pull_request', false, { required_approving_review_count: 1 })]
      },
      'can be changed by another push',
    ],
    [
      "an organisation's rule that binds the app (github.F9)",
      ({ rules }) => {
        const rule = ruleOf('required_signatures', false)
        rules.requests = [...ownRules, { ...rule, ruleset: { id: 3, source: 'acme', above: true } }]
      },
      'The app is bound by `required_signatures` of the ruleset 3 (the organisation-wide one of acme). Put the app into the bypass list, mode "always". An organisation-wide ruleset is changed by the owners of the organisation',
    ],
    [
      'an app that may bypass reviews',
      ({ rules }) => {
        rules.main = [{ ...reviewRule, bypassed: true }]
      },
      'The app may bypass `pull_request` of the ruleset 12 (acme/access)',
    ],
    [
      'pull requests without a review',
      ({ rules }) => {
        rules.main = [ruleOf('pull_request', false, { required_approving_review_count: 0 })]
      },
      'and no review of it',
    ],
    [
      'reviews by anybody',
      ({ rules }) => {
        rules.main = [ruleOf('pull_request', false, { required_approving_review_count: 1 })]
      },
      'note acme/access branches: main requires reviews, but not of code owners',
    ],
    [
      'requests open to others',
      ({ rules }) => {
        rules.requests = []
      },
      'requests Others than the app may write here: no rule restricts creation, update, deletion',
    ],
    [
      'grant branches open to others',
      ({ rules }) => {
        rules['daypass/0'] = ownRules.slice(1)
      },
      'daypass/** Others than the app may write here: no rule restricts creation.',
    ],
    [
      'a rule that binds the app too',
      ({ rules }) => void rules.requests?.push(ruleOf('required_signatures', false)),
      'The app is bound by `required_signatures`',
    ],
    [
      'an app that is not in the bypass list',
      ({ rules }) => {
        rules.requests = ownRules.map((rule) => ({ ...rule, bypassed: false }))
      },
      'The app is bound by `creation` of the ruleset 12 (acme/access), `update`',
    ],
    [
      'rules that cannot be read',
      ({ looks }) => {
        looks.repositories.branchRules = async () =>
          Promise.reject(new DaypassError('GITHUB_REFUSED', 'Upgrade to GitHub Pro.'))
      },
      'wrong acme/access branches: GITHUB_REFUSED Upgrade',
    ],
  ]
  it.each(cases)('%s', async (_name, change, expected) => {
    const health = createHealth()
    health.rules = Object.assign(health.rules, { requests: [...ownRules] })
    change(health)
    expect(complaints(await examine(health)).join('\n')).toContain(expected)
  })
})

it('of a branch with the older protection, doctor does not say that it changes by reviewed pull request (github.F5)', async () => {
  const health = createHealth()
  health.rules = Object.assign(health.rules, { requests: [...ownRules], main: [] })
  health.looks.repositories.isProtected = async () => true
  const told = JSON.stringify(await examine(health))
  expect(told).toContain("requests and daypass/** are the app's")
  expect(told).not.toContain('Policy and owners on main change by reviewed pull request;')
})

describe('daypass doctor finds, of audiences:', () => {
  const both = (health: Health, sensitivity: 'low' | 'high'): void => {
    withDeployment(health, ({ connectors }) => connectors.orders?.repositories.push(42))
    const other = { ...health.governance, resources: [{ ...ordersDb, id: 'other', sensitivity }] }
    const { installed, governance } = health.looks.repositories
    health.looks.repositories.installed = async () => [
      ...(await installed()),
      { id: 42, owner: 'acme', name: 'second' },
    ]
    health.looks.repositories.governance = (id) => (id === 42 ? Promise.resolve(other) : governance(id))
  }

  it('one scope that is worth more in one repository than in the other', async () => {
    const found = await complaintsOf((health) => both(health, 'low'))
    expect(found).toContain(
      'wrong audiences: CATALOG_INVALID orders:read for https://api.acme.example is worth different sensitivities: acme/access: orders-db.read (high), acme/second: other.read (low)',
    )
  })

  it('one scope in two repositories', async () => {
    expect(await complaintsOf((health) => both(health, 'high'))).toContain(
      'note audiences: orders:read for https://api.acme.example is given out by several repositories',
    )
  })
})
