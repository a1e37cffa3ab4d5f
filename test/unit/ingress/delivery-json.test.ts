import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDelivery } from '../../../src/ingress/delivery-json.ts'

const parse = (text: string) => parseDelivery(Buffer.from(text))
const malformed = expect.objectContaining({ code: 'DELIVERY_MALFORMED' })

describe('the JSON of a delivery', () => {
  it('is what JSON.parse makes of it, for every object of ordinary size', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 }), { noNullPrototype: true }), (value) => {
        const text = JSON.stringify(value)
        expect(parse(text)).toStrictEqual({ text, payload: JSON.parse(text) })
      }),
    )
  })

  it.each([
    ['brackets, colons and commas within strings', JSON.stringify({ text: '[{:,"\\'.repeat(300_000) })],
    ['many escapes', JSON.stringify({ text: '\\"'.repeat(100_000) })],
    ['64 levels', `${'{"a":'.repeat(64)}1${'}'.repeat(64)}`],
    ['a long list', `{"a":[${'0,'.repeat(1_000_000)}0]}`],
    ['a hundred lists and objects beside each other', `{"a":[${'[],{},'.repeat(100)}0]}`],
    ['many members', JSON.stringify(Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [index, 0])))],
  ])('may hold %s', (_case, text) => expect(parse(text).text).toBe(text))

  it.each([
    ['65 levels of objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['65 levels of lists', `{"a":${'['.repeat(65)}${']'.repeat(65)}}`],
    ['65 levels behind a long number', `{"a":${'1'.repeat(100)},"b":${'['.repeat(64)}${']'.repeat(64)}}`],
    ['a million levels that never close', '[{"a":'.repeat(1_000_000)],
    ['too many members', `{${'"a":0,'.repeat(200_000)}"b":0}`],
    ['too long a list', `{"a":[${'0,'.repeat(1_000_001)}0]}`],
    ['a string that never ends', '{"a":"'],
    ['a string that ends in a backslash', '{"a":"\\'],
    ['two values', '{} {}'],
    ['a comment', '{/* */}'],
    ['a text alone', '"text"'],
    ['white space', '   '],
    ['a NUL', '{"a":"\u0000"}'],
  ])('may not hold %s', (_case, text) => expect(() => parse(text)).toThrow(malformed))

  it('tells what is wrong with it, with what was found below', () => {
    expect(() => parse('{')).toThrow(expect.objectContaining({ cause: expect.any(SyntaxError) }))
    expect(() => parseDelivery(Buffer.from([0x7b, 0xff]))).toThrow(
      expect.objectContaining({ cause: expect.any(TypeError) }),
    )
  })

  it('of any bytes is either refused with a code or an object', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          expect(typeof parseDelivery(Buffer.from(bytes)).payload).toBe('object')
        } catch (error) {
          expect(error).toEqual(malformed)
        }
      }),
    )
  })

  it('keeps "__proto__" an ordinary member', () => {
    const { payload } = parse('{"__proto__":{"polluted":true}}')
    expect(Object.getPrototypeOf(payload)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})
