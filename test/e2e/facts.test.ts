import { createHmac } from 'node:crypto'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInProcess as run } from '../../demo/in-process.ts'
import type { Stage } from '../../demo/stage.ts'
import { canonicalJson } from '../../src/core/canonical-json.ts'
import { sha256 } from '../../src/core/digest.ts'
import type { Decision } from '../../src/core/record.ts'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import type { TrailEntry } from '../../src/core/trail/entry.ts'
import { compareReceipt, documentDigest } from '../../src/core/trail/receipt-of-decision.ts'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyEngine } from '../../src/policy/policy-engine.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { silentLog } from '../open-test-store.ts'
import { runSql } from '../store-sql.ts'
import { type Asked, ask, ended, labelled, tokenOf } from './play.ts'
import { approves, granted, proposed, stageFor } from './review-play.ts'

let stage: Stage
let reviewed: Asked
let denied: Asked
let entries: TrailEntry[]

beforeAll(async () => {
  stage = await stageFor({ one: { owners: '@acme/orders' } })
  denied = await ask(stage, 'mallory', { resource: 'one' })
  const { asked, pull } = await proposed(stage, 'one', '30m')
  reviewed = asked
  await approves(stage, 'otto', pull)
  await granted(stage, asked, ['otto'])
  await labelled(stage, denied, 'daypass:denied')
  // Each asks for another token; a start in between with the same settings is none that anybody need know of.
  for (let times = 0; times < 2; times++) {
    await tokenOf(stage.daypass, asked)
    await stage.restart()
  }
  await appendFile(join(stage.folder, 'daypass.config.yml'), 'allow_public_repositories: false\n')
  await stage.restart()
  await stage.github.as('rita').comment(asked.number, '/done')
  await ended(stage, asked, 'done')
  await stage.server.stop()
  const { stdout, stderr, code } = await run(['audit', 'export'], stage.env)
  expect(code, stderr).toBe(0)
  const lines = stdout.trimEnd().split('\n')
  entries = lines.filter((line) => line.startsWith('{"event"')).map((line) => JSON.parse(line))
})
afterAll(() => stage?.stop())

const eventsOf = (kind: string, { number }: Pick<Asked, 'number'> = { number: 0 }) =>
  entries.map(({ event }) => event).filter((event) => event.kind === kind && event.issue === number)
const factsOf = (...of: Parameters<typeof eventsOf>) => eventsOf(...of).map(({ facts }) => facts)
const hex = expect.stringMatching(/^[0-9a-f]{64}$/)

test('what a request, its decision, its votes, its grant and its end leave behind', () => {
  expect(checkChain(entries)).toMatchObject({ ok: true })
  expect(factsOf('submitted', reviewed)).toMatchObject([
    { resource: 'one', sensitivity: 'medium', kind: 'api', environment: null, ticket: true },
  ])
  expect(factsOf('submitted', denied)).toMatchObject([{ ticket: false }])
  const policy = eventsOf('governed')[0]?.facts.to
  expect(factsOf('decided', denied)).toEqual([
    { outcome: 'deny', policy, texts: hex, input: hex, rules: [], receipt: hex },
  ])
  expect(factsOf('approved', reviewed)).toMatchObject([
    { slots: ['owners'], bases: ['code-owners'], policy, texts: hex, input: hex },
  ])
  const [given] = eventsOf('granted', reviewed)
  expect(given?.facts).toMatchObject({ connector: 'orders-api', kind: 'token', keys: [expect.any(String)] })
  expect(given?.facts.how_it_ends).toMatch(/^tokens refused within 30 s/)
  const { begins, ends } = given?.facts ?? {}
  expect(Date.parse(String(ends)) - Date.parse(String(begins))).toBe(1_800_000)
  const [over] = factsOf('ended', reviewed)
  expect(over).toMatchObject({ uses: 2, used_scopes: ['one:read'] })
  const [first, last, end] = [over?.first_use, over?.last_use, over?.effective].map((at) => Date.parse(String(at)))
  expect([Number(first) < Number(last), Number(last) <= Number(end)]).toEqual([true, true])
})

test('which files govern, what serves the repository and with which keys, each said when it is another', async () => {
  expect(factsOf('governed')).toEqual(
    [
      {
        verdict: 'in-force',
        from: null,
        to: hex,
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        pull: null,
        approvers: [],
      },
    ].map((facts) => expect.objectContaining(facts)),
  )
  const starts = factsOf('started')
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(starts).toMatchObject([{ version }, { version }])
  expect(starts[0]?.configuration).not.toBe(starts[1]?.configuration)
  const header = JSON.parse((await run(['audit', 'export'], stage.env)).stdout.split('\n')[0] ?? '')
  const kid = (purpose: string) => [header.keys.find((key: { daypass: string }) => key.daypass === purpose).kid]
  expect(factsOf('keys')).toEqual([
    Object.fromEntries(['token', 'status', 'trail', 'delivery', 'bundle'].map((one) => [one, kid(one)])),
  ])
})

test('every decision can be made again from the store alone, byte for byte', async () => {
  const store: Store = await openStore({
    dataDir: join(stage.env.DAYPASS_DATA_DIR ?? '', 'store'),
    signTrail: async () => '',
    now: () => new Date(),
    log: silentLog,
  })
  const engine = createPolicyEngine({ opa: await findOpa({}), deadlineMs: 20_000 })
  try {
    let replayed = 0
    for (const { number } of [reviewed, denied]) {
      const key = { repository: stage.github.repository.id, issue: number }
      const told = (await store.records.trailOf(key)).flatMap(({ event }) => event.facts.receipt ?? [])
      const kept = await store.records.decisions(key)
      for (const [index, { input, decision, policy, at, why, receipt }] of kept.entries()) {
        const { output, said = output, at: then } = decision as Decision
        const policyAgain = await engine.compile(new Map(await store.records.policyTexts(policy ?? '')))
        expect(policyAgain.digest).toBe(policy)
        const again = await engine.decide(policyAgain, input as PolicyInput)
        expect(JSON.stringify(again)).toBe(JSON.stringify(said))
        if (!receipt) throw new Error('there is no receipt')
        const keyed = await store.records.keyedInput(key, documentDigest(input))
        const evidence = { trail: String(told[index]), input: keyed, output: said, policy: policyAgain.digest, again }
        const verdicts = compareReceipt(receipt, { ...evidence, built: policyAgain.built })
        expect([...new Set(Object.values(verdicts))]).toEqual(['same'])
        expect([at?.toISOString(), why === 'request' || why === 'grant']).toEqual([then, true])
        replayed += 1
      }
    }
    expect(replayed).toBe(3)
    // What the store keeps is what the trail says was asked.
    const { id } = stage.github.as('rita')
    const [row] = await runSql<{ key: string; installation: number }>(
      store,
      `select key, installation from daypass.people where person = ${id}`,
    )
    const kept = await store.records.decisions({ repository: stage.github.repository.id, issue: reviewed.number })
    const shown = kept.map(({ input }) =>
      createHmac('sha256', Buffer.from(row?.key ?? '', 'hex'))
        .update(`daypass-input-v1\n${row?.installation}\n${sha256(canonicalJson(input))}`)
        .digest('hex'),
    )
    expect([...factsOf('decided', reviewed), ...factsOf('approved', reviewed)].map(({ input }) => input)).toEqual(shown)
    expect(kept.map(({ policy }) => policy)).toEqual(
      factsOf('approved', reviewed)
        .concat(factsOf('decided', reviewed))
        .map(({ texts }) => texts),
    )
  } finally {
    await engine.close()
    await store.close()
  }
})
