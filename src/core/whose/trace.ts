/** What access leaves behind somewhere else: a grant's id, which names of roles and ids of tokens carry, or a key that credentials were sealed to. */
export type Trace = { grant: string } | { fingerprint: string }

const grantId = /^[A-Za-z0-9_-]{22}$/
const role = /(?<![a-z0-9_])jit_([a-z2-7]{26})(?![a-z0-9])/
const fingerprint = /SHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/
const token = /(?<![\w.-])[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+(?![\w.-])/

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * Reads what a line of somebody else's log, or whatever was found, says of whose it is: a role or user of a target (`jit_…`), an access token, an id of a grant (`grant_id`), the
 * fingerprint of an SSH key as `ssh-keygen -l` prints it. Nothing is verified: it only says where to look. Undefined: none of these.
 */
export function readTrace(text: string): Trace | undefined {
  const found = text.trim()
  const [, name] = role.exec(found) ?? []
  const byRole = name === undefined ? undefined : grantOfRole(name)
  if (byRole !== undefined) return { grant: byRole }
  const [key] = fingerprint.exec(found) ?? []
  if (key !== undefined) return { fingerprint: key }
  if (grantId.test(found)) return { grant: found }
  const [, claims] = token.exec(found) ?? []
  return claims === undefined ? undefined : grantOfClaims(claims)
}

/** Base32 (RFC 4648, section 6) of 128 bits: the two bits after them are zero, or no grant has that name. */
function grantOfRole(name: string): string | undefined {
  const bytes: number[] = []
  let [held, bits] = [0, 0]
  for (const letter of name) {
    held = ((held << 5) | alphabet.indexOf(letter)) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 0xff)
    }
  }
  const isWhole = bytes.length === 16 && (held & ((1 << bits) - 1)) === 0
  return isWhole ? Buffer.from(bytes).toString('base64url') : undefined
}

function grantOfClaims(claims: string): Trace | undefined {
  try {
    const { grant_id: id } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { grant_id?: unknown }
    return typeof id === 'string' && grantId.test(id) ? { grant: id } : undefined
  } catch {
    return undefined
  }
}
