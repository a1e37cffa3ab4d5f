import type { SecretPlace } from '../core/lending/secret-place.ts'
import type { Deployment } from '../generated/deployment.ts'
import { readPrivateKey } from './private-key.ts'

type Lender = Extract<NonNullable<Deployment['connectors'][string]>, { type: 'github' }>

/**
 * What no schema can say of a connector that lends: its key is one of an App, in a variable, and what is lent is no access repository. By name of
 * the member that is wrong. `written`: the key as it stands in the file, before references were resolved.
 */
export function lendingRules(
  { private_key, roles = {}, secrets = [] }: Lender,
  { connectors }: Deployment,
  written: unknown,
): [string, string][] {
  const access = new Set(Object.values(connectors).flatMap((one) => one?.repositories ?? []))
  const found: [string, string][] = []
  const flaw = keyFlaw(private_key, written)
  if (flaw !== undefined) found.push(['private_key', flaw])
  for (const [action, what] of Object.entries(roles)) {
    if (!what || !('repository' in what) || !access.has(what.repository)) continue
    const why = 'is an access repository: whoever writes there could change who is asked. It is never lent.'
    found.push([`roles.${action}.repository`, why])
  }
  for (const [index, repository] of secrets.entries())
    if (access.has(repository))
      found.push([
        `secrets[${index}]`,
        'is an access repository: whoever runs workflows there would have what others asked for.',
      ])
  if (Object.keys(roles).length === 0 && secrets.length === 0)
    found.push([
      'roles',
      'is missing, and so is `secrets`: such a connector lends nothing and delivers nothing. Name what it is for.',
    ])
  return found
}

function keyFlaw(key: string, given: unknown): string | undefined {
  if (typeof given !== 'string' || !/^\$\{[^${}]*\}$/.test(given))
    return `is written out. Put it into a variable, or its path into one that ends in _PATH, and write \${NAME} here.`
  const read = readPrivateKey(key)
  return 'refused' in read ? `${read.refused}.` : undefined
}

type Depositing = { deliver_to?: SecretPlace; values?: readonly string[] }

/** What no schema can say of a secret that a credential goes into, by name of the member that is wrong. */
export function depositFlaws(connector: object, { connectors }: Deployment): [string, string][] {
  const { deliver_to: place, values } = connector as Depositing
  if (!place) return []
  const { github, repository } = place
  const app = Object.hasOwn(connectors, github) ? connectors[github] : undefined
  const found: [string, string][] = []
  if (app?.type !== 'github')
    found.push([
      'deliver_to.github',
      `names no connector of the type \`github\`. Add \`${github}\`, whose App writes the secret.`,
    ])
  else if (!app.secrets?.includes(repository))
    found.push([
      'deliver_to.repository',
      `is not among the \`secrets\` of the connector \`${github}\`. Add ${repository} there, or name another.`,
    ])
  if ('type' in connector && connector.type === 'webhook' && values?.length !== 1)
    found.push(['deliver_to', 'needs exactly one name in `values`: a secret holds one value.'])
  return found
}
