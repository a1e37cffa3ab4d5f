import { expect, test } from 'vitest'
import { creationFor } from '../../../../src/core/display/creation-for.ts'
import type { DisplayStep } from '../../../../src/core/display/decide-display.ts'
import { type DisplayRecord, nothingShown } from '../../../../src/core/display/display-record.ts'
import type { Part } from '../../../../src/core/display/shown-parts.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { decided, granted } from '../record-samples.ts'

const requester = 7
const write = (part: Part): DisplayStep => ({ do: 'write', part, body: '', digest: '' })
const say = (by?: number): DisplayStep => ({
  do: 'say',
  word: { id: 1, begun: false, body: '', ...(by ? { by } : {}) },
})
const lost = (part: Part): DisplayRecord => ({ ...nothingShown, [part]: { intended: true, lost: true } })
const active = granted('active')
const pull = { ...decided('pending', 'review').pull, merge: { intended: true, commit: 'c'.repeat(40) } }
const reviewed = { ...active, pull } as RequestRecord
const { requester: _nobody, ...unread } = decided('denied', 'deny')

test.each<[what: string, RequestRecord, DisplayRecord, DisplayStep, ReturnType<typeof creationFor>]>([
  ['a credential in the status', active, nothingShown, write('status'), { for: 'credential', by: requester }],
  ['a credential of its own', reviewed, nothingShown, write('delivery'), { for: 'credential', by: requester }],
  ['the status beside it', reviewed, nothingShown, write('status'), { for: 'open', by: requester }],
  ['a credential that was deleted', active, lost('status'), write('status'), { for: 'open', by: 'repair' }],
  ['a receipt', granted('ended'), nothingShown, write('receipt'), { for: 'end', by: requester }],
  [
    'the rest of a trail',
    granted('ended'),
    nothingShown,
    { do: 'continue', body: '', before: 0 },
    { for: 'end', by: requester },
  ],
  ['a receipt that was deleted', granted('ended'), lost('receipt'), write('receipt'), { for: 'open', by: 'repair' }],
  [
    'a receipt where the status was deleted',
    granted('ended'),
    lost('status'),
    write('receipt'),
    { for: 'end', by: requester },
  ],
  ['who is to vote', decided('pending', 'review'), nothingShown, write('status'), { for: 'open', by: requester }],
  ['a refusal', decided('denied', 'deny'), nothingShown, write('status'), { for: 'open', by: requester }],
  ['of a person who is not known', unread, nothingShown, write('status'), { for: 'open', by: 0 }],
  ['a word to the requester', active, nothingShown, say(), { for: 'open', by: requester }],
  ['a word to somebody else', active, nothingShown, say(9), { for: 'open', by: 9 }],
  ['a word when it is over', granted('ended'), nothingShown, say(9), { for: 'open', by: 9 }],
  ['that it was restored', active, nothingShown, { do: 'remark', body: '' }, { for: 'open', by: 'repair' }],
])('%s', (_, record, display, step, creation) => {
  expect(creationFor(record, display, step)).toEqual(creation)
})
