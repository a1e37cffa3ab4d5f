import { expect, test } from 'vitest'
import { differencesIn } from '../../../../src/core/display/compare-display.ts'
import { shownOf } from '../../../../src/core/display/shown-parts.ts'
import { displayOf } from '../../../../src/core/rendering/display.ts'
import { labelsFor } from '../../../../src/core/rendering/labels.ts'
import { granted } from '../record-samples.ts'

const record = granted('active')
const display = displayOf(record, [], { cli: 'daypass' })
const shown = { shown: shownOf(display), open: true, said: 1, tries: 0 }
const labels = labelsFor(record, [])

test.each<[string, string[], string[] | undefined]>([
  ['as they were written', labels, undefined],
  ['in the spelling that GitHub had first (github.F11)', labels.map((label) => label.toUpperCase()), undefined],
  ['but for one', labels.slice(1), ['labels of Daypass were changed']],
  ['with one of another state', ['daypass:ended', ...labels.slice(1)], ['labels of Daypass were changed']],
])('labels %s', (_, present, what) => {
  const issue = { title: display.title ?? '', labels: present, open: true }
  expect(differencesIn(record, shown, issue, 'daypass')?.what).toEqual(what)
})
