/** What GitHub's plans and an organisation's settings make different; all may change while the local GitHub runs. */
export type Settings = {
  /** On `free` a private repository has neither rules nor code owners. */
  plan: 'free' | 'team'
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
