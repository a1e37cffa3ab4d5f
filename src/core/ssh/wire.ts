import { DaypassError } from '../error.ts'

function malformed(what: string): DaypassError {
  return new DaypassError('KEY_MALFORMED', `This is not a well-formed SSH key: ${what}. Export or copy it again.`)
}

/**
 * Reads SSH's binary encoding (RFC 4251, section 5) from front to back. Every method throws KEY_MALFORMED where the
 * bytes end too early or are not in the one canonical form.
 */
export class SshWire {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes)
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw malformed('it is cut short')
    const taken = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return taken
  }

  uint32(): number {
    return this.take(4).readUInt32BE(0)
  }

  string(): Buffer {
    return this.take(this.uint32())
  }

  /** A string that can only be a name: ASCII without blanks or control characters. */
  name(): string {
    const bytes = this.string()
    if (!bytes.every((byte) => byte > 0x20 && byte < 0x7f)) throw malformed('a name holds odd characters')
    return bytes.toString('latin1')
  }

  /** A positive integer without its sign byte. Negative, zero and needlessly long forms are refused. */
  positive(): Buffer {
    const bytes = this.string()
    const [first = 0, second = 0] = bytes
    if (bytes.length === 0 || first >= 0x80) throw malformed('a number is not positive')
    if (first !== 0) return bytes
    if (bytes.length === 1 || second < 0x80) throw malformed('a number is longer than needed')
    return bytes.subarray(1)
  }

  /** What has not been read yet. */
  rest(): Buffer {
    return this.take(this.#bytes.length - this.#at)
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw malformed('something follows its end')
  }
}

/** RFC 4251 `string`: the length in four bytes, then the bytes. */
export function wireString(value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** RFC 4251 `mpint` of a positive big-endian number. */
export function wirePositive(value: Uint8Array): Buffer {
  let start = 0
  while (start < value.length - 1 && value[start] === 0) start++
  const bytes = value.subarray(start)
  return wireString((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes)
}

/** A big-endian number, as a bigint. */
export function bigEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)
}
