import { grantBranchOf, ledgerBranch } from '../../core/request/branch-names.ts'
import type { Question } from '../../ports/first-contact.ts'
import type { Caller } from '../api/client.ts'
import type { Repositories } from '../api/repositories.ts'
import { listIn, member, outcomeOf, shown } from './outcome.ts'

type Parts = { caller: Caller; repositories: Repositories; repository: number; people: () => Promise<string[]> }

/** So many people's keys are asked about. */
const mostPeople = 5

/** Questions that change nothing. */
export function readingQuestions({ caller, repositories, repository, people }: Parts): Question[] {
  const call: Repositories['call'] = (...args) => repositories.call(...args)
  return [
    {
      id: 'installation',
      asked: 'Does the list of installations tell what each has accepted?',
      ask: async () => {
        const { data, ...rest } = await outcomeOf(caller.asApp('installations', { per_page: 100 }))
        return { ...shown(rest), members: listIn(data).map((one) => Object.keys(one as object).sort()) }
      },
    },
    {
      id: 'hook-config',
      asked: 'What does GitHub tell about the webhook?',
      ask: async () => {
        const { data, ...rest } = await outcomeOf(caller.asApp('hook'))
        const names = ['content_type', 'insecure_ssl', 'url'] as const
        return { ...shown(rest), ...Object.fromEntries(names.map((name) => [name, String(member(data, name))])) }
      },
    },
    {
      id: 'delivery-ids',
      asked: 'How large are ids of deliveries, and can failures be listed alone?',
      ask: () => deliveryIds(caller),
    },
    {
      id: 'key-created-at',
      asked: 'Does GitHub tell the app when SSH keys were added?',
      ask: async () => {
        const names = (await people()).slice(0, mostPeople)
        return Promise.all(
          names.map(async (username) => {
            const { data, ...rest } = await outcomeOf(call(repository, 'keys', { username, per_page: 100 }))
            const keys = listIn(data)
            const dated = keys.filter((key) => member(key, 'created_at') !== undefined).length
            return { ...shown(rest), keys: keys.length, dated, members: Object.keys((keys[0] ?? {}) as object).sort() }
          }),
        )
      },
    },
    {
      id: 'can-bypass',
      asked: 'Does each ruleset tell the app whether it may bypass it?',
      ask: () => bypasses(repositories, repository),
    },
  ]
}

async function deliveryIds(caller: Caller) {
  const all = await outcomeOf(caller.asApp('deliveries', { per_page: 100 }))
  const failed = await outcomeOf(caller.asApp('deliveries', { per_page: 100, status: 'failure' }))
  const ids = listIn(all.data).map((one) => member(one, 'id'))
  const statuses = (data: unknown) => [...new Set(listIn(data).map((one) => member(one, 'status_code')))]
  return {
    ...shown(all),
    count: ids.length,
    longest: Math.max(0, ...ids.map((id) => String(id).length)),
    types: [...new Set(ids.map((id) => typeof id))],
    newest: ids.length === 0 ? null : String(ids[0]),
    statuses: statuses(all.data),
    failures: { ...shown(failed), statuses: statuses(failed.data) },
  }
}

async function bypasses(repositories: Repositories, repository: number) {
  const { defaultBranch } = await repositories.recent(repository)
  const found: object[] = []
  for (const branch of [defaultBranch, ledgerBranch, grantBranchOf(0)]) {
    const rules = await outcomeOf(repositories.call(repository, 'branchRules', { branch, per_page: 100 }))
    const ids = [...new Set(listIn(rules.data).map((rule) => member(rule, 'ruleset_id')))]
    const rulesets = await Promise.all(
      ids.map(async (id) => {
        const { data, ...rest } = await outcomeOf(repositories.call(repository, 'ruleset', { ruleset_id: id }))
        const told = ['source_type', 'enforcement', 'current_user_can_bypass'] as const
        const members = Object.fromEntries(told.map((name) => [name, member(data, name) ?? 'absent']))
        return {
          ...shown(rest),
          ...members,
          bypass_actors: member(data, 'bypass_actors') === undefined ? 'absent' : 'there',
        }
      }),
    )
    const types = listIn(rules.data).map((rule) => member(rule, 'type'))
    found.push({ branch: branch === defaultBranch ? 'default' : branch, ...shown(rules), types, rulesets })
  }
  return found
}
