/**
 * Whether a payload is one of the named event, as far as we act on it. The event's name is a header that no signature covers,
 * so a captured body can come back under another name: https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export type Fit = 'fits' | 'mislabelled' | 'unknown-event'

/** Members at the top of a payload that say what it is about. An event has none but those of its rule. */
const subjects = [
  'issue',
  'comment',
  'pull_request',
  'review',
  'thread',
  'commits',
  'team',
  'member',
  'membership',
  'invitation',
  'workflow_run',
  'workflow_job',
  'check_run',
  'check_suite',
  'deployment',
  'release',
  'discussion',
  'repositories_added',
  'sub_issue',
  'blocked_issue',
  'key',
  'starred_at',
  'forkee',
  'alert',
  'hook',
  'rule',
] as const

type Rule = {
  about: readonly (typeof subjects)[number][]
  /** Absent: any. Given where the subjects alone do not tell one event from another. */
  actions?: readonly string[]
  needs: (payload: object) => boolean
}

const ofRepository = (payload: object): boolean => isId(at(payload, 'repository', 'id'))
const withId = (name: string) => (payload: object) => isId(at(payload, name, 'id'))
const all =
  (...tests: ((payload: object) => boolean)[]) =>
  (payload: object): boolean =>
    tests.every((test) => test(payload))

const hasAction = (payload: object): boolean => typeof at(payload, 'action') === 'string'
const issueNumber = (payload: object): boolean => isId(at(payload, 'issue', 'number'))
const pullNumber = (payload: object): boolean => isId(at(payload, 'pull_request', 'number'))

const rules: Record<string, Rule> = {
  issues: { about: ['issue'], needs: all(hasAction, issueNumber, ofRepository) },
  issue_comment: { about: ['issue', 'comment'], needs: all(hasAction, issueNumber, withId('comment'), ofRepository) },
  pull_request: { about: ['pull_request'], needs: all(hasAction, pullNumber, ofRepository) },
  pull_request_review: {
    about: ['pull_request', 'review'],
    needs: all(hasAction, pullNumber, withId('review'), ofRepository),
  },
  pull_request_review_comment: {
    about: ['pull_request', 'comment'],
    needs: all(hasAction, pullNumber, withId('comment'), ofRepository),
  },
  push: {
    about: ['commits'],
    needs: all(
      ofRepository,
      (payload) => Array.isArray(at(payload, 'commits')),
      (payload) => typeof at(payload, 'ref') === 'string',
      (payload) => typeof at(payload, 'after') === 'string',
    ),
  },
  workflow_run: { about: ['workflow_run'], needs: all(hasAction, withId('workflow_run'), ofRepository) },
  check_run: { about: ['check_run'], needs: all(hasAction, withId('check_run'), ofRepository) },
  check_suite: { about: ['check_suite'], needs: all(hasAction, withId('check_suite'), ofRepository) },
  member: { about: ['member'], needs: all(hasAction, withId('member'), ofRepository) },
  membership: {
    about: ['team', 'member'],
    needs: all(hasAction, withId('team'), withId('member'), withId('organization')),
  },
  team: { about: ['team'], needs: all(hasAction, withId('team'), withId('organization')) },
  organization: {
    about: [],
    actions: ['renamed', 'deleted'],
    needs: all(withId('organization'), (payload) => !ofRepository(payload)),
  },
  repository: {
    about: [],
    actions: [
      'archived',
      'created',
      'deleted',
      'edited',
      'privatized',
      'publicized',
      'renamed',
      'transferred',
      'unarchived',
    ],
    needs: ofRepository,
  },
  installation: {
    about: [],
    actions: ['created', 'deleted', 'suspend', 'unsuspend', 'new_permissions_accepted'],
    needs: all(withId('installation'), (payload) => isId(at(payload, 'installation', 'account', 'id'))),
  },
  installation_repositories: {
    about: ['repositories_added'],
    needs: all(hasAction, withId('installation'), (payload) => Array.isArray(at(payload, 'repositories_added'))),
  },
}

/** The same event under its other faces: membership of an organisation comes and goes with one more member in the payload. */
const variants: Record<string, Rule> = {
  organization: {
    about: ['membership'],
    actions: ['member_added', 'member_removed'],
    needs: all(withId('organization'), (payload) => isId(at(payload, 'membership', 'user', 'id'))),
  },
}

/** The events that the door lets in. */
export const knownEvents: readonly string[] = Object.keys(rules)

export function fitOf(event: string, payload: object): Fit {
  const rule = Object.hasOwn(rules, event) ? rules[event] : undefined
  if (rule === undefined) return 'unknown-event'
  const variant = Object.hasOwn(variants, event) ? variants[event] : undefined
  return fits(rule, payload) || (variant !== undefined && fits(variant, payload)) ? 'fits' : 'mislabelled'
}

function fits(rule: Rule, payload: object): boolean {
  const present = subjects.filter((subject) => Object.hasOwn(payload, subject))
  if (!present.every((subject) => rule.about.includes(subject))) return false
  const action = at(payload, 'action')
  if (rule.actions !== undefined && !(typeof action === 'string' && rule.actions.includes(action))) return false
  return rule.needs(payload)
}

/** A member of a member, own ones only: nothing that a payload brings along can reach a prototype. */
function at(value: unknown, ...path: string[]): unknown {
  let current = value
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined
    current = (current as Record<string, unknown>)[name]
  }
  return current
}

function isId(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}
