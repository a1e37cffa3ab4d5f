import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../demo/github/local-github.ts'
import type { Stage } from '../../demo/stage.ts'
import { labelled, look, nextSecond, shows } from './play.ts'
import {
  type AskedByPull,
  askByPull,
  openFrom,
  pathOf,
  refusedFor,
  requestFile,
  requestText,
  waits,
} from './request-pull-play.ts'
import { approves, granted, nothingGranted, stageFor, withWriters } from './review-play.ts'

const orders = { owners: '@acme/orders' }
const resources = { wrong: orders, other: orders, draft: orders, base: orders, retarget: orders }

let stage: Stage
let rita: Person

beforeAll(async () => {
  stage = await stageFor(resources, withWriters)
  await stage.equip('rita')
  rita = stage.github.as('rita')
  await stage.github.as('eve').push('requests', { 'requests/wrong/old.yml': requestText('wrong') })
})
afterAll(() => stage?.stop())

const good = requestFile('wrong')
const withText = (text: string) => ({ [pathOf('wrong')]: text })
const withKeys = (set: Record<string, string>) => withText(requestText('wrong', set))
const bidi = String.fromCharCode(0x202e)

type Case = [name: string, files: Record<string, string>, code: string, words: string]

const shapes: Case[] = [
  ['two files', { ...good, 'requests/wrong/second.yml': 'x: 1\n' }, 'REQUEST_PULL_SHAPE', '2 files'],
  ['a modified file', { 'requests/wrong/old.yml': requestText('wrong', { duration: '1h' }) }, 'REQUEST_PULL_SHAPE', ''],
  ['the owners', { '.github/CODEOWNERS': '* @rita\n' }, 'REQUEST_PULL_SHAPE', ''],
  ['another workflow', { '.github/workflows/x.yml': requestText('wrong') }, 'REQUEST_PULL_SHAPE', ''],
  ['a file in no folder', { 'requests/x.yml': requestText('wrong') }, 'REQUEST_PULL_SHAPE', ''],
  ['a file too deep', { 'requests/wrong/a/b.yml': requestText('wrong') }, 'REQUEST_PULL_SHAPE', ''],
  ['a hidden name', { [`requests/wrong/a${bidi}b.yml`]: requestText('wrong') }, 'REQUEST_PULL_SHAPE', ''],
  ['a folder in capitals', { 'requests/WRONG/a.yml': requestText('wrong') }, 'REQUEST_PULL_SHAPE', ''],
]

const fields: Case[] = [
  ['another resource than the folder', withKeys({ resource: 'other' }), 'REQUEST_FIELD_INVALID', 'another resource'],
  ['no reason', withText('resource: wrong\nactions: [read]\nduration: 30m\n'), 'REQUEST_FIELD_EMPTY', '`reason`'],
  ['a blank reason', withKeys({ reason: '"  "' }), 'REQUEST_FIELD_EMPTY', '`reason`'],
  ['an unknown resource', { 'requests/wrung/a.yml': requestText('wrung') }, 'REQUEST_RESOURCE_UNKNOWN', 'wrong'],
  ['an unknown action', withKeys({ actions: '[reed]' }), 'REQUEST_ACTION_UNKNOWN', 'read'],
  ['an unknown key', withKeys({ approved_by: 'otto' }), 'REQUEST_FIELD_INVALID', 'approved_by'],
  ['no duration that can be read', withKeys({ duration: '0h' }), 'REQUEST_FIELD_INVALID', 'duration'],
  ['somebody else as requester', withKeys({ requester: '1' }), 'REQUEST_FIELD_INVALID', '`requester`'],
  ['the number of another request', withKeys({ issue: '1' }), 'REQUEST_FIELD_INVALID', '`issue`'],
  ['another digest', withKeys({ digest: `"${'a'.repeat(64)}"` }), 'REQUEST_FIELD_INVALID', '`digest`'],
  ['a hidden character', withKeys({ reason: `"a${bidi}b"` }), 'REQUEST_HIDDEN_TEXT', 'U+202E'],
  ['a hidden character in a comment', withKeys({ reason: `fine # a${bidi}b` }), 'REQUEST_HIDDEN_TEXT', 'U+202E'],
  ['a hidden character, escaped', withKeys({ reason: '"a\\u202eb"' }), 'REQUEST_HIDDEN_TEXT', 'U+202E'],
  ['a hidden character, escaped in the ticket', withKeys({ ticket: '"a\\u200bb"' }), 'REQUEST_HIDDEN_TEXT', 'U+200B'],
]

const texts: Case[] = [
  ['an alias', withKeys({ reason: '&a fine', ticket: '*a' }), 'REQUEST_PULL_SHAPE', 'incident-4711.yml:4'],
  ['a tag', withKeys({ reason: '!!binary aGk=' }), 'REQUEST_PULL_SHAPE', 'incident-4711.yml:4'],
  ['a key twice', withText(`${requestText('wrong')}duration: 1h\n`), 'REQUEST_PULL_SHAPE', 'duplicated'],
  ['two documents', withText(`${requestText('wrong')}---\n${requestText('wrong')}`), 'REQUEST_PULL_SHAPE', ''],
  ['a list', withText('- resource: wrong\n'), 'REQUEST_FIELD_INVALID', ''],
  ['no YAML', withText('resource: [\n'), 'REQUEST_PULL_SHAPE', ''],
  ['nothing', withText(''), 'REQUEST_', ''],
  ['more than 64 KiB', withText(`${requestText('wrong')}#${'x'.repeat(65_536)}\n`), 'REQUEST_PULL_SHAPE', '64 KiB'],
]

/** The requester's next push makes it a request; what was wrong is gone from the diff, not only from the last commit. */
async function mends(asked: AskedByPull): Promise<void> {
  await rita.push(asked.branch, good, { force: true, createFrom: 'requests' })
  const { status } = await waits(stage, asked)
  expect(status).toContain('«incident 4711»')
}

let branches = 0
async function asks(files: Record<string, string>): Promise<AskedByPull> {
  branches += 1
  return askByPull(stage, 'wrong', { files, branch: `wrong-${branches}` })
}

describe.concurrent('what is no request waits to be mended', () => {
  test.each([...shapes, ...fields, ...texts])('%s', async (_, files, code, words) => {
    const asked = await asks(files)
    await shows(stage, asked, `${code}: ${words}`, ({ status, labels }) => {
      return status.includes(`(\`${code}`) && status.includes(words) && labels.join() === 'daypass:invalid'
    })
    // Whoever approves what is no request approves nothing.
    await approves(stage, 'otto', asked.number)
    await mends(asked)
    await nothingGranted(stage, asked, asked.number)
  })

  test('a second file that another commit takes away again', async () => {
    const asked = await asks({ ...good, 'requests/wrong/second.yml': 'x: 1\n' })
    await refusedFor(stage, asked, 'REQUEST_PULL_SHAPE', '2 files')
    await rita.push(asked.branch, { 'requests/wrong/second.yml': null })
    await waits(stage, asked)
  })

  test.each(['120000', '160000', '100755'] as const)('a file of mode %s', async (mode) => {
    const { owner, name } = stage.github.repository
    const git = async (path: string, body?: unknown) => {
      const { status, data } = await rita.request(body ? 'POST' : 'GET', `/repos/${owner}/${name}/git/${path}`, body)
      expect(status, JSON.stringify(data)).toBeLessThan(300)
      return data as { sha: string; tree: { sha: string } }
    }
    const parent = (await rita.branch('requests')) ?? ''
    const base = (await git(`commits/${parent}`)).tree.sha
    const what =
      mode === '160000' ? { type: 'commit', sha: parent } : { type: 'blob', content: '../../.github/CODEOWNERS' }
    const { sha: tree } = await git('trees', { base_tree: base, tree: [{ path: pathOf('wrong'), mode, ...what }] })
    const { sha } = await git('commits', { message: 'Ask', tree, parents: [parent] })
    const branch = `mode-${mode}`
    await git('refs', { ref: `refs/heads/${branch}`, sha })
    const asked = { ...(await openFrom(rita, branch, {})), branch, path: pathOf('wrong'), head: sha }
    await shows(stage, asked, 'the refusal', ({ status }) => /REQUEST_(?:PULL_SHAPE|FIELD_INVALID)/.test(status))
    await mends(asked)
  })
})

describe.concurrent('a pull request that is not ready', () => {
  test('a draft is no request; opened anew it is one', async () => {
    const asked = await askByPull(stage, 'draft', { draft: true })
    await approves(stage, 'otto', asked.number)
    await rita.comment(asked.number, '/retry')
    await stage.github.settled()
    expect(await look(stage, asked)).toMatchObject({ title: 'I need this', open: true, labels: [], ours: [] })
    await rita.closePull(asked.number)
    const again = await openFrom(rita, asked.branch, {})
    await waits(stage, again)
    expect((await look(stage, asked)).ours).toEqual([])
  })

  test('one for another branch is no request; pointed at the ledger, it waits for its requester', async () => {
    await rita.createBranch('shelf', 'requests')
    const asked = await askByPull(stage, 'retarget', { base: 'shelf' })
    await stage.github.settled()
    expect(await look(stage, asked)).toMatchObject({ labels: [], ours: [] })
    await nextSecond()
    await stage.github.as('eve').editPull(asked.number, { base: 'requests' })
    const { status } = await labelled(stage, asked, 'daypass:attention')
    expect(status).toContain('REQUEST_CHANGED_BY_OTHER')
    await rita.comment(asked.number, '/retry')
    await waits(stage, asked)
    await approves(stage, 'otto', asked.number)
    await granted(stage, asked, ['otto'])
  })

  test('its base is changed away, and back', async () => {
    await rita.createBranch('elsewhere', 'requests')
    const files = { [pathOf('base')]: requestText('base', { actions: '[reed]' }) }
    const asked = await askByPull(stage, 'base', { files })
    await refusedFor(stage, asked, 'REQUEST_ACTION_UNKNOWN')
    await rita.editPull(asked.number, { base: 'elsewhere' })
    await rita.push(asked.branch, requestFile('base'))
    await refusedFor(stage, asked, 'REQUEST_PULL_UNFIT', 'another branch')
    await rita.editPull(asked.number, { base: 'requests' })
    await waits(stage, asked)
    await approves(stage, 'otto', asked.number)
    await granted(stage, asked, ['otto'])
  })
})
