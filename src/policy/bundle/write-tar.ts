const BLOCK = 512
/** What fits into the header; longer names have a record of their own. */
const SHORT = 100

/** A tar archive (POSIX pax) of regular files: the same files give the same bytes, whenever and by whomever it is made. */
export function writeTar(files: Iterable<readonly [name: string, bytes: Uint8Array]>): Buffer {
  const blocks: Buffer[] = []
  const put = (bytes: Uint8Array) => {
    blocks.push(Buffer.from(bytes), Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK))
  }
  for (const [name, bytes] of files) {
    if (Buffer.byteLength(name) > SHORT) {
      const record = Buffer.from(paxRecord('path', name))
      put(header('pax', record.length, 'x'))
      put(record)
    }
    put(header(name, bytes.length, '0'))
    put(bytes)
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)])
}

function header(name: string, size: number, kind: string): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0')
  Buffer.from(name).copy(block, 0, 0, SHORT)
  // Owner and group 0, of the beginning of time.
  const fields = `${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(0, 11)}\0`
  block.write(fields, SHORT, 'latin1')
  block.write(`        ${kind}`, 148, 'latin1')
  block.write('ustar\u000000', 257, 'latin1')
  const sum = block.reduce((all, byte) => all + byte, 0)
  block.write(`${octal(sum, 6)}\0 `, 148, 'latin1')
  return block
}

/** `<length> <key>=<value>\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  let length = Buffer.byteLength(rest)
  while (Buffer.byteLength(`${length}${rest}`) !== length) length += 1
  return `${length}${rest}`
}
