import { issuePlace } from '../core/alerts/routes.ts'
import type { Problem } from '../core/error.ts'
import type { Deployment } from '../generated/deployment.ts'
import { privateRangeFlaw } from './allow-private.ts'
import { addressFlaw } from './target-address.ts'
import { secretFlaw } from './webhook-connector.ts'

type Written = { url?: unknown; secret?: unknown }

/** What no schema can say of `notices`. `raw`: the file before its references were resolved. */
export function noticeRules({ notices }: Deployment, raw: unknown, where: string): Problem[] {
  const found: Problem[] = []
  const problem = (path: string, message: string) =>
    found.push({ code: 'CONFIG_INVALID', where: `${where}: notices.${path}`, message })
  const places = notices?.places ?? {}
  for (const [name, place] of Object.entries(places)) {
    if (!place) continue
    const at = (key: string) => `places.${name}.${key}`
    if (name === issuePlace) problem(`places.${name}`, 'is the issue in the access repository, which needs no entry.')
    const written = writtenPlace(raw, name)
    const flaw = addressFlaw(place.url)
    if (flaw !== undefined) problem(at('url'), flaw)
    for (const [index, range] of (place.allow_private ?? []).entries()) {
      const is = privateRangeFlaw(range)
      if (is !== undefined) problem(at(`allow_private[${index}]`), is)
    }
    // Whoever knows the address of such a hook can write there.
    if (place.type === 'slack' && !isReference(written.url))
      problem(at('url'), `is written out. Put it into a variable, and write \${NAME} here.`)
    if (place.type !== 'webhook') continue
    const is = secretFlaw(place.secret, written.secret)
    if (is !== undefined) problem(at('secret'), is)
  }
  for (const [index, { to }] of (notices?.route ?? []).entries())
    for (const name of to)
      if (name !== issuePlace && places[name] === undefined)
        problem(`route[${index}].to`, `names \`${name}\`, which is no place. Add it to \`places\`, or remove it here.`)
  return found
}

const isReference = (written: unknown): boolean => typeof written === 'string' && /^\$\{[^${}]*\}$/.test(written)

function writtenPlace(raw: unknown, name: string): Written {
  const { notices } = raw as { notices?: { places?: Record<string, Written> } }
  return notices?.places?.[name] ?? {}
}
