// What operators ask of one connector, put together from its settings alone: no server has to run.
import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { ConnectorDesk } from '../cli/deps.ts'
import type { Fetch } from '../connectors/guarded-fetch/guarded-fetch.ts'
import type { Entry, Kind } from '../connectors/kinds.ts'
import { type ConnectorParts, kinds } from '../connectors/kinds.ts'
import { termsOf } from '../connectors/registry.ts'
import { nobodysStore, rehearseLease } from '../connectors/rehearse-lease.ts'
import { DaypassError } from '../core/error.ts'
import type { Deployment } from '../generated/deployment.ts'
import type { ActionsSecrets } from '../ports/actions-secrets.ts'
import type { OpenLending } from '../ports/lending.ts'

/** `github`: absent where GitHub is not asked. */
export type DeskOptions = {
  deployment: Deployment
  fetch: Fetch
  now: () => Date
  github?: { openLending: OpenLending; secretsOf: (github: string) => ActionsSecrets }
}

export function createConnectorDesk({ deployment, fetch, now, github }: DeskOptions): ConnectorDesk {
  const known: Readonly<Record<string, Kind<ConnectorParts>>> = kinds
  const entries = Object.entries(deployment.connectors).flatMap(([name, entry]) =>
    entry ? [{ name, entry: entry as Entry }] : [],
  )
  const named = (name: string) => {
    const found = entries.find((one) => one.name === name)
    if (found) return found
    const names = entries.map((one) => one.name).join(', ')
    throw new DaypassError('USAGE', `The deployment file has no connector of that name. It has ${names}.`, {
      where: name,
    })
  }
  /** The one connector of the kind that is meant. */
  const only = (type: string, name: string | undefined) => {
    const kind = Object.hasOwn(known, type) ? known[type] : undefined
    const fitting = entries.filter((one) => one.entry.type === type && (name === undefined || one.name === name))
    const [first, ...others] = fitting
    if (kind && first && others.length === 0) return { ...first, kind }
    const message = !kind
      ? `There is no such kind of connector. Use ${Object.keys(known).join(', ')}.`
      : first
        ? `The deployment file has several connectors of this kind. Choose one by its name: ${fitting.map((one) => one.name).join(', ')}.`
        : 'The deployment file has no such connector. Describe it there first: what it names is what counts.'
    throw new DaypassError('USAGE', message, { where: name ?? type })
  }
  return {
    setUp: (type, name) => {
      const { entry, kind } = only(type, name)
      if (kind.setUp) return kind.setUp(entry)
      throw new DaypassError('USAGE', 'There is nothing to set up for connectors of this kind.', { where: type })
    },
    survey: async (type, name, look) => {
      const { name: connector, entry, kind } = only(type, name)
      const enrolled = entries.flatMap((one) => one.entry.repositories)
      const how = { look, enrolled, ...(github ? { openLending: github.openLending } : {}) }
      if (kind.survey) return { survey: await kind.survey(connector, entry, how), connector }
      const message = 'Connectors of this kind do not know what there is. Describe it in the catalog by hand.'
      throw new DaypassError('USAGE', message, { where: type })
    },
    standing: async (name) => {
      const { entry } = named(name)
      const found = await known[entry.type]?.standing?.(name, entry)
      if (found) return found
      const message = 'Connectors of this kind cannot be asked who has rights there for good.'
      throw new DaypassError('USAGE', message, { where: name })
    },
    look: async (name) => {
      const { entry } = named(name)
      const terms = termsOf(deployment, kinds, fetch, now, github?.openLending, github?.secretsOf)
      const found = [...((await terms.get(name)?.health()) ?? [])]
      const create = known[entry.type]?.createAlone
      if (!create || found.some(({ state }) => state === 'wrong')) return found
      const pause = (seconds: number) => setTimeout(seconds * 1000)
      const store = async () => nobodysStore
      const connector = create({ publicUrl: 'rehearsal', fetch, now, randomBytes, pause, store }, name, entry)
      return [...found, await rehearseLease(connector, { id: randomBytes(16).toString('base64url'), now, pause })]
    },
  }
}
