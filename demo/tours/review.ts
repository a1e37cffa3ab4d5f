import { asShown, type Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import { eventually } from './first-access.ts'

const body = `### Resource

billing-api

### Actions

dump

### Duration

15s

### Reason

audit of invoices, asked for by finance

### Ticket

FIN-12
`

/** A critical request: two code owners and one of the security team say yes, one of whom first asks for changes. */
export async function review(stage: Stage, say: Narrator): Promise<void> {
  const { github } = stage
  const rita = github.as('rita')

  const issue = await say.step('rita asks for something critical: billing-api, dump', async () => {
    const opened = await rita.openIssue({ title: 'Access to billing-api', body })
    say.quote(body, `issue #${opened.number}, ${opened.url}`)
    return opened
  })

  const pull = await say.step(
    'The policy wants two code owners and one of the security team: Daypass opens a pull request',
    async () => {
      const comment = await statusThat(stage, issue.number, '### Waiting for')
      say.quote(asShown(comment), 'Daypass commented in the issue:')
      const opened = await eventually('the grant pull request', async () => findPull(stage))
      say.quote(
        `${opened.title}\n\n${asShown(opened.body)}`,
        `pull request #${opened.number}, from ${opened.head} to ${opened.base}:`,
      )
      return opened
    },
  )

  await say.step('rita tries to approve her own request', async () => {
    await rita.review(pull.number, 'APPROVE')
    say.note("GitHub lets her: the pull request is the app's, not hers. Daypass does not count it")
  })

  await say.step('otto, a code owner, asks for changes', async () => {
    await github.as('otto').review(pull.number, 'REQUEST_CHANGES', 'Which invoices?')
    say.quote(firstLines(asShown(await statusThat(stage, issue.number, 'Held up by'))), 'the status:')
  })

  await say.step('olga, another code owner, and sam of the security team approve', async () => {
    await github.as('olga').review(pull.number, 'APPROVE')
    await github.as('sam').review(pull.number, 'APPROVE')
    say.quote(firstLines(asShown(await statusThat(stage, issue.number, 'Already approved: `olga`'))), 'the status:')
  })

  await say.step('otto is content by now, and approves: Daypass merges, and grants', async () => {
    await github.as('otto').review(pull.number, 'APPROVE')
    const delivery = await eventually('the sealed credential', async () =>
      (await rita.comments(issue.number)).find((one) => one.body?.includes('BEGIN AGE ENCRYPTED FILE')),
    )
    say.quote(firstLines(asShown(delivery.body ?? '')), `${delivery.user?.login} commented:`)
    await eventually('the merged pull request', async () =>
      (await github.as('rita').pull(pull.number)).merged ? true : undefined,
    )
  })

  await say.step('rita uses it', async () => {
    const answer = await stage.daypass('token', issue.url)
    if (answer.code !== 0) throw new Error(`daypass token ended with ${answer.code}: ${answer.stderr}`)
    const headers = { authorization: `Bearer ${answer.stdout.trim()}` }
    const whoami = await fetch(`${stage.application.url}/whoami`, { headers })
    if (whoami.status !== 200) throw new Error(`the application answered ${whoami.status}`)
    say.quote(await whoami.text(), 'GET /whoami answered 200:')
  })

  await say.step('It ends by itself; the receipt names who said yes', async () => {
    const receipt = await eventually(
      'the receipt',
      async () => (await rita.comments(issue.number)).find((one) => one.body?.includes('daypass:receipt')),
      40_000,
    )
    say.quote(asShown(receipt.body ?? ''))
    for (const name of ['olga', 'otto', 'sam']) {
      if (!receipt.body?.includes(name)) throw new Error(`the receipt does not name ${name}`)
    }
    await eventually('the closed issue', async () =>
      (await rita.issue(issue.number)).state === 'closed' ? true : undefined,
    )
  })

  const own = await say.step(
    'Next time rita asks by a pull request of her own: one new file in the ledger',
    async () => {
      const opened = await askByPull(stage)
      say.quote(file, `${filePath}, pull request #${opened.number}, ${opened.url}`)
      const status = await statusThat(stage, opened.number, 'approve this pull request')
      say.quote(firstLines(asShown(status)), 'Daypass commented there:')
      return opened
    },
  )

  await say.step('olga approves it right there: Daypass merges it, grants, and `/done` ends it', async () => {
    await github.as('olga').review(own.number, 'APPROVE')
    const ready = await statusThat(stage, own.number, '### Ready until')
    say.quote(firstLines(asShown(ready)), 'the status:')
    await rita.comment(own.number, '/done')
    const ended = await statusThat(stage, own.number, '### Ended')
    say.quote(firstLines(asShown(ended)), 'the status:')
  })
}

const filePath = 'requests/billing-api/fin-13.yml'
const file = `resource: billing-api
actions: [read]
duration: 10m
reason: "look at one invoice"
ticket: FIN-13
`

async function askByPull({ github }: Stage): Promise<{ number: number; url: string }> {
  const rita = github.as('rita')
  const branch = 'rita-fin-13'
  await rita.push(branch, { [filePath]: file }, { createFrom: 'requests', message: 'Ask to read invoices' })
  return rita.openPull({ title: 'Read access, please', head: branch, base: 'requests' })
}

async function statusThat(stage: Stage, issue: number, says: string): Promise<string> {
  return eventually(`a status that says «${says}»`, async () => {
    const [status] = await stage.github.as('rita').comments(issue)
    return status?.body?.includes(says) ? status.body : undefined
  })
}

async function findPull(
  stage: Stage,
): Promise<{ number: number; title: string; body: string; head: string; base: string } | undefined> {
  const { owner, name } = stage.github.repository
  const { data } = await stage.github.as('rita').request('GET', `/repos/${owner}/${name}/pulls?state=open`)
  type Listed = { number: number; title: string; body: string | null; head: { ref: string }; base: { ref: string } }
  const [pull] = data as Listed[]
  return (
    pull && { number: pull.number, title: pull.title, body: pull.body ?? '', head: pull.head.ref, base: pull.base.ref }
  )
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 6).join('\n')
}
