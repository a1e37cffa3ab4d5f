/** What GitHub's plans and an organisation's settings make different; all may change while the local GitHub runs. */
export type Settings = {
  /** On `free` a private repository has neither rules nor code owners. */
  plan: 'free' | 'team'
  /** Whether content with what looks like a secret is refused. */
  pushProtection: boolean
}
