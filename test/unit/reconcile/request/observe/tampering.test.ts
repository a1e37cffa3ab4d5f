import { expect, test } from 'vitest'
import { displayOf } from '../../../../../src/core/rendering/display.ts'
import { labelsFor } from '../../../../../src/core/rendering/labels.ts'
import type { Issue } from '../../../../../src/ports/issues.ts'
import { joinShown, shownOf } from '../../../../../src/reconcile/request/apply/published.ts'
import { findTampering } from '../../../../../src/reconcile/request/observe/tampering.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { granted } from '../../../core/record-samples.ts'

const record = granted('active')
const display = displayOf(record, [], { cli: 'daypass' })
const shown = { ...record, shown: joinShown(shownOf(display)) }
const labels = labelsFor(record, [])

test.each<[string, string[], string[] | undefined]>([
  ['as they were written', labels, undefined],
  ['in the spelling that GitHub had first (github.F11)', labels.map((label) => label.toUpperCase()), undefined],
  ['but for one', labels.slice(1), ['labels of Daypass were changed']],
  ['with one of another state', ['daypass:ended', ...labels.slice(1)], ['labels of Daypass were changed']],
])('labels %s', (_, present, what) => {
  const issue = { title: display.title ?? '', labels: present } as Issue
  expect(findTampering({ cli: 'daypass' } as Ports, shown, issue, undefined)?.what).toEqual(what)
})
