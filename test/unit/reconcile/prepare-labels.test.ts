import { expect, test } from 'vitest'
import { stateLabelLooks } from '../../../src/core/rendering/label-looks.ts'
import { labelsFor } from '../../../src/core/rendering/labels.ts'
import type { LabelLook, LabelRack } from '../../../src/ports/label-rack.ts'
import type { Log } from '../../../src/ports/log.ts'
import { createLabelPreparing } from '../../../src/reconcile/prepare-labels.ts'
import { samples } from '../core/record-samples.ts'

function world(there: LabelLook[], refuse = false) {
  const done: string[] = []
  const warned: unknown[] = []
  const act = (words: string) => {
    if (refuse) throw new Error('refused')
    done.push(words)
  }
  const rack: LabelRack = {
    all: async () => there,
    create: async (_, { name, color }) => act(`create ${name} ${color}`),
    change: async (_, name, { color }) => act(`change ${name} ${color}`),
  }
  const log = { warn: (...said: unknown[]) => void warned.push(said) } as unknown as Log
  return { prepare: createLabelPreparing(rack, log), done, warned }
}

test('labels that are missing are made, each with a colour of its own, once', async () => {
  const { prepare, done } = world([])
  await prepare(7)
  await prepare(7)
  expect(done).toEqual(stateLabelLooks.map(({ name, color }) => `create ${name} ${color}`))
  expect(new Set(stateLabelLooks.map(({ color }) => color)).size).toBe(done.length)
})

test('grey ones are painted in whatever spelling, and what people have chosen stays', async () => {
  const grey = { name: 'Daypass:Active', color: 'EDEDED', description: '' }
  const others = stateLabelLooks.filter(({ name }) => name !== 'daypass:active')
  const chosen = others.map((look, at) => (at === 0 ? { ...look, color: 'ededed' } : { ...look, color: '000000' }))
  const { prepare, done } = world([grey, ...chosen])
  await prepare(7)
  expect(done).toEqual(['change Daypass:Active 0e8a16'])
})

test('what GitHub refuses is told once and tried again, and keeps nothing from going on', async () => {
  const { prepare, warned } = world([], true)
  await prepare(7)
  await prepare(7)
  expect(warned).toHaveLength(1)
})

test('every state has a label with a look that GitHub takes', () => {
  const names = new Set(stateLabelLooks.map(({ name }) => name))
  for (const [, record] of samples()) expect(names).toContain(labelsFor(record, [])[0])
  for (const { color, description } of stateLabelLooks) {
    expect(color).toMatch(/^[0-9a-f]{6}$/)
    expect(description.length).toBeLessThanOrEqual(100)
  }
})
