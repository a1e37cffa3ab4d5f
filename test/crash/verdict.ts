import { existsSync, readFileSync } from 'node:fs'
import { pino } from 'pino'
import type { Stage } from '../../demo/stage.ts'
import { openKeys, openStoreOf } from '../../src/compose/deployment.ts'
import { readConfiguration } from '../../src/config/configuration.ts'
import { isTerminal } from '../../src/core/record.ts'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import type { TrailEntry } from '../../src/core/trail/entry.ts'
import { trailVerifier } from '../../src/signing/trail-verifier.ts'
import type { Store } from '../../src/store/open-store.ts'
import type { Final } from './final.ts'
import { sees } from './people.ts'

/** What is not as it has to be: what is missing, what is there twice, and what is left in a target or on GitHub without a reason. */
export type Verdict = { lost: string[]; doubled: string[]; orphans: string[] }

type Found = Verdict & { stage: Stage; store: Store }

/** Looks at the store, now that no server runs on it, and at GitHub. */
export async function verdictOf(stage: Stage, finals: readonly Final[]): Promise<Verdict> {
  const configuration = readConfiguration(stage.env, (path) => readFileSync(path, 'utf8'))
  const deployment = { configuration, now: () => new Date() }
  const log = pino({ level: 'silent' })
  const signer = await openKeys(deployment, log)
  const store = await openStoreOf(deployment, signer, log)
  const found: Found = { stage, store, lost: [], doubled: [], orphans: [] }
  try {
    const entries = await store.records.trail(stage.github.repository.id, 0, 10_000)
    const verify = trailVerifier(signer.publicKeys())
    const chain = checkChain(entries, { repository: stage.github.repository.id, verify })
    if (!chain.ok) found.lost.push(`the trail: ${chain.code}, ${chain.message}`)
    await lookAtAll(found, entries)
    for (const final of finals) await lookAtOne(found, final, entries)
  } finally {
    await store.close()
  }
  const { lost, doubled, orphans } = found
  return { lost, doubled, orphans }
}

/** What is over is over everywhere. */
async function lookAtAll({ stage, store, lost, orphans }: Found, entries: readonly TrailEntry[]): Promise<void> {
  for (const id of await store.grants.openIds()) orphans.push(`grant ${id} lives in the ledger`)
  const granted = new Set(entries.filter(({ event }) => event.kind === 'granted').map(grantOf))
  const ended = new Set(entries.filter(({ event }) => event.kind === 'ended').map(grantOf))
  for (const id of granted) if (!ended.has(id)) lost.push(`the end of grant ${id} is not in the trail`)
  const { waiting, aside } = await store.inbox.counts()
  if (waiting + aside > 0) lost.push(`${waiting} deliveries wait, and ${aside} were set aside`)
  const { repository } = stage.github
  for (const { repository: id, issue } of await store.records.openRequests(repository.id))
    lost.push(`#${issue} of ${id} is not over`)
  const path = `/repos/${repository.owner}/${repository.name}/git/matching-refs/heads/daypass/`
  const { status, data } = await stage.github.as('rita').request('GET', path)
  if (status === 200)
    for (const { ref } of data as { ref: string }[]) orphans.push(`the branch ${ref.replace('refs/heads/', '')}`)
}

const grantOf = ({ event }: TrailEntry): string => String((event.facts as { grant?: string }).grant)

/** Kinds of entries that a life has once for each grant, or once at all. */
const onceForEachGrant: readonly string[] = ['granted', 'delivered', 'end-begun', 'ended']

async function lookAtOne(found: Found, final: Final, entries: readonly TrailEntry[]): Promise<void> {
  const { stage, store, lost, doubled } = found
  const { issue } = final
  const record = await store.records.request({ repository: stage.github.repository.id, issue })
  if (record?.state !== final.state || !isTerminal(record.state))
    lost.push(`#${issue} is ${record?.state ?? 'unknown'} and not ${final.state}`)
  const ours = entries.filter(({ event }) => event.issue === issue)
  for (const kind of onceForEachGrant) {
    const grants = ours.filter(({ event }) => event.kind === kind).map(grantOf)
    for (const grant of new Set(grants)) {
      const count = grants.filter((one) => one === grant).length
      if (count > 1) doubled.push(`#${issue}: ${kind} ${count} times for ${grant}`)
    }
  }
  if (final.state === 'ended') {
    // One that ran out before it was handed over never was.
    if (final.outcome !== 'expired' && !ours.some(({ event }) => event.kind === 'granted'))
      lost.push(`#${issue} was never granted`)
    if (!(record?.state === 'ended' && record.end.proof)) lost.push(`the end of #${issue} is not proved`)
  }
  await lookAtIssue(found, final)
}

async function lookAtIssue({ stage, lost, doubled }: Found, { issue, state, outcome, pulls, words, isOwnPull }: Final) {
  const seen = await sees(stage, issue)
  if (seen.open) lost.push(`#${issue} is open`)
  if (!seen.labels.includes(`outcome:${outcome}`))
    lost.push(`#${issue} has no label outcome:${outcome}: ${seen.labels}`)
  const once = (what: string, count: number, wanted = 1) => {
    if (count < wanted) lost.push(`#${issue}: ${what} ${count} times, and not ${wanted}`)
    if (count > wanted) doubled.push(`#${issue}: ${what} ${count} times, and not ${wanted}`)
  }
  once('the status', seen.marked('status').length)
  if (state === 'ended') {
    once('the receipt', seen.marked('receipt').length)
    once('the delivery', seen.marked('delivery').length, pulls > 0 || isOwnPull ? 1 : 0)
  }
  for (const text of words) once(`«${text}»`, seen.ours.filter((body) => body.includes(text)).length)
  const { owner, name } = stage.github.repository
  const path = `/repos/${owner}/${name}/pulls?state=all&base=requests&per_page=100`
  const { data } = await stage.github.as('rita').request('GET', path)
  const opened = (data as { head: { ref: string }; state: string }[]).filter(({ head }) =>
    new RegExp(`^daypass/${issue}(?:$|\\D)`).test(head.ref),
  )
  once('its pull request', opened.length, pulls)
  if (opened.some((pull) => pull.state === 'open')) lost.push(`#${issue}: a pull request is open`)
}

/** What a journal says, if there is one. */
export const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')
