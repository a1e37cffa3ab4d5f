/** What GitHub's plans and an organisation's settings make different; all may change while the local GitHub runs. */
export type Settings = {
  /** On `free` a private repository has neither rules nor code owners. */
  plan: 'free' | 'team'
  /** How many looks at a pull request do not know yet whether it can be merged; whether its merge commit is the former one then. */
  mergeUnknown: { reads: number; former?: boolean }
  /** Whether content with what looks like a secret is refused. */
  pushProtection: boolean
  /** Whether a ruleset tells the app that it is beyond it; GitHub documents that for people. */
  tellsBypass: boolean
  /** Whether keys tell when they were added; GitHub's OpenAPI does not promise it. */
  keyAges: boolean
  /** Whether tokens of people are refused until they sign on. */
  saml: boolean
  /** Whether this machine is missing from the organisation's list of addresses, and for whom that list is. */
  ipAllowList: 'people' | 'everybody' | undefined
}
