import { createHash, createHmac, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'

/** What PostgreSQL takes by default, so that clients need no more time than for its own. */
const rounds = 4096

/**
 * What the server stores for a password, and what it takes instead of one, so that no password is in a statement and none in a log: RFC 5803,
 * section 2, with PostgreSQL's delimiters. The password is ASCII, so that SASLprep (RFC 4013) leaves it as it is. `salt`: 16 random bytes.
 */
export async function scramVerifier(password: string, salt: Uint8Array): Promise<string> {
  if (!/^[\x21-\x7e]+$/.test(password)) throw new TypeError('a password of ours is of ASCII')
  const salted = await promisify(pbkdf2)(password, salt, rounds, 32, 'sha256')
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  const server = keyed('Server Key').toString('base64')
  return `SCRAM-SHA-256$${rounds}:${Buffer.from(salt).toString('base64')}$${stored}:${server}`
}
