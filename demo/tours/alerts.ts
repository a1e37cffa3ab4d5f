import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Receiver, startReceiver } from '../alerts/receiver.ts'
import { run } from '../command-line.ts'
import { asShown, type Narrator } from '../narrator.ts'
import { catalog, deployment, type Stage, type StageOptions } from '../stage.ts'
import { eventually, labelled, requestBody } from './first-access.ts'

const shut = `  - id: shut-api
    title: Shut API
    kind: api
    sensitivity: low
    connector: shut-api
    actions:
      read: { scope: shut:read, max_duration: 1h }
`

/** What the stage needs: a receiver of alerts, and a target that refuses whoever comes, so that its fire drill fails. */
export async function openAlerts(): Promise<{ options: StageOptions; receiver: Receiver; close(): Promise<void> }> {
  const receiver = await startReceiver()
  const refusing = createServer((_request, response) => response.writeHead(401).end())
  refusing.listen(0, '127.0.0.1')
  await once(refusing, 'listening')
  const target = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`
  const options: StageOptions = {
    env: { OPS_NOTICES: receiver.secret },
    files: { 'catalog/example.yml': `${catalog}${shut}` },
    deployment: `${deployment}  shut-api:
    type: token
    audience: ${target}
    probe: ${target}
    repositories: [{repository}]
    drill: hourly
notices:
  places:
    ops:
      type: webhook
      url: ${receiver.url}
      secret: "\${OPS_NOTICES}"
  route:
    - to: [issue, ops]
    - kinds: [denied-then-allowed]
      to: [ops]
`,
  }
  const close = async () => {
    refusing.close()
    await receiver.stop()
  }
  return { options, receiver, close }
}

type Listed = { number: number; title: string; body: string; comments: number; state: string }

/** The issues in which alerts are told, the newest first, as anybody who may read the repository sees them. */
export async function alertIssues({ github }: Pick<Stage, 'github'>): Promise<Listed[]> {
  const address = `${github.url}/repos/acme/access/issues?labels=daypass%3Aalert&state=all&per_page=100`
  const answer = await fetch(address, { headers: { authorization: `Bearer ${github.as('rita').token}` } })
  return (await answer.json()) as Listed[]
}

/** Six kinds of alerts are caused, and arrive at a receiver and in issues. */
export async function alerts(stage: Stage, say: Narrator, receiver: Receiver): Promise<void> {
  const { github } = stage
  const [rita, otto] = [github.as('rita'), github.as('otto')]
  const arrived = (kind: string) =>
    eventually(`the notice of ${kind}`, async () => receiver.told.find(({ data }) => data.kind === kind))
  const shown = async (kind: string) => {
    const { data } = await arrived(kind)
    const about = [data.resource, data.who, data.about].filter(Boolean).join(' · ')
    say.quote(
      `${data.title}${about === '' ? '' : ` · ${about}`}\n${data.what}\nNow: ${data.action}`,
      'the receiver has:',
    )
  }

  await say.step(
    'rita asks for 9 h, which is denied, and then for 30 min, which is allowed: a common alert, by its route',
    async () => {
      const long = await rita.openIssue({ title: 'Access', body: requestBody('9h', {}) })
      await labelled(stage, long.number, 'daypass:denied')
      const short = await rita.openIssue({ title: 'Access', body: requestBody('30m', {}) })
      await labelled(stage, short.number, 'daypass:active')
      await shown('denied-then-allowed')
    },
  )

  await say.step('otto writes over what Daypass said: it is put back, and told', async () => {
    const issue = await rita.openIssue({ title: 'Access', body: requestBody('20m', {}) })
    await labelled(stage, issue.number, 'daypass:active')
    const status = (await rita.comments(issue.number)).find(({ body }) => body?.includes('daypass:status'))
    await otto.editComment(status?.id ?? 0, 'Nothing to see here.')
    await shown('tampering')
  })

  await say.step('It stands in an issue of the access repository as well, without any set-up', async () => {
    const issue = await eventually('the issue', async () =>
      (await alertIssues(stage)).find(({ title }) => title === 'Alert: Tampering'),
    )
    say.quote(asShown(issue.body), `#${issue.number} ${issue.title}`)
  })

  await say.step('Somebody pushes other settings past review', async () => {
    await github.commitFiles({ '.github/daypass.yml': `issuer: "${stage.env.PUBLIC_URL}"\nticket: off\n` })
    await shown('rules-unjudged')
  })

  await say.step('A fire drill finds that a target does not let live access in', async () => {
    // A drill begins once something was heard of the repository; the next server need not wait for that.
    await stage.restart()
    await shown('drill-failed')
  })

  await say.step('An operator locks down all access: `daypass lockdown --why "incident 4711"`', async () => {
    const answer = await run(['lockdown', '--why', 'incident 4711'], { DAYPASS_DATA_DIR: join(stage.folder, 'data') })
    if (answer.code !== 0) throw new Error(`daypass lockdown ended with ${answer.code}: ${answer.stderr}`)
    await shown('lockdown')
  })

  await say.step('And pulls the kill switch', async () => {
    await pullSwitch(stage)
    await shown('kill-switch')
  })

  await say.step('One open issue a kind; the common one stands in none', async () => {
    const grave = new Set(receiver.told.filter(({ data }) => data.gravity === 'grave').map(({ data }) => data.kind))
    const issues = await eventually('an issue for each', async () => {
      const found = await alertIssues(stage)
      return found.length === grave.size ? found : undefined
    })
    say.quote(issues.map(({ number, title, comments }) => `#${number} ${title} (${comments} more)`).join('\n'))
    const [told, kinds] = [receiver.told, new Set(receiver.told.map(({ data }) => data.kind))]
    if (kinds.size < 6) throw new Error(`only ${[...kinds].join(', ')} arrived`)
    if (new Set(told.map(({ data }) => data.id)).size !== receiver.count()) throw new Error('something came twice')
  })
}

/** As an operator does it: by the socket that only they can open. */
export function pullSwitch({ folder }: Pick<Stage, 'folder'>): Promise<void> {
  return new Promise((done, failed) => {
    const asked = request(
      {
        socketPath: join(folder, 'data', 'admin.sock'),
        ...{ path: '/revoke-all', method: 'POST', headers: { 'x-daypass': 'revoke-all', host: '127.0.0.1' } },
      },
      (answer) => {
        answer.resume()
        if (answer.statusCode === 200) done()
        else failed(new Error(`the switch answered ${answer.statusCode}`))
      },
    )
    asked.on('error', failed)
    asked.end()
  })
}
