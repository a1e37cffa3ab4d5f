import { PGlite } from '@electric-sql/pglite'

type Send = PGlite['execProtocolStream']
type Options = Parameters<Send>[1]
type Messages = Awaited<ReturnType<Send>>

/** A statement under its name in the database, with what the database said of it. */
type Prepared = { name: Uint8Array; parameters: Messages; row: Messages }

const [parse, describe, bind, execute, sync, query] = [...'PDBESQ'].map((letter) => letter.charCodeAt(0))
const ofStatement = 'S'.charCodeAt(0)

/** What leaves every table's columns as they are, and so what was prepared. */
const keepsColumns = /^\s*(?:select|insert|update|delete|with)\b/i

/**
 * The embedded databases that are opened in here take apart and plan each statement once, and no more each time that it comes: the
 * thousands of a run have a hundred texts. PGlite sends one in six messages, with a turn of the database for each; from its second time
 * on it is one. No other database of this process is touched. Throws where PGlite sends nothing through `execProtocolStream`.
 */
export async function withPreparedStatements<Opened>(open: () => Promise<Opened>): Promise<Opened> {
  if (!Object.hasOwn(PGlite.prototype, 'execProtocolStream')) throw new Error('PGlite sends its statements otherwise')
  const own = PGlite.prototype.execProtocolStream
  PGlite.prototype.execProtocolStream = function (given, options) {
    const conversation = new Conversation((...message) => own.apply(this, message))
    this.execProtocolStream = (...message) => conversation.exchange(...message)
    return this.execProtocolStream(given, options)
  }
  try {
    return await open()
  } finally {
    PGlite.prototype.execProtocolStream = own
  }
}

/** What PGlite and its database tell each other, shortened. */
class Conversation {
  readonly #send: Send
  readonly #known = new Map<string, Prepared>()
  #names = 0
  #statement: Prepared | undefined
  #bound: Uint8Array = new Uint8Array(0)
  /** Whether the database has heard the end of what is being asked. */
  #isOver = false

  constructor(send: Send) {
    this.#send = send
  }

  async exchange(given: Uint8Array, options?: Options): Promise<Messages> {
    const [kind] = given
    if (kind === parse) {
      this.#isOver = false
      this.#statement = await this.#prepared(given, options)
      return this.#statement ? [] : this.#send(given, options)
    }
    if (kind === sync && this.#isOver) return []
    // A query in one message has its end in itself.
    if (kind === query) this.#isOver = true
    const statement = this.#statement
    if (kind === query || !statement) return this.#send(given, options)
    switch (kind) {
      case describe:
        return given[5] === ofStatement ? [...statement.parameters, ...statement.row] : statement.row
      case bind:
        // The portal has no name, and PGlite gave none to the statement.
        this.#bound = message('B', given.subarray(5, 6), statement.name, given.subarray(7))
        return []
      case execute:
        this.#isOver = true
        return this.#send(Buffer.concat([this.#bound, given, message('S')]), options)
      default:
        return this.#send(given, options)
    }
  }

  /** Undefined: it is not prepared. */
  async #prepared(given: Uint8Array, options: Options): Promise<Prepared | undefined> {
    const text = Buffer.from(given.subarray(6, given.indexOf(0, 6))).toString()
    if (!keepsColumns.test(text)) {
      this.#known.clear()
      return undefined
    }
    const known = this.#known.get(text)
    if (known) return known
    this.#names += 1
    const name = Buffer.from(`statement ${this.#names}\0`)
    const wanted = Buffer.concat([message('P', name, given.subarray(6)), message('D', Buffer.from('S'), name)])
    const said = await this.#send(wanted, options)
    const called = (...names: string[]) => said.filter((one) => names.includes(one.name))
    const made = { name, parameters: called('parameterDescription'), row: called('rowDescription', 'noData') }
    this.#known.set(text, made)
    return made
  }
}

/** A message of the protocol: its letter, its length, and what it is about. */
function message(letter: string, ...parts: Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 4)
  const head = Buffer.from(`${letter}    `)
  head.writeInt32BE(length, 1)
  return Buffer.concat([head, ...parts])
}
