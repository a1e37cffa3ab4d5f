import { randomBytes } from 'node:crypto'
import { type Answer, type Exchange, refusal } from '../gateway/route.ts'
import { asObject, asObjects } from '../json.ts'

/** Some of what GitHub's secret scanning knows, by the name that it gives each. */
const SECRETS: readonly { type: string; pattern: RegExp }[] = [
  { type: 'GITHUB_PERSONAL_ACCESS_TOKEN', pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{22,}/ },
  { type: 'AWS_ACCESS_KEY_ID', pattern: /\bAKIA[0-9A-Z]{16}\b/ },
  { type: 'SLACK_API_TOKEN', pattern: /\bxox[abp]-[\w-]{10,}/ },
]

/**
 * GitHub's refusal of content with a secret in it, where push protection is on. GitHub documents it for files and blobs; trees with
 * content in them are refused here too, because a way round would be found here only.
 */
export function holdsSecret(x: Exchange): Answer | undefined {
  if (!x.world.settings.pushProtection) return undefined
  const found = SECRETS.filter(({ pattern }) => contentsOf(x).some((text) => pattern.test(text)))
  if (found.length === 0) return undefined
  const { status, body } = refusal(409, 'Secret detected in content')
  const placeholders = found.map(({ type }) => {
    return { placeholder_id: randomBytes(16).toString('base64url'), token_type: type }
  })
  return { status, body: { ...asObject(body), metadata: { secret_scanning: { bypass_placeholders: placeholders } } } }
}

/** What a call would write, as text. Files come in Base64, blobs as they say, entries of trees plain. */
function contentsOf({ path, body }: Exchange): string[] {
  const plain = path.endsWith('/git/blobs') ? body.encoding !== 'base64' : !/\/contents(\/|%2F)/.test(path)
  const texts = [body, ...asObjects(body.tree)].flatMap(({ content }) => (typeof content === 'string' ? [content] : []))
  return texts.map((text) => (plain ? text : Buffer.from(text, 'base64').toString()))
}
