import { isLoopback } from '../core/address.ts'

/** What is wrong with an address that this server asks again and again, with a credential: it must be one well-known place, and unread by others. */
export function addressFlaw(address: string): string | undefined {
  if (!URL.canParse(address))
    return 'is not a web address. Write the whole of it, such as https://api.acme.example/whoami.'
  const url = new URL(address)
  if (url.username !== '' || url.password !== '')
    return 'holds a user name or password. Remove it: Daypass shows what it has in another way.'
  if (url.hash !== '') return 'has a fragment, which is never sent. Remove the "#" and what follows.'
  if (/^169\.254\.|^\[fe[89ab]|^metadata\./i.test(url.hostname))
    return 'is a link-local or metadata address. Name the host of the application.'
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return 'uses http. Use https; http is accepted for this machine only.'
  return undefined
}
