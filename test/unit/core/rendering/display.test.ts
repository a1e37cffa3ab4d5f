import { describe, expect, test } from 'vitest'
import type { RequestState } from '../../../../src/core/record.ts'
import { displayOf } from '../../../../src/core/rendering/display.ts'
import { labelsFor } from '../../../../src/core/rendering/labels.ts'
import { titleOf } from '../../../../src/core/rendering/title.ts'
import { recordOf } from '../../../record-of.ts'
import { decided, granted, samples } from '../record-samples.ts'

const context = { cli: 'daypass' }

const states: [state: RequestState, label: string, open: boolean, reason?: 'completed' | 'not_planned'][] = [
  ['submitted', 'daypass:pending', true],
  ['pending', 'daypass:pending', true],
  ['granting', 'daypass:pending', true],
  ['undecided', 'daypass:attention', true],
  ['invalid', 'daypass:invalid', true],
  ['active', 'daypass:active', true],
  ['ending', 'daypass:active', true],
  ['ended', 'daypass:ended', false, 'completed'],
  ['denied', 'daypass:denied', false, 'not_planned'],
  ['rejected', 'daypass:ended', false, 'not_planned'],
  ['cancelled', 'daypass:ended', false, 'not_planned'],
  ['lapsed', 'daypass:ended', false, 'not_planned'],
  ['failed', 'daypass:attention', false, 'not_planned'],
]

describe('the issue shows the state', () => {
  test.each(states)('%s', (state, label, open, reason) => {
    const display = displayOf(
      recordOf({ ...granted('ended'), ...decided(state, 'review'), outcome: 'done' }),
      [],
      context,
    )
    expect(display.labels).toEqual([
      label,
      'resource:orders-db',
      'sensitivity:critical',
      ...(open ? [] : ['outcome:done']),
    ])
    expect(display.open).toBe(open)
    expect(display.reason).toBe(reason)
    expect(display.status === undefined).toBe(state === 'submitted')
    expect(display.receipt === undefined).toBe(state !== 'ended')
    expect(display.title).toBe('orders-db · dump, read · 2h')
  })

  test('every state is in the table', () => {
    for (const [, record] of samples()) expect(states.map(([state]) => state)).toContain(record.state)
  })

  test("the title stays the requester's while nothing could be read", () => {
    const { request: _request, resource: _resource, ...rest } = decided('invalid', 'review')
    const display = displayOf(recordOf(rest), [], context)
    expect(display).not.toHaveProperty('title')
    expect(display.labels).toEqual(['daypass:invalid'])
  })

  test('the same record shows the same, whatever the clock says', () => {
    expect(displayOf(granted('ended'), ['x'], context)).toEqual(displayOf(granted('ended'), ['x'], context))
  })
})

describe('labels', () => {
  test('call for attention where an end waits for a connector that is gone, and only while it does', () => {
    const findings = [{ code: 'CONNECTOR_GONE', message: 'x' } as const]
    const first = (state: 'active' | 'ending' | 'ended') => labelsFor({ ...granted(state), findings }, [])[0]
    expect(first('ending')).toBe('daypass:attention')
    expect(labelsFor({ ...granted('ending'), findings: [{ code: 'CONNECTOR_FAILED', message: 'x' }] }, [])[0]).toBe(
      'daypass:active',
    )
    expect([first('active'), first('ended')]).toEqual(['daypass:active', 'daypass:ended'])
  })

  test('of others stay, and all that look like ours are replaced', () => {
    const present = [
      'bug',
      'daypass:active',
      'resource:payroll',
      'Outcome:done',
      'sensitivity:low',
      'daypass',
      'team: orders',
    ]
    expect(labelsFor(granted('active'), present)).toEqual([
      'daypass:active',
      'resource:orders-db',
      'sensitivity:critical',
      'bug',
      'daypass',
      'team: orders',
    ])
  })

  test('fit into the 50 characters of GitHub, and stay distinct', () => {
    const labelOf = (id: string): string | undefined => {
      const record = granted('active')
      if (record.request) record.request.resource = id
      return labelsFor(record, [])[1]
    }
    const long = 'a'.repeat(63)
    expect(labelOf('a'.repeat(41))).toBe(`resource:${'a'.repeat(41)}`)
    expect(labelOf(`${long}b`)).toHaveLength(50)
    expect(labelOf(`${long}b`)).not.toBe(labelOf(`${long}c`))
  })
})

test('a title fits into the 256 characters of GitHub', () => {
  const actions = Array.from({ length: 50 }, (_, index) => `action-${index}-${'x'.repeat(50)}`)
  const { request } = decided('active', 'allow')
  if (!request) throw new TypeError('a decided request has a canonical form')
  const title = titleOf({ ...request, resource: 'r'.repeat(64), actions })
  expect(title.length).toBeLessThanOrEqual(256)
  expect(title).toContain(' and 48 more · 2h')
})
