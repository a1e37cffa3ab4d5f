import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import { eventually, requestBody } from './first-access.ts'

/** An honest issue verifies; five kinds of tampering are named, while nobody is there to put things back. */
export async function audit(stage: Stage, say: Narrator): Promise<void> {
  const { github } = stage
  const rita = github.as('rita')
  const otto = github.as('otto')

  const issue = await say.step('rita asks for access, uses it, and hands it back with /done', async () => {
    const opened = await rita.openIssue({ title: 'Access to orders-api', body: requestBody('15m') })
    await eventually('the credential', async () =>
      (await rita.comments(opened.number)).find((one) => one.body?.includes('BEGIN AGE ENCRYPTED FILE')),
    )
    await rita.comment(opened.number, '/done')
    await eventually('the closed issue', async () =>
      (await rita.issue(opened.number)).state === 'closed' ? true : undefined,
    )
    return opened
  })
  const receipt = await eventually('the receipt', async () =>
    (await rita.comments(issue.number)).find((one) => one.body?.includes('daypass:receipt')),
  )
  const honest = receipt.body ?? ''
  const lines = honest.match(/^\{"event".*\n/gm) ?? []
  const [, second = '', third = ''] = lines

  await say.step('A year later, an auditor reads the issue: `daypass audit show`', async () => {
    const shown = await stage.daypass('audit', 'show', issue.url)
    if (shown.code !== 0) throw new Error(`daypass audit show ended with ${shown.code}: ${shown.stderr}`)
    say.quote(shown.stdout)
  })

  await say.step(
    'and checks it: `daypass audit verify`, from the issue alone, with the keys pinned on this machine',
    async () => {
      say.quote(await verify(stage, issue.url, undefined))
    },
  )

  await say.step('The server is stopped, so that nobody puts back what is changed now', () => stage.server.stop())

  const tampering: [what: string, code: string, body: string][] = [
    ['otto rewrites why it ended', 'TRAIL_ALTERED', honest.replace('"cause":"done"', '"cause":"time"')],
    ['otto swaps two entries', 'TRAIL_ORDER', honest.replace(second + third, third + second)],
    ['otto writes one entry twice', 'TRAIL_DOUBLED', honest.replace(second, second + second)],
    ['otto cuts off the last entry', 'TRAIL_TRUNCATED', honest.replace(lines.at(-1) ?? '', '')],
  ]
  for (const [what, code, body] of tampering) {
    await say.step(what, async () => {
      if (body === honest) throw new Error('the receipt does not hold what was to be changed')
      await otto.editComment(receipt.id, body)
      say.quote(await verify(stage, issue.url, code))
    })
  }
  await say.step('otto puts the receipt back as it was: it verifies again', async () => {
    await otto.editComment(receipt.id, honest)
    say.quote(await verify(stage, issue.url, undefined))
  })
  await say.step('otto deletes the receipt', async () => {
    await otto.deleteComment(receipt.id)
    say.quote(await verify(stage, issue.url, 'TRAIL_MISSING'))
  })
}

/** What `audit verify` says; throws unless it says just this code, or that all is well. */
async function verify(stage: Stage, url: string, code: string | undefined): Promise<string> {
  const { code: exit, stdout, stderr } = await stage.daypass('audit', 'verify', url)
  const said = `${stdout}${stderr}`.trim()
  const right = code === undefined ? exit === 0 : exit === 1 && said.includes(code)
  if (!right) throw new Error(`audit verify was to say ${code ?? 'that all is well'} and ended with ${exit}:\n${said}`)
  return said
}
