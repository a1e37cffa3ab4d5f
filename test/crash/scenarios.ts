// What is played while a process dies. Together these lives get to every crossing that a server has.
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../demo/github/free-port.ts'
import type { Stage, StageOptions } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { type Final, over } from './final.ts'
import {
  type Asked,
  approves,
  asks,
  isRefused,
  killsAll,
  labelled,
  operates,
  operatesOn,
  pullOf,
  says,
  sees,
  until,
  uses,
} from './people.ts'

export type Scenario = {
  options?: () => Promise<StageOptions>
  /** Begins with no store at all, and makes its own: that takes seconds. */
  isFirstStart?: true
  /** Needs a store that lies in a directory. */
  isEmbeddedOnly?: true
  /** Plays it through; nothing that was asked for is open afterwards. */
  play(stage: Stage): Promise<Final[]>
}

const isOver = (stage: Stage, asked: Asked) =>
  until(stage, asked, 'the end', ({ open, labels }) => !open && labels.some((label) => label.startsWith('outcome:')))

/** What policy allows: one ends by time, one by its requester after it was used. */
async function allowed(stage: Stage): Promise<Final[]> {
  const otto = await stage.equip('otto')
  const timed = await asks(stage, 'rita', { duration: '3s' })
  const used = await asks(stage, 'otto')
  await labelled(stage, used, 'daypass:active')
  const token = await uses(stage, used, otto)
  await says(stage, 'otto', used, '/done')
  await isRefused(stage, token)
  for (const asked of [timed, used]) await isOver(stage, asked)
  return [over(timed, 'ended', 'expired'), over(used, 'ended', 'done')]
}

/** What people say yes to, twice: to the request, and to more time. An owner takes it back. */
async function reviewed(stage: Stage): Promise<Final[]> {
  const asked = await asks(stage, 'rita', { resource: 'billing-api' })
  const pull = await pullOf(stage, asked)
  await approves(stage, 'otto', pull)
  await labelled(stage, asked, 'daypass:active')
  const token = await uses(stage, asked, stage.daypass)
  await says(stage, 'rita', asked, '/extend 10m still at it')
  await approves(stage, 'otto', await pullOf(stage, asked, pull))
  await until(stage, asked, 'more time', ({ ours }) => ours.some((body) => body.includes(moreTime)))
  await says(stage, 'nora', asked, '/revoke that is none of my business')
  await says(stage, 'otto', asked, '/revoke that is enough')
  await isRefused(stage, token)
  await isOver(stage, asked)
  return [over(asked, 'ended', 'revoked', { pulls: 2, words: [moreTime] })]
}

const moreTime = '### Extended · until'

/** What nobody gets: a stranger, one who takes it back, one whose pull request an owner closes; and an issue without the form. */
async function refused(stage: Stage): Promise<Final[]> {
  const { github } = stage
  // Somebody has been there before: of the branch that the second of them needs.
  await github.as('sam').createBranch('daypass/2')
  const [stranger, taken, closed] = [
    await asks(stage, 'mallory'),
    await asks(stage, 'rita', { resource: 'billing-api', actions: 'dump' }),
    await asks(stage, 'rita', { resource: 'billing-api' }),
  ]
  const without = await github
    .as('nora')
    .openIssue({ title: 'I need orders-api', body: 'As soon as possible, please.' })
  const [first, second] = [await pullOf(stage, taken), await pullOf(stage, closed)]
  await github.as('otto').closePull(second)
  await approves(stage, 'olga', first)
  await until(stage, taken, 'a vote', ({ ours }) => ours.some((body) => body.includes('Already approved: `olga`')))
  await github.as('sam').editPull(first, { title: 'Harmless' })
  await eventually('its own title', async () =>
    (await github.as('rita').pull(first)).title === 'Harmless' ? undefined : true,
  )
  await says(stage, 'rita', taken, '/explain')
  await until(stage, taken, 'an explanation', ({ ours }) => ours.length > 1)
  await says(stage, 'rita', taken, '/cancel')
  for (const asked of [stranger, taken, closed]) await isOver(stage, asked)
  const answers = (await sees(stage, without.number)).ours.length
  if (answers > 1) throw new Error(`#${without.number} was answered ${answers} times`)
  return [
    over(stranger, 'denied', 'denied'),
    over(taken, 'cancelled', 'cancelled', { pulls: 1 }),
    over(closed, 'rejected', 'denied', { pulls: 1 }),
  ]
}

/** Asked for by a pull request, whose text is not understood at first; and an issue that is not, either. */
async function written(stage: Stage): Promise<Final[]> {
  const { github } = stage
  const rita = github.as('rita')
  await eventually('the branch of the ledger', () => rita.branch('requests'))
  const file = 'resource: billing-api\nactions: [read]\nduration: 10m\nreason: "look at one invoice"\nticket: FIN-13\n'
  const path = { 'requests/billing-api/fin-13.yml': file }
  await rita.push('rita-fin-13', path, { createFrom: 'requests', message: 'Ask to read invoices' })
  const opened = await rita.openPull({ title: 'Read access, please', head: 'rita-fin-13', base: 'requests' })
  const own = { ...opened, login: 'rita' }
  const unclear = await asks(stage, 'rita', { duration: 'a while' })
  await labelled(stage, unclear, 'daypass:invalid')
  await says(stage, 'rita', unclear, '/cancel')
  await labelled(stage, own, 'daypass:pending')
  await approves(stage, 'otto', own.number)
  await labelled(stage, own, 'daypass:active')
  await says(stage, 'rita', own, '/done')
  for (const asked of [own, unclear]) await isOver(stage, asked)
  return [over(own, 'ended', 'done', { isOwnPull: true }), over(unclear, 'cancelled', 'cancelled')]
}

/** Locked down and lifted, and all that lives ended at once. */
async function lockedDown(stage: Stage): Promise<Final[]> {
  const otto = await stage.equip('otto')
  const held = await asks(stage, 'otto')
  await labelled(stage, held, 'daypass:active')
  const token = await uses(stage, held, otto)
  await operates(stage, '--why', 'a drill')
  const waiting = await asks(stage, 'rita')
  await labelled(stage, waiting, 'daypass:attention')
  await killsAll(stage)
  await isRefused(stage, token)
  await operates(stage, '--lift', 'all', '--why', 'the drill is over')
  await labelled(stage, waiting, 'daypass:active')
  await says(stage, 'rita', waiting, '/done')
  for (const asked of [held, waiting]) await isOver(stage, asked)
  return [over(held, 'ended', 'revoked'), over(waiting, 'ended', 'done')]
}

/** What the organisation changes meanwhile: policy, owners, and who is in it. */
async function governed(stage: Stage): Promise<Final[]> {
  const { github } = stage
  await stage.equip('otto')
  const [held, voted] = [await asks(stage, 'otto'), await asks(stage, 'rita', { resource: 'billing-api' })]
  await labelled(stage, held, 'daypass:active')
  const pull = await pullOf(stage, voted)
  await github.commitFiles({ 'policies/permission.rego': 'package daypass\n\n# Nobody is asked for a permission.\n' })
  const { name } = github.repository
  for (const other of [`${name}-renamed`, name]) await github.renameRepository(other)
  github.removeFromOrganisation('otto')
  await isOver(stage, held)
  await approves(stage, 'olga', pull)
  await labelled(stage, voted, 'daypass:active')
  await says(stage, 'rita', voted, '/done')
  await isOver(stage, voted)
  return [over(held, 'ended', 'revoked'), over(voted, 'ended', 'done', { pulls: 1 })]
}

/** A change of the rules that is judged, mended, and taken back; and one that changes no rule. */
async function proposed(stage: Stage): Promise<Final[]> {
  const sam = stage.github.as('sam')
  const propose = async (branch: string, files: Readonly<Record<string, string>>) => {
    const { sha } = await sam.push(branch, files, { createFrom: 'main' })
    return { sha, ...(await sam.openPull({ title: 'Change the rules', head: branch, base: 'main' })) }
  }
  const isJudged = (sha: string, conclusion: string) =>
    eventually(`a check that says ${conclusion}`, async () => {
      const runs = (await sam.checks(sha)).filter(({ name }) => name === 'daypass/policy')
      const isDone = runs.length > 0 && runs.every(({ status }) => status === 'completed')
      return isDone && runs[0]?.conclusion === conclusion ? true : undefined
    })
  const [broken, harmless] = [
    await propose('broken', { 'policies/more.rego': 'package daypass\n\ndecision := {\n' }),
    await propose('harmless', { 'notes.txt': 'x\n' }),
  ]
  await isJudged(broken.sha, 'failure')
  await isJudged(harmless.sha, 'success')
  const { sha } = await sam.push('broken', { 'policies/more.rego': null })
  await isJudged(sha, 'success')
  await sam.closePull(broken.number)
  return []
}

/** Webhooks that nobody heard, found by the sweep of the next start. */
async function unheard(stage: Stage): Promise<Final[]> {
  const { github } = stage
  const { owner, name } = github.repository
  await stage.equip('otto')
  const asked = await asks(stage, 'otto')
  await labelled(stage, asked, 'daypass:active')
  github.deliver.lose(1)
  await says(stage, 'otto', asked, '/done')
  const late = await asks(stage, 'rita', { duration: '3s' })
  await github.settled()
  github.deliver.normal()
  // As GitHub makes a label that somebody sets.
  const grey = { color: 'ededed', description: '' }
  await github.as('rita').request('PATCH', `/repos/${owner}/${name}/labels/daypass%3Adenied`, grey)
  await github.commitFiles({ '.github/CODEOWNERS': null })
  await stage.restart()
  for (const one of [asked, late]) await isOver(stage, one)
  return [over(asked, 'ended', 'done'), over(late, 'ended', 'expired')]
}

const crowd = 20

/** Many ends that came due while nobody was there. */
async function crowded(stage: Stage): Promise<Final[]> {
  const all: Asked[] = []
  stage.github.deliver.hold()
  for (let count = 0; count < crowd; count++) all.push(await asks(stage, 'rita', { duration: '45s' }))
  stage.github.deliver.release()
  await Promise.all(
    all.map((asked) =>
      until(
        stage,
        asked,
        'its access',
        ({ labels }) => labels.includes('daypass:active') || labels.includes('daypass:ended'),
      ),
    ),
  )
  await stage.server.stop()
  const due = Date.now() + 45_000
  await eventually('their ends', async () => (Date.now() > due ? true : undefined))
  await stage.restart()
  for (const asked of all) await isOver(stage, asked)
  return all.map((asked) => over(asked, 'ended', 'expired'))
}

/** An older copy of the store was put back: a checkpoint on GitHub is ahead of it. */
async function putBack(stage: Stage): Promise<Final[]> {
  const asked = await asks(stage, 'rita')
  await labelled(stage, asked, 'daypass:active')
  const [data, copy] = [join(stage.folder, 'data'), join(stage.folder, 'copy')]
  await stage.server.stop()
  await cp(data, copy, { recursive: true })
  await operatesOn(stage.env, '--why', 'a drill')
  await operatesOn(stage.env, '--lift', 'all', '--why', 'the drill is over')
  await stage.restart()
  await eventually('a checkpoint', () => stage.github.as('rita').branch('checkpoints'))
  await stage.server.stop()
  await rm(data, { recursive: true })
  await cp(copy, data, { recursive: true })
  await stage.restart()
  await eventually('the server to say so', async () => stage.server.log().includes('TRAIL_TRUNCATED') || undefined)
  await says(stage, 'rita', asked, '/done')
  await isOver(stage, asked)
  return [over(asked, 'ended', 'done')]
}

const port = async (): Promise<StageOptions> => ({ env: { DAYPASS_ADMIN_PORT: String(await freePort()) } })

export const scenarios = {
  allowed: { play: allowed },
  reviewed: { play: reviewed },
  refused: { play: refused },
  written: { play: written },
  lockedDown: { play: lockedDown, options: port },
  governed: { play: governed },
  proposed: { play: proposed },
  unheard: { play: unheard },
  firstStart: { play: allowed, isFirstStart: true },
  crowded: { play: crowded },
  putBack: { play: putBack, isEmbeddedOnly: true },
} satisfies Record<string, Scenario>
