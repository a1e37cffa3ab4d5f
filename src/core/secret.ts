/** What a secret looks like wherever it is printed. */
const hidden = '[secret]'

/**
 * A credential in plain text, or what holds one, that cannot be printed by accident: string, JSON and console show `[secret]` only.
 * Whoever needs the value says so with `reveal()`, which makes every such place easy to find.
 */
export class Secret<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal(): T {
    return this.#value
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [Symbol.toPrimitive](): string {
    return hidden
  }

  // The registered symbol is what node:util looks for; core does not import node:util.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden
  }
}
