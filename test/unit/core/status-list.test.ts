import { deflateSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeStatusList, statusAt, withStatus } from '../../../src/core/status-list.ts'
import { runs } from '../../runs.ts'

/** draft-ietf-oauth-status-list, section 4.1: sixteen places, 1 is INVALID; the bytes as the draft prints them. */
const small = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
/** Appendix C.1 of the draft: 2^20 places with one bit each; only these read 1. */
const ones = [0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345]
const packed =
  'eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogEAAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAAA7KpLAAAAAAAAAAAAAAAAAAAAAJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAAACAZC8L2AEb'

describe('the published vectors', () => {
  test('section 4.1: encoding gives b9 a3, and the printed zlib text unpacks to it', () => {
    const bytes = encodeStatusList(
      small.flatMap((bit, place) => (bit === 0 ? [place] : [])),
      16,
    )
    expect(Buffer.from(bytes).toString('hex')).toBe('b9a3')
    expect(inflateSync(Buffer.from('eNrbuRgAAhcBXQ', 'base64url')).toString('hex')).toBe('b9a3')
    expect(deflateSync(bytes, { level: 9 }).toString('base64url')).toBe('eNrbuRgAAhcBXQ')
  })

  test('appendix C.1: 2^20 places are read as the draft says', () => {
    const bytes = inflateSync(Buffer.from(packed, 'base64url'))
    expect(bytes.length).toBe(2 ** 17)
    const set = Array.from({ length: 2 ** 20 }, (_, place) => place).filter(
      (place) => statusAt(bytes, place) === 'invalid',
    )
    expect(set).toEqual(ones)
  })

  test('appendix C.1: 2^20 places are written as the draft says', () => {
    const invalid = new Set(ones)
    const valid = Array.from({ length: 2 ** 20 }, (_, place) => place).filter((place) => !invalid.has(place))
    expect(Buffer.compare(encodeStatusList(valid, 2 ** 20), inflateSync(Buffer.from(packed, 'base64url')))).toBe(0)
  })
})

describe('places', () => {
  test('what was never given out reads invalid', () => {
    const bytes = encodeStatusList([3], 16)
    expect(Array.from({ length: 16 }, (_, place) => statusAt(bytes, place)).indexOf('valid')).toBe(3)
    expect(Buffer.from(encodeStatusList([], 16)).toString('hex')).toBe('ffff')
  })

  test.each([-1, 16, 1e9, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('place %d is outside of sixteen', (place) => {
    const bytes = encodeStatusList([], 16)
    expect(() => statusAt(bytes, place)).toThrow(RangeError)
    expect(() => withStatus(bytes, place, 'valid')).toThrow(RangeError)
    expect(() => encodeStatusList([place], 16)).toThrow(RangeError)
  })

  test.each([0, 7, -8, 8.5, Number.NaN])('a size of %d is refused', (size) => {
    expect(() => encodeStatusList([], size)).toThrow(RangeError)
  })

  test('what is written is read, and nothing else changes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(255)), fc.nat(255), (places, place) => {
        const bytes = encodeStatusList(places, 256)
        const ended = withStatus(bytes, place, 'invalid')
        for (let each = 0; each < 256; each++) {
          expect(statusAt(bytes, each)).toBe(places.includes(each) ? 'valid' : 'invalid')
          expect(statusAt(ended, each)).toBe(each !== place && places.includes(each) ? 'valid' : 'invalid')
        }
      }),
      { numRuns: runs(50) },
    )
  })
})
