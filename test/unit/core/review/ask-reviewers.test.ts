import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Asking, whenToAskMore, whomToAsk } from '../../../../src/core/review/ask-reviewers.ts'

function people(...ids: number[]) {
  return ids.map((id) => ({ id, login: `person-${id}` }))
}

function ids(asking: Partial<Asking>): number[] {
  const first = { open: [], asked: [], requester: 7, issue: 0, widened: 0 }
  return whomToAsk({ ...first, ...asking }).map(({ id }) => id)
}

const five = { canFill: people(1, 2, 3, 4, 5) }

describe('whom to ask', () => {
  test.each<[name: string, asking: Partial<Asking>, expected: number[]]>([
    ['two at a time', { open: [five] }, [1, 2]],
    ['others for another issue', { open: [five], issue: 4 }, [5, 1]],
    [
      'in turn, whatever the order in which they are listed',
      { open: [{ canFill: people(5, 3, 1) }], issue: 1 },
      [3, 5],
    ],
    ['two for each slot', { open: [five, five] }, [1, 2, 3, 4]],
    ['of those there are', { open: [{ canFill: people(1) }, five] }, [1, 2, 3]],
    ['nobody twice', { open: [five], asked: [1, 2] }, []],
    ['one more when one of two is left', { open: [five], asked: [2, 9] }, [1]],
    ['two more when it is widened', { open: [five], asked: [1, 2], widened: 1 }, [3, 4]],
    ['whoever was asked for one slot is not asked for the other', { open: [five, five], asked: [1, 2] }, [3, 4]],
    ['never the requester', { open: [{ canFill: people(7, 8, 9) }] }, [8, 9]],
    ['nobody where nobody can', { open: [{ canFill: [] }] }, []],
    ['nobody where nothing is open', {}, []],
  ])('%s', (_name, asking, expected) => {
    expect(ids(asking)).toEqual(expected)
  })

  test('asks everybody once at most, and everybody in the end', () => {
    const slots = fc.array(
      fc.uniqueArray(fc.integer({ min: 1, max: 12 })).map((who) => ({ canFill: people(...who) })),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(slots, fc.nat(100), (open, issue) => {
        const asked: number[] = []
        for (let widened = 0; widened < 12; widened++) asked.push(...ids({ open, asked, issue, widened }))
        const all = new Set(open.flatMap(({ canFill }) => canFill.map(({ id }) => id)))
        all.delete(7)
        expect(asked.toSorted((a, b) => a - b)).toEqual([...all].sort((a, b) => a - b))
      }),
    )
  })
})

describe('when to ask more', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour))

  test.each<[name: string, lapses: Date, expected: ReturnType<typeof whenToAskMore>]>([
    ['after four hours, and a reminder at half of the time', at(12), { widen: at(4), remind: at(6) }],
    ['only a reminder where there are less', at(4), { remind: at(2) }],
    ['nothing where the time is over', at(0), {}],
  ])('%s', (_name, lapses, expected) => {
    expect(whenToAskMore(at(0), lapses)).toEqual(expected)
  })
})
