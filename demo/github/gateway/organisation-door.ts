import { type Answer, type Exchange, refusal } from './route.ts'

/** What a browser of the local GitHub sends: its session is signed on and on the list, unlike a token somebody made. */
export const BROWSER = 'x-local-browser'

/** How an organisation refuses tokens that are good: single sign-on, or a list of addresses, which holds for apps where it says so. */
export function shutByOrganisation(x: Exchange): Answer | undefined {
  const { login } = x.world.organisation
  const [, owner = ''] = /^\/(?:repos|orgs)\/([^/]+)/.exec(x.path) ?? []
  if (owner.toLowerCase() !== login.toLowerCase() || x.headers[BROWSER] !== undefined) return undefined
  const { saml, ipAllowList } = x.world.settings
  const installed = x.actor.by === 'app' && x.actor.as === 'installation'
  if (ipAllowList !== undefined && (x.actor.by === 'user' || (installed && ipAllowList === 'everybody'))) {
    const what = `the \`${login}\` organization has an IP allow list enabled`
    const but = 'and your IP address is not permitted to access this resource.'
    return refusal(403, `Although you appear to have the correct authorization credentials, ${what}, ${but}`)
  }
  if (!saml || x.actor.by !== 'user') return undefined
  const must = 'You must grant your Personal Access token access to this organization.'
  const url = `${x.world.url}/orgs/${login}/sso?authorization_request=LOCAL`
  return {
    ...refusal(403, `Resource protected by organization SAML enforcement. ${must}`),
    headers: { 'x-github-sso': `required; url=${url}` },
  }
}
