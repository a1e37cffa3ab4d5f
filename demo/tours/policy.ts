import type { ShownCheck } from '../github/local-github.ts'
import { asShown, type Narrator } from '../narrator.ts'
import { catalog, type Stage, type StageOptions } from '../stage.ts'
import { eventually } from './first-access.ts'

/** Two people own the rules, so that one can propose a change and the other has a say. */
export const policyStage: StageOptions = {
  files: {
    '.github/CODEOWNERS': `/requests/ @acme/orders
/catalog/ @sam @olga
/policies/ @sam @olga
/.github/ @sam @olga
`,
  },
}

const request = `### Resource

orders-api

### Actions

read

### Duration

2h

### Reason

incident 4711: customers see stale orders
`

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

/** A change of the rules: its effect is seen before it is merged, a second owner agrees, and access that it forbids ends. */
export async function policy(stage: Stage, say: Narrator): Promise<void> {
  const { github } = stage
  const rita = github.as('rita')
  const otto = github.as('otto')

  const issue = await say.step('rita is given two hours of orders-api, at once', async () => {
    const opened = await rita.openIssue({ title: 'Access to orders-api', body: request })
    await labelled(stage, opened.number, 'daypass:active')
    return opened
  })

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
    const receipt = await eventually('the receipt', async () =>
      (await rita.comments(issue.number)).find((one) => one.body?.includes('daypass:receipt')),
    )
    say.quote(asShown(receipt.body ?? ''), 'Daypass commented in the issue:')
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

async function labelled(stage: Stage, issue: number, label: string): Promise<void> {
  await eventually(label, async () => {
    const { labels } = await stage.github.as('rita').issue(issue)
    return labels.some((one) => (typeof one === 'string' ? one : one.name) === label) ? true : undefined
  })
}
