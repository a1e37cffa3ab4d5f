import type { Problem } from '../core/error.ts'
import { noConnectionIn } from '../core/no-connection.ts'
import type { Resource } from '../generated/catalog.ts'
import type { CheckResult } from '../ports/check-result.ts'
import type { ConnectorTerms, EndDeclaration } from '../ports/connector.ts'
import type { Fetch } from './guarded-fetch/guarded-fetch.ts'
import { type PresetSettings, rolesMissing, runsOut } from './token-preset.ts'
import { allowed, type ProbeSettings } from './token-target.ts'

/** An access token lives no longer than this (seconds), whatever its grant says. */
export const longest = 300
/** How often readers of the status list look again (seconds): `ttl` of the list, the default of daypass/verify. */
const listRefresh = 30

/** What a token connector says by its settings alone. */
export function tokenTerms(settings: ProbeSettings & PresetSettings, fetch: Fetch): ConnectorTerms {
  const { probe } = settings
  return {
    declare: () => (runsOut(settings) ? declaredToRunOut : declare(probe)),
    check: (actions) => [...ownScopes(actions), ...rolesMissing(settings, actions)],
    health: async () => [probe === undefined ? unprobed : await lookAtProbe(fetch, { ...settings, probe })],
  }
}

/** Actions whose scope is one that Daypass probes with. */
export function ownScopes(actions: Resource['actions']): Problem[] {
  return Object.entries(actions).flatMap(([name, action]): Problem[] => {
    if (!action?.scope.startsWith('daypass:')) return []
    const message = `The scope \`${action.scope}\` is one of Daypass's own, as the token has with which a target is probed. Give it another name.`
    return [{ code: 'CATALOG_INVALID', where: `actions.${name}.scope`, message }]
  })
}

function declare(probe: string | undefined): EndDeclaration {
  const how = probe
    ? `${new URL(probe).host} is asked with a token of the ended grant and must refuse it`
    : 'proved when the last token has run out'
  const words = `tokens refused within ${listRefresh} s where the status list is read, everywhere within 5 minutes; ${how}`
  return { effect: listRefresh, worst: longest, cutsSessions: false, proof: probe ? 'refused' : 'ran-out', words }
}

/** Such targets read no status list. */
const declaredToRunOut: EndDeclaration = {
  ...{ effect: longest, worst: longest, cutsSessions: false, proof: 'ran-out' },
  words: 'no more tokens at once; the last one runs out within 5 minutes, which proves it',
}

const unprobed: CheckResult = {
  state: 'well',
  message: 'It names no probe: ends are proved when the last token has run out.',
}

/** A target that answers everybody proves nothing when it is asked with the token of an ended grant. */
async function lookAtProbe(
  fetch: Fetch,
  { probe, ...settings }: ProbeSettings & { probe: string },
): Promise<CheckResult> {
  let status: number
  try {
    status = (await fetch(probe, allowed(settings))).status
  } catch (cause) {
    const until = 'Until it can, ends are proved only when their last token has run out.'
    const message = ['The probe cannot be reached from here.', noConnectionIn(cause)?.message, until]
    return { state: 'wrong', code: 'CONNECTOR_FAILED', where: probe, message: message.filter(Boolean).join(' ') }
  }
  if (status === 401 || status === 403)
    return { state: 'well', message: `${probe} refuses whoever has no token (${status}).` }
  const message = `The probe answers ${status} without a token, where it must answer 401 or 403: name an address that asks for one.`
  return { state: 'wrong', code: 'CONNECTOR_FAILED', where: probe, message }
}
