import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { modulesBelow } from './modules.ts'

// What sets them for all, and this, which names what others must not do.
const exempt = ['test/properties.ts', 'test/architecture/properties.test.ts']

/** Where chance comes from elsewhere than from the one seed, or a property is as large in `npm test` as in `npm run test:fuzz`. */
function ownWays(text: string): string[] {
  const ways = [/\bMath\.random\b/g]
  if (/from 'fast-check'/.test(text))
    ways.push(
      /\bseed: .*/g,
      /\bnumRuns: (?!runs\().*/g,
      /\bfc\.sample\((?!.*, runs\().*/g,
      /\b(?:re)?[cC]onfigureGlobal\(/g,
    )
  return ways.flatMap((way) => text.match(way) ?? [])
}

test('every property is tried by the one seed, and so often as `runs` says', () => {
  const found = modulesBelow('test')
    .filter(({ path }) => !exempt.includes(path))
    .flatMap(({ path, text }) => ownWays(text).map((way) => `${path}: ${way}`))
  expect(found).toEqual([])
  expect(fc.readConfigureGlobal().seed).toBe(inject('properties').seed)
  expect(fc.sample(fc.nat(), 5)).toEqual(fc.sample(fc.nat(), 5))
})

test.each([
  'fc.assert(property, { seed: 7 })',
  'fc.assert(property, { numRuns: 3000 })',
  'fc.sample(inputs, 200)',
  'fc.sample(inputs)',
  'fc.configureGlobal({})',
  'const at = Math.random()',
])('%s is found', (line) => {
  expect(ownWays(`import fc from 'fast-check'\n${line}\n`)).toHaveLength(1)
})
