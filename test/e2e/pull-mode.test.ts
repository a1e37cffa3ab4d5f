import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { ask, ended, labelled } from './play.ts'

// Nobody reaches this server: all that it hears it has fetched.
let stage: Stage
beforeAll(async () => {
  stage = await stageHere({ env: { DAYPASS_DELIVERIES: 'pull' } })
  stage.github.deliver.lose(() => true)
})
afterAll(() => stage?.stop())

test('a request is granted and handed back, although GitHub never gets through', async () => {
  const asked = await ask(stage, 'rita')
  await labelled(stage, asked, 'daypass:active')
  await stage.github.as('rita').comment(asked.number, '/done')
  await ended(stage, asked, 'done')
  expect(stage.github.deliveries.every(({ status }) => status >= 400)).toBe(true)
  // What could not be brought is not asked for again.
  const again = stage.github.calls.filter(({ path }) => path.endsWith('/attempts'))
  expect(again).toEqual([])
  await eventually('a look at the list', async () =>
    stage.github.calls.find(({ by, path }) => by === 'app' && path.startsWith('/app/hook/deliveries/')),
  )
})
