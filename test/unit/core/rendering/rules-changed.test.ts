import { describe, expect, it } from 'vitest'
import { endWords } from '../../../../src/core/rendering/ending.ts'
import { renderWarning, standingWords } from '../../../../src/core/rendering/rules-changed.ts'
import { recordOf } from '../../../record-of.ts'

const asked = new Date('2026-11-30T12:00:00Z')
const ended = (why?: string) =>
  endWords(recordOf({ end: { cause: 'policy', asked, attempts: 0, ...(why === undefined ? {} : { why }) } } as never))

describe('access that other rules end', () => {
  it('names the pull request that changed them, as a link, and what they say, as their words', () => {
    const why = standingWords({ policy: 'p', pull: 12, refused: true, why: 'frozen by @acme/security: see #9 <b>' })
    expect(why).toBe('#12 changed the rules: frozen by @acme/security: see #9 <b>')
    expect(ended(why)).toBe('#12 changed the rules: frozen by `@acme/security`: see `#9 <b>`')
  })
  it.each([
    ['the rules changed: not this week', 'the rules changed: not this week'],
    [undefined, 'the rules no longer give it'],
  ])('where no pull request did: %s', (why, words) => expect(ended(why)).toBe(words))
  it('is warned of where it would need more', () => {
    const words = renderWarning(recordOf({} as never), { policy: 'p', pull: 12, refused: false, why: 'two owners' })
    expect(words).toContain('### The rules ask for more by now')
    expect(words).toContain('changed the rules: two owners.')
  })
})
