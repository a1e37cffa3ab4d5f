import { withoutQuotes } from './unwrapped.ts'

/** A PEM block as it must be, or what is wrong with it, as the rest of a sentence. */
export type PemReading = { label: string; pem: string } | { refused: string }

const asItIs = 'Give the text of the file as it is, or name the file with'

/** Line breaks that are written out, however often their backslash was escaped. No key holds a backslash. */
const writtenOut = /(?<!\\)\\+(?:r\\+n|[nr])/g

const marker = (word: string) => new RegExp(`-----${word}\\s*((?:[A-Z]{2,9}\\s*)?PRIVATE\\s*KEY)\\s*-----`, 'g')

/**
 * The one private key in a text, in whichever wrapping deployments carry it: quotes, blanks or words before and behind it, lines that are
 * indented, line breaks written out, turned into blanks or gone, or the whole in base64. What is between its markers must be whole.
 * `variable`: the one that would take the name of its file. Source: RFC 7468.
 */
export function readPem(text: string, variable: string): PemReading {
  const bare = withoutQuotes(text)
  const found = read(bare, variable)
  if (found !== undefined) return found
  const inside = /^[A-Za-z0-9+/_=\s-]+$/.test(bare) ? Buffer.from(bare, 'base64').toString('latin1') : ''
  return read(withoutQuotes(inside), variable) ?? { refused: whatElse(bare, inside, variable) }
}

/** Undefined: there is no private key in it. */
function read(text: string, variable: string): PemReading | undefined {
  const plain = text.replace(writtenOut, '\n')
  const [begin, another] = plain.matchAll(marker('BEGIN'))
  if (begin === undefined) return undefined
  if (another !== undefined) return { refused: 'holds two private keys. Keep the one of the GitHub App' }
  const label = labelOf(begin)
  const start = begin.index + begin[0].length
  const end = plain.slice(start).matchAll(marker('END')).next().value
  const rest = plain.slice(start).replace(/[\s"'`]/g, '')
  if (end === undefined && rest === '') {
    const why = 'What set it takes one line only. Write the key on one line, with \\n for its line breaks'
    return { refused: `ends after the first line of the key. ${why}, or name its file with ${variable}` }
  }
  if (end === undefined)
    return { refused: `has no end: the line -----END ${label}----- is not there. Copy the whole file again` }
  if (labelOf(end) !== label)
    return {
      refused: `begins with -----BEGIN ${label}----- and ends with -----END ${labelOf(end)}-----. ${asItIs} ${variable}`,
    }
  const held = plain.slice(start, start + end.index)
  if (/Proc-Type: *4,ENCRYPTED/.test(held) || label.startsWith('ENCRYPTED'))
    return {
      refused: 'is protected by a passphrase, which nobody can type here. Give the file as GitHub gave it to you',
    }
  const body = held.replace(/^[A-Za-z][A-Za-z0-9-]*:.*$/gm, '').replace(/\s/g, '')
  const strange = /[^A-Za-z0-9+/=]/u.exec(body)
  if (strange !== null)
    return { refused: `has ${nameOf(strange[0])} between its markers, which no key has. ${asItIs} ${variable}` }
  const lines = body.match(/.{1,64}/g) ?? []
  if (lines.length === 0) return { refused: `has nothing between its first and its last line. ${asItIs} ${variable}` }
  return { label, pem: `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n` }
}

function labelOf([, label = '']: RegExpExecArray | RegExpMatchArray): string {
  return label.replace(/\s/g, '').replace('PRIVATEKEY', ' PRIVATE KEY').trim()
}

/** Never the character itself: beside others it could show what the key is. */
function nameOf(character: string): string {
  return `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** What a text is that holds no private key; `inside`: what it says when it is taken for base64. */
function whatElse(text: string, inside: string, variable: string): string {
  const form = 'is not a private key in PEM form (-----BEGIN RSA PRIVATE KEY-----)'
  if (/BEGIN (?:[A-Z]{2,10} ){0,3}(?:CERTIFICATE|PUBLIC KEY)/.test(text + inside))
    return `${form} but a public key or a certificate. Give the .pem file that GitHub gave you for the app`
  if (/PRIVATE\s*KEY/.test(text))
    return `${form}: its first line is not whole. It begins and ends with five plain "-". ${asItIs} ${variable}`
  if (inside.charCodeAt(0) === 0x30 && text.length > 100)
    return `${form}: its first and last line are missing. ${asItIs} ${variable}`
  if (/^\$[{(]|^\$\w+$/.test(text)) return `${form} but an expression that nothing has replaced. ${asItIs} ${variable}`
  if (/^(?:[.~]{0,2}\/|[A-Za-z]:\\)[^\n]*$/.test(text) || /^[\w.-]+\.(?:pem|key)$/.test(text))
    return `${form} but seems to be the name of a file. Set ${variable} to it instead`
  return `${form}. Download one from the settings of the GitHub App`
}
