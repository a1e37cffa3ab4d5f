import { altered, type BundleSource, standBetween, startOpaServer } from '../bundle-reader.ts'
import type { ShownCheck } from '../github/local-github.ts'
import { asShown, type Narrator } from '../narrator.ts'
import { deployment, catalog as everyCatalog, type Stage, type StageOptions } from '../stage.ts'
import { eventually, labelled, requestBody } from './first-access.ts'

/** Where a resource is has to be said, since a freeze of an environment is one of everything of which that is not known. */
const catalog = everyCatalog
  .replace('connector: orders-api', 'connector: gate')
  .replace('title: Billing API\n', 'title: Billing API\n    environment: staging\n')
const token = 'a-token-of-the-gateway-which-never-leaves-this-machine'

/** Two people own the rules, so that one can propose a change and the other has a say; a gateway reads them, and who has access. */
export const policyStage: StageOptions = {
  env: { GATEWAY_TOKEN: token },
  deployment: `${deployment}
  gate:
    type: opa
    fresh_for: 5s
    repositories: [{repository}]
    drill: off
bundles:
  - repository: {repository}
    readers:
      gateway: { token: "\${GATEWAY_TOKEN}", resources: [orders-api] }
`,
  files: {
    'catalog/example.yml': catalog,
    '.github/CODEOWNERS': `/requests/ @acme/orders
/catalog/ @sam @olga
/policies/ @sam @olga
/.github/ @sam @olga
`,
  },
}

const request = requestBody('2h')

/** Billing's dump may be had by less, and nobody gets anything in production over the end of the year. */
const change = {
  'catalog/example.yml': catalog.replace('sensitivity: critical }', 'sensitivity: low }'),
  'policies/data.json': `${JSON.stringify(
    {
      daypass_settings: {
        security_team: 'security',
        max_duration: { low: '12h', medium: '8h', high: '4h', critical: '1h' },
        freezes: [
          {
            from: '2020-01-01T00:00:00Z',
            until: '2099-01-01T00:00:00Z',
            why: 'the end of the year',
            environments: ['production'],
          },
        ],
      },
    },
    null,
    2,
  )}\n`,
}

const broken =
  'package daypass\n\nimport rego.v1\n\ndeny contains "Not on my watch." if input.facts.requestr.login == "otto"\n'

/**
 * A change of the rules: its effect is seen before it is merged, a second owner agrees, and access that it forbids ends, at a gateway that
 * asks nobody but its own opa, too.
 */
export async function policy(stage: Stage, say: Narrator): Promise<void> {
  const gateway = await openGateway(stage)
  try {
    await play(stage, say, gateway)
  } finally {
    await gateway.close()
  }
}

async function play(stage: Stage, say: Narrator, gateway: Gateway): Promise<void> {
  const { github } = stage
  const rita = github.as('rita')
  const otto = github.as('otto')

  const issue = await say.step('rita is given two hours of orders-api, at once', async () => {
    const opened = await rita.openIssue({ title: 'Access to orders-api', body: request })
    await labelled(stage, opened.number, 'daypass:active')
    return opened
  })

  await say.step(
    'The gateway of orders-api lets her in: its stock opa reads signed bundles, and asks nobody',
    async () => {
      await eventually('a yes of the gateway', () => gateway.says('rita', true))
      await eventually('a no of the gateway', () => gateway.says('otto', false))
      say.note('daypass_gate/allow: rita true, otto false')
    },
  )

  const proposed = await say.step('otto proposes other rules in a pull request', async () => {
    const { sha: head } = await otto.push('end-of-year', change, { createFrom: 'main' })
    const { number } = await otto.openPull({ title: 'Freeze production', head: 'end-of-year', base: 'main' })
    say.note(`pull request #${number} changes the catalog and the settings of the policy`)
    return { number, head }
  })

  await say.step('The check `daypass/policy` says what they would do, who would get more first', async () => {
    await eventually('progress', async () => (await newest(stage, proposed.head))?.status)
    const run = await concluded(stage, proposed.head, 'action_required')
    say.quote(shown(run), `${run.conclusion}: ${run.output.title}`)
  })

  await say.step('sam and olga, who own the rules in force, approve; otto would not count', async () => {
    await github.as('sam').review(proposed.number, 'APPROVE')
    await github.as('olga').review(proposed.number, 'APPROVE')
    const run = await concluded(stage, proposed.head, 'success')
    say.note(`${run.conclusion}: ${run.output.title}`)
  })

  await say.step(`sam merges it: the rules are in force, and rita's access ends by them`, async () => {
    await github.as('sam').mergePull(proposed.number)
    await eventually('a no of the gateway', () => gateway.says('rita', false))
    say.note('daypass_gate/allow: rita false')
    const receipt = await eventually('the receipt', async () =>
      (await rita.comments(issue.number)).find((one) => one.body?.includes('daypass:receipt')),
    )
    say.quote(asShown(receipt.body ?? ''), 'Daypass commented in the issue:')
  })

  await say.step('Somebody on the way opens the gate in a bundle: opa refuses it', async () => {
    gateway.tamper('default allow := false', 'default allow := true')
    await eventually('a refusal', async () => gateway.refusal())
    await eventually('a no of the gateway', () => gateway.says('mallory', false))
    say.quote(gateway.refusal() ?? '', 'opa said:')
  })

  await say.step('otto tries again, with a rule that reads a fact which there is not', async () => {
    const { sha } = await otto.push('typo', { 'policies/mine.rego': broken }, { createFrom: 'main' })
    await otto.openPull({ title: 'A rule of my own', head: 'typo', base: 'main' })
    const run = await concluded(stage, sha, 'failure')
    const { owner, name } = github.repository
    const { data } = await rita.request('GET', `/repos/${owner}/${name}/check-runs/${run.id}/annotations`)
    const lines = (data as Annotation[]).map(
      ({ path, start_line: line, annotation_level: level, message }) => `${path}:${line} ${level}: ${message}`,
    )
    say.quote(`${run.output.title}\n${lines.join('\n')}`, `${run.conclusion}, at the lines of the change:`)
  })
}

type Gateway = {
  /** True once it answers so for somebody who would read orders-api; undefined: not yet. */
  says(login: string, answer: boolean): Promise<true | undefined>
  /** Whatever passes from now on is changed on its way. */
  tamper(from: string, to: string): void
  /** What its opa said when it refused a bundle. */
  refusal(): string | undefined
  close(): Promise<void>
}

async function openGateway({ github, server }: Stage): Promise<Gateway> {
  const between = await standBetween(server.url)
  const scope = `${github.repository.owner}/${github.repository.name}`
  const from: BundleSource = {
    url: between.url,
    resource: `/bundles/${scope}.tar.gz`,
    token,
    scope,
    issuer: server.url,
  }
  const opa = await startOpaServer(from)
  return {
    async says(login, answer) {
      const subject = `github|${github.as(login).id}`
      const said = await opa.ask('daypass_gate/allow', { subject, resource: 'orders-api', scope: 'orders:read' })
      return said === answer ? true : undefined
    },
    tamper(before, after) {
      between.change = altered('gate/daypass_gate.rego', before, after)
    },
    refusal: () => /"level":"error".*?"msg":"(Bundle load failed[^"]*)"/.exec(opa.log())?.[1],
    async close() {
      await opa.stop()
      await between.stop()
    },
  }
}

type Annotation = { path: string; start_line: number; annotation_level: string; message: string }

async function newest(stage: Stage, head: string): Promise<ShownCheck | undefined> {
  const runs = await stage.github.as('rita').checks(head)
  return runs.find(({ name, app }) => name === 'daypass/policy' && app?.slug === stage.github.slug)
}

/** Milliseconds: a judgement runs the tests of the whole policy, which takes long on a busy machine. */
const patience = 240_000

async function concluded(stage: Stage, head: string, conclusion: string): Promise<ShownCheck> {
  let seen: ShownCheck | undefined
  const look = async () => {
    seen = await newest(stage, head)
    return seen?.conclusion === conclusion ? seen : undefined
  }
  return eventually(`a check that says ${conclusion}`, look, patience).catch((error: Error) => {
    throw new Error(`${error.message}; it says ${seen?.conclusion}: ${seen?.output.title}\n${seen?.output.summary}`)
  })
}

/** As many lines as are read in a terminal. */
function shown({ output }: ShownCheck): string {
  const lines = (output.summary ?? '').split('\n')
  return [...lines.slice(0, 24), ...(lines.length > 24 ? [`… ${lines.length - 24} more lines`] : [])].join('\n')
}
