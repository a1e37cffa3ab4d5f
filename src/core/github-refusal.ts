/** How GitHub refused a call: its status, its own words, and the address in `X-GitHub-SSO`, where there is one. */
export type GitHubRefusal = { status: number; said: string; sso?: string | undefined }

/** What branch rules of a private repository need. */
export const planNeeded = 'GitHub Team, Enterprise Cloud or Enterprise Server 3.11+'

type Advice = { when: RegExp; app: string; person?: string }

/** By GitHub's own words; the first that fits. A wrong hint costs people more time than none. */
const advices: readonly Advice[] = [
  {
    when: /upgrade to github|make this repository public/i,
    app: `Rules for the branches of a private repository, and code owners, need ${planNeeded}; this plan has neither.`,
  },
  {
    when: /saml enforcement|single sign-on/i,
    app: "The organisation's single sign-on keeps the app out: its owners look at the app's installation.",
    person: "Authorise your token for the organisation's single sign-on; other scopes do not help.",
  },
  {
    when: /ip allow list|ip address/i,
    app: "Put the addresses from which this server reaches GitHub (its egress addresses) on the organisation's IP allow list.",
    person:
      'The organisation lets in known addresses only: use its network or VPN, or ask its owners about the IP allow list.',
  },
  { when: /suspended/i, app: "The installation is suspended: the organisation's owners take it up again." },
  {
    when: /not accessible by integration/i,
    app: "The installation lacks a permission: compare it with app.yml, and let the organisation's owners accept what is new.",
  },
  { when: /\block(?:ed|s)?\b/i, app: 'The conversation is locked: unlock it.' },
  {
    when: /rule violations|protected branch|being restricted|required status|code owner review/i,
    app:
      'Whoever keeps this repository names the app in the bypass list of that rule; a rule of the organisation, only its owners can change. ' +
      '`daypass doctor` names the rule.',
  },
  { when: /repository is empty/i, app: 'Push a first commit to the default branch.' },
]

/**
 * What whoever is refused can do about it, in one or two sentences with the address for single sign-on; undefined: GitHub's words say
 * nothing that is known. Pure.
 */
export function refusalAdvice({ said, sso }: GitHubRefusal, who: 'app' | 'person'): string | undefined {
  const link = ssoAddress(sso)
  const found = advices.find(({ when }) => when.test(link === undefined ? said : `${said} single sign-on`))
  const words = who === 'person' ? found?.person : found?.app
  return words === undefined || link === undefined ? words : `${words} ${link}`
}

/** The address in `required; url=https://…`; anything else than an address to click on is left out. */
function ssoAddress(header: string | undefined): string | undefined {
  const found = /\burl=(https:\/\/[\x21-\x7e]{1,500})/.exec(header ?? '')?.[1]
  return found !== undefined && URL.canParse(found) ? found : undefined
}
