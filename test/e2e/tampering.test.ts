import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { type Asked, ask, ended, labelled, look, lookedAgain, unswept } from './play.ts'

// Whoever may write to the repository may change what Daypass wrote; it is found, said aloud and put back.
let stage: Stage

beforeAll(async () => {
  stage = await stageHere()
})
afterAll(() => stage?.stop())

async function active(): Promise<{ asked: Asked; status: number; title: string }> {
  const asked = await ask(stage, 'rita', { duration: '15m' })
  await labelled(stage, asked, 'daypass:active')
  const rita = stage.github.as('rita')
  const status = (await rita.comments(asked.number)).find(({ body }) => body?.includes('daypass:status'))
  return { asked, status: status?.id ?? 0, title: (await rita.issue(asked.number)).title }
}

const said = (asked: Asked, words: string) =>
  eventually(`«${words}»`, async () => {
    const { ours } = await look(stage, asked)
    return ours.find(({ body }) => body?.includes('### Put back') && body.includes(words))
  })

const stands = (asked: Asked, marker: string) =>
  eventually(`${marker} again`, async () => (await look(stage, asked)).ours.find(({ body }) => body?.includes(marker)))

test('an edited status, a deleted one, a changed title and changed labels', async () => {
  const { asked, status, title } = await active()
  const otto = stage.github.as('otto')
  await otto.editComment(status, 'Nothing to see here.')
  await said(asked, 'the status was edited')
  await stands(asked, 'BEGIN AGE ENCRYPTED FILE')
  await otto.editIssue(asked.number, { title: 'All fine', labels: ['kept', 'outcome:expired'] })
  await said(asked, 'labels of Daypass were changed')
  await eventually('title and labels', async () => {
    const shown = await look(stage, asked)
    const isBack = shown.title === title && shown.labels.includes('daypass:active')
    return isBack && !shown.labels.includes('outcome:expired') && shown.labels.includes('kept') ? true : undefined
  })
  await otto.deleteComment(status)
  await said(asked, 'the status was deleted')
  await stands(asked, 'BEGIN AGE ENCRYPTED FILE')
})

test('a receipt, after everything is over; and a closed issue that is opened again', async () => {
  const { asked } = await active()
  const [rita, otto] = [stage.github.as('rita'), stage.github.as('otto')]
  await rita.comment(asked.number, '/done')
  await ended(stage, asked, 'done')
  const receipt = await stands(asked, 'daypass:receipt')
  await otto.editComment(receipt.id, 'It never ended.')
  await stands(asked, 'daypass:receipt')
  await otto.reopenIssue(asked.number)
  await eventually('the closed issue', async () => ((await look(stage, asked)).open ? undefined : true))
})

test.each([
  ['', async () => undefined],
  [
    ', though another one has it looked at in between',
    async (asked: Asked) => {
      await lookedAgain(stage, asked, () =>
        stage.github.as('otto').editIssue(asked.number, { labels: ['kept', 'daypass:active'] }),
      )
    },
  ],
])('without the webhook, the next sweep finds it%s', async (what, meanwhile) => {
  const { deliver } = stage.github
  const { lived: asked } = await unswept(stage, async () => {
    deliver.normal()
    const { asked, status } = await active()
    deliver.lose(({ event }) => event === 'issue_comment')
    await stage.github.as('otto').editComment(status, 'Nothing to see here.')
    await meanwhile(asked)
    await stage.github.settled()
    return asked
  })
  const isFound = (await look(stage, asked)).ours.some(({ body }) => body?.includes('### Put back'))
  // A look for another reason may see it, too.
  if (what === '') expect(isFound).toBe(false)
  deliver.normal()
  await stage.restart()
  await said(asked, 'the status was edited')
  await stands(asked, 'BEGIN AGE ENCRYPTED FILE')
})
