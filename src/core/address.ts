/** Whether a host name of a URL can only mean this machine. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  )
}

/**
 * A web address in its normal form (lower-case host, no default port, no slash at the end), or the sentence that says why
 * it is refused. https everywhere, http on this machine only; no user name, query or fragment, which would otherwise
 * become part of an issuer or of every address that is built from it.
 */
export function readAddress(text: string): { address: string } | { refused: string } {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return { refused: 'is not a web address. Give the whole address, such as https://daypass.acme.example' }
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return { refused: 'holds a user name or password. Remove it' }
  if (/[?#]/.test(text)) return { refused: 'has a query or a fragment. End the address before "?" or "#"' }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return { refused: 'uses http. Use https; http is accepted for this machine only (localhost, 127.0.0.1, [::1])' }
  }
  return { address: `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '') }
}
