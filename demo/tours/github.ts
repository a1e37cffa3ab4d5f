import { run } from '../command-line.ts'
import { asShown, type Narrator } from '../narrator.ts'
import { deployment, type Stage, type StageOptions } from '../stage.ts'
import { eventually, requestBody } from './first-access.ts'

const resource = (id: string, title: string, kind: string, action: string, connector = 'lending') => `  - id: ${id}
    title: ${title}
    kind: ${kind}
    sensitivity: low
    environment: production
    team: "@acme/orders"
    connector: ${connector}
    actions:
      ${action}: { scope: "${id}:${action}", max_duration: 8h }
`

/** A second app lends a team and a role on another repository, and writes its secrets; otto is in the team already, and sam and olga own the rules. */
export const githubStage: StageOptions = {
  deployment: `${deployment}
  shop-api:
    type: token
    audience: {app}
    probe: {app}/whoami
    deliver_to: { github: lending, repository: {repository:shop}, secret: ORDERS_ACCESS }
    repositories: [{repository}]
    drill: off
  lending:
    type: github
    app_id: {lending-app}
    private_key: "\${LENDING_KEY}"
    organisation: {organisation}
    roles:
      join: { team: {team:night-shift} }
      push: { repository: {repository:shop}, permission: push }
    secrets: [{repository:shop}]
    repositories: [{repository}]
`,
  files: {
    'catalog/example.yml': `resources:\n${resource('night-shift', 'Who is on call at night', 'team', 'join')}${resource('shop', 'The shop', 'repository', 'push')}${resource('orders', 'Orders for the shop', 'api', 'read', 'shop-api')}`,
    '.github/CODEOWNERS': `/requests/ @acme/orders
/catalog/ @sam @olga
/policies/ @sam @olga
/.github/ @sam @olga
`,
  },
  github: {
    lag: { reads: 1 },
    repositories: ['shop'],
    teams: ['orders', 'security', 'night-shift'],
    teamPermissions: { orders: 'write', security: 'write' },
    people: [
      { login: 'rita', teams: ['orders'], permission: 'write' },
      { login: 'otto', teams: ['orders', 'night-shift'], permission: 'write' },
      { login: 'olga', teams: ['orders'], permission: 'write' },
      { login: 'sam', teams: ['security'], permission: 'write' },
      { login: 'nora', owner: true },
    ],
  },
}

const body = (resource: string, actions: string) =>
  requestBody('2h', { resource, actions, reason: 'incident 4711: nobody of the night shift answers' })

/** A membership and a role are lent, in effect at once, and taken away; who was there before stays; and nobody has a say by a loan. */
export async function github(stage: Stage, say: Narrator): Promise<void> {
  const rita = stage.github.as('rita')
  const inTeam = (login: string) => stage.github.isInTeam(login, 'night-shift')

  const issue = await say.step(
    'rita asks to be of the night shift for two hours: she is, at once, and needs no key',
    async () => {
      const opened = await rita.openIssue({ title: 'Night shift', body: body('night-shift', 'join') })
      const status = await statusThat(stage, opened.number, 'the access is in effect')
      say.quote(firstLines(asShown(status)), 'the status:')
      confirm(inTeam('rita'), 'rita is in @acme/night-shift')
      return opened
    },
  )

  await say.step('otto, who has always been of it, asks too and is done: nothing is done, and he stays', async () => {
    const opened = await stage.github.as('otto').openIssue({ title: 'Night shift', body: body('night-shift', 'join') })
    await statusThat(stage, opened.number, 'the access is in effect')
    await stage.github.as('otto').comment(opened.number, '/done')
    say.quote(proofIn(await receiptOf(stage, opened.number)), 'the receipt:')
    confirm(inTeam('otto'), 'otto is in @acme/night-shift')
  })

  await say.step('rita is done: she is taken out, and GitHub is asked whether she is', async () => {
    await rita.comment(issue.number, '/done')
    say.quote(proofIn(await receiptOf(stage, issue.number)), 'the receipt:')
    confirm(!inTeam('rita'), 'rita is not in @acme/night-shift')
  })

  await say.step('She may push to another repository for two hours, and is told what goes with it', async () => {
    const opened = await rita.openIssue({ title: 'The shop', body: body('shop', 'push') })
    say.quote(firstLines(asShown(await statusThat(stage, opened.number, 'the access is in effect'))), 'the status:')
    confirm(stage.github.roleOf('rita', 'shop') === 'write', 'rita may push to acme/shop')
    await rita.comment(opened.number, '/done')
    say.quote(proofIn(await receiptOf(stage, opened.number)), 'the receipt:')
    confirm(stage.github.roleOf('rita', 'shop') === undefined, 'rita has no role of her own on acme/shop')
  })

  await say.step(
    'A workflow of the shop needs the orders for two hours: the credential goes into its secret',
    async () => {
      const opened = await rita.openIssue({ title: 'Orders', body: body('orders', 'read') })
      say.quote(firstLines(asShown(await statusThat(stage, opened.number, 'lies in the secret'))), 'the status:')
      const secret = () => stage.github.secrets.valueFor('shop', 'ORDERS_ACCESS')
      const job = { DAYPASS_CREDENTIAL: (await secret()) ?? '' }
      const { stdout } = await run(['token'], job)
      const authorization = `Bearer ${stdout.trim()}`
      const answer = await fetch(`${stage.application.url}/orders`, { headers: { authorization } })
      say.quote(await answer.text(), 'what a job gets by `daypass token`:')
      confirm(answer.status === 200, 'the job is let in')
      await rita.comment(opened.number, '/done')
      const receipt = await eventually('the secret to be cleared', async () => {
        const text = await receiptOf(stage, opened.number)
        return text.includes('was removed at') ? text : undefined
      })
      say.quote(proofIn(receipt), 'the receipt:')
      confirm((await secret()) === undefined, 'the secret is gone')
      confirm((await run(['token'], job)).code === 1, 'what the job has read is worth nothing any more')
    },
  )

  await say.step('otto would let the night shift approve: the check is red, since that team is lent', async () => {
    const owners = `/requests/ @acme/night-shift\n/catalog/ @sam @olga\n/policies/ @sam @olga\n/.github/ @sam @olga\n`
    const otto = stage.github.as('otto')
    const { sha } = await otto.push('night', { '.github/CODEOWNERS': owners }, { createFrom: 'main' })
    await otto.openPull({ title: 'Let the night shift approve', head: 'night', base: 'main' })
    const run = await eventually('the check', async () => {
      const found = (await rita.checks(sha)).find((one) => one.name === 'daypass/policy')
      return found?.conclusion === 'failure' ? found : undefined
    })
    const { owner, name } = stage.github.repository
    const { data } = await rita.request('GET', `/repos/${owner}/${name}/check-runs/${run.id}/annotations`)
    const [found] = (data as { title: string; path: string; start_line: number; message: string }[]).filter(
      ({ title }) => title === 'LOAN_FORBIDDEN',
    )
    if (!found) throw new Error('the check does not say that the team is lent')
    say.quote(`${found.path}:${found.start_line} ${found.message}`, `${run.conclusion}:`)
  })
}

function confirm(is: boolean, what: string): void {
  if (!is) throw new Error(`it is not so that ${what}`)
}

async function statusThat(stage: Stage, issue: number, words: string): Promise<string> {
  return eventually(
    `a status with ${words}`,
    async () =>
      (await stage.github.as('rita').comments(issue)).find(
        (one) => one.body?.startsWith('<!-- daypass:status ') && one.body.includes(words),
      )?.body ?? undefined,
  )
}

async function receiptOf(stage: Stage, issue: number): Promise<string> {
  return eventually(
    'the receipt',
    async () =>
      (await stage.github.as('rita').comments(issue)).find((one) => one.body?.includes('daypass:receipt'))?.body ??
      undefined,
  )
}

const firstLines = (text: string): string => text.split('\n').slice(0, 8).join('\n')

/** What of a receipt says how the end was shown. */
const proofIn = (receipt: string): string =>
  asShown(receipt)
    .split('\n')
    .filter((line) => /entry of theirs|nothing was given|was removed at/.test(line))
    .join('\n')
