import type { Agenda } from '../agenda.ts'
import type { DeliveryKind } from '../events.ts'
import type { Observation } from '../oracle/observation.ts'
import type { Random } from '../random.ts'
import type { Weather } from '../weather.ts'

/** What is between GitHub and our door: `lose`: whether nothing gets through now. */
export type NetworkParts = {
  random: Random
  agenda: Agenda
  observation: Observation
  /** `about`: the request that it is about. */
  weather(about: number): Weather
  clock(): number
  isShut(): boolean
}

const mostCopies = 5
const latest = 25 * 60_000

/** Carries webhooks: late, doubled, in any order, or not at all. Returns how to send one, and how to have the failed ones sent again. */
export function createNetwork({ random, agenda, observation, weather, clock, isShut }: NetworkParts) {
  const failed: { name: string; payload: object; about: number }[] = []
  const deliver = (name: string, payload: object, about: number, delay: number): void =>
    agenda.add(clock() + delay, { do: 'deliver', name, payload, about, isStored: false, tries: 0 })
  return {
    send(name: string, payload: object, about: number): void {
      if (isShut() || random.chance(weather(about).lost)) {
        observation.count('delivery-lost', about)
        // Some that GitHub could not deliver it remembers, and some it never tried to send.
        if (random.chance(0.5)) failed.push({ name, payload, about })
        return
      }
      const copies = random.chance(weather(about).doubled) ? random.int(2, mostCopies) : 1
      if (copies > 1) observation.count('delivery-doubled', about)
      for (let copy = 0; copy < copies; copy += 1) {
        const isLate = random.chance(weather(about).late)
        if (isLate) observation.count('delivery-late', about)
        deliver(name, payload, about, Math.floor(random.next() ** 2 * (isLate ? latest : 2_500)))
      }
    },
    redeliver(): number {
      const again = failed.splice(0)
      for (const { name, payload, about } of again) deliver(name, payload, about, random.int(500, 5_000))
      return again.length
    },
    heard: (name: string, about: number) => observation.count(`delivery:${name}` as DeliveryKind, about),
  }
}
