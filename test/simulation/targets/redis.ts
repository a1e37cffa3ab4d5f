import type { RedisReach } from '../../../src/connectors/redis/redis-node.ts'
import { sha256 } from '../../../src/core/digest.ts'
import { DaypassError } from '../../../src/core/error.ts'
import { isOpen, open, type Passing, shut, type Target } from './target.ts'

export const redisSettings = {
  ...{ type: 'redis' as const, urls: ['rediss://admin:secret@redis.example:6379'] },
  roles: { read: { keys: ['*'], commands: ['+get'] }, write: { keys: ['*'], commands: ['+set'] } },
}

const failed = () => new DaypassError('CONNECTOR_FAILED', 'Redis does not answer.')

/** A node of Redis with its users, as far as the connector asks for them. The key of a lease is the grant that its user is marked with. */
export function reachRedis(target: Target, passing: Passing): RedisReach {
  const find = (name: string) => [...target.leases].find(([, { user }]) => user?.name === name)
  const isThere = (name: string): boolean => {
    const [grant] = find(name) ?? []
    return grant !== undefined && isOpen(target, grant)
  }
  const set = (name: string, rules: readonly string[]): string => {
    const [, grant = ''] = /~daypass:v1:[^:]+:[^:]+:([\w-]+) /.exec(rules.at(-1) ?? '') ?? []
    const isHeard = open(target, grant)
    const lease = target.leases.get(grant)
    if (lease) lease.user = { name, rules }
    if (!isHeard) throw failed()
    return 'OK'
  }
  const remove = (name: string): number => {
    const [grant] = find(name) ?? []
    if (grant === undefined) return 0
    if (!shut(target, grant)) throw failed()
    return 1
  }
  const answer = ([word, what, name = '', ...rules]: readonly string[]): unknown => {
    if (word === 'CLIENT') return 0
    if (what === 'SETUSER') return set(name, rules)
    if (what === 'DELUSER') return remove(name)
    if (what === 'GETUSER') return isThere(name) ? ['flags', ['on']] : null
    return [...target.leases.values()].flatMap(({ user }) =>
      user && isThere(user.name)
        ? [`user ${user.name} ${user.rules.filter((rule) => rule !== 'reset').join(' ')}`]
        : [],
    )
  }
  return {
    async withNode(_node, _ca, use) {
      return await use(async (command) => {
        const name = `target.${command.slice(0, 2).join('-').toLowerCase()}`
        await passing.before(name)
        const answered = answer(command)
        await passing.after(name)
        return answered
      })
    },
    async letsIn(_node, _ca, { user = '', password = '' }) {
      await passing.before('target.login')
      return isThere(user) && find(user)?.[1].user?.rules.includes(`#${sha256(password)}`) === true
    },
  }
}
