/** How connections leave this machine: what Node.js is told by its environment, which it reads by itself when it starts. */
export type WayOut = {
  /** The variables that name proxies, spelled as they are set: HTTPS_PROXY, HTTP_PROXY. */
  proxies: readonly string[]
  /** Whether Node.js uses them: NODE_USE_ENV_PROXY=1. */
  used: boolean
  /** Whether NODE_USE_ENV_PROXY is set, to whatever. */
  asked: boolean
  /** Whether NO_PROXY names hosts that are reached without. */
  exceptions: boolean
  /** The variable whose proxy would take a connection to this address, if proxies are used; undefined: it would go directly. */
  proxyOf(url: URL): string | undefined
  /** Whether NODE_EXTRA_CA_CERTS is set. */
  extraAuthorities: boolean
  /** How many certificates NODE_EXTRA_CA_CERTS adds. Throws CONFIG_MISSING, CONFIG_UNREADABLE, CONFIG_INVALID. */
  countAuthorities(): number
  /** Whether NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of certificates off. */
  unchecked: boolean
}
