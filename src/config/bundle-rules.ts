import type { Problem } from '../core/error.ts'
import type { Deployment } from '../generated/deployment.ts'
import { tokenFlaw } from './secret-reference.ts'

/** As many as 128 random bits have in hexadecimal. */
const shortest = 32
const longest = 512

/**
 * What no schema can say of `bundles`: whose they are, and that each token is a secret of one reader alone. `raw`: the file before its
 * references were resolved.
 */
export function bundleRules({ bundles = [], connectors }: Deployment, raw: unknown, where: string): Problem[] {
  const enrolled = new Set(Object.values(connectors).flatMap((one) => one?.repositories ?? []))
  const served = new Set<number>()
  const tokens = new Set<string>()
  return bundles.flatMap(({ repository, readers }, index) => {
    const found: Problem[] = []
    const problem = (path: string, message: string) =>
      found.push({ code: 'CONFIG_INVALID', where: `${where}: bundles[${index}].${path}`, message })
    if (!enrolled.has(repository))
      problem(
        'repository',
        'is named by no connector, so nothing of it is served. Add its id to a connector, or remove it here.',
      )
    if (served.has(repository)) problem('repository', 'is there already. Put all of its readers into one entry.')
    served.add(repository)
    for (const [name, reader] of Object.entries(readers)) {
      if (!reader) continue
      const flaw = tokenFlaw(reader.token, rawToken(raw, index, name)) ?? lengthFlaw(reader.token)
      if (flaw !== undefined) problem(`readers.${name}.token`, flaw)
      else if (tokens.has(reader.token))
        problem(`readers.${name}.token`, 'is that of another reader. Make one of its own.')
      tokens.add(reader.token)
    }
    return found
  })
}

/** Of a token that we let in by; one that another layer made has its own rules. */
function lengthFlaw({ length }: string): string | undefined {
  if (length >= shortest && length <= longest) return undefined
  return `has fewer than ${shortest} characters or more than ${longest}. Make one with \`openssl rand -hex 32\`.`
}

function rawToken(raw: unknown, index: number, name: string): unknown {
  const { bundles } = raw as { bundles: { readers: Record<string, { token: unknown }> }[] }
  return bundles[index]?.readers[name]?.token
}
