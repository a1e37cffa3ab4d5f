import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitsGlob } from '../../../../src/core/catalog/glob.ts'

test.each([
  ['preview-*', 'preview-17', true],
  ['preview-*', 'preview-', true],
  ['preview-*', 'Preview-17', false],
  ['preview-*', 'xpreview-17', false],
  ['*-preview', 'a-preview-preview', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['a.b', 'axb', false],
  ['[ab]?', 'a?', false],
  ['', '', true],
  ['', 'a', false],
])('%j and %j: %j', (pattern, name, fits) => {
  expect(fitsGlob(pattern, name)).toBe(fits)
})

test('means what the expression means in which each star is anything', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 })
  fc.assert(
    fc.property(text, text, (pattern, name) => {
      const parts = pattern.split(/\*+/).map((part) => part.replaceAll('.', '\\.'))
      expect(fitsGlob(pattern, name)).toBe(new RegExp(`^${parts.join('[^]*')}$`).test(name))
    }),
  )
})
