// test/cases.md from the titles of tests: which test proves which case. `--check` only compares (exit 1 on drift, or without a test).
import { readdir, readFile, writeFile } from 'node:fs/promises'

const root = new URL('..', import.meta.url)
const page = new URL('test/cases.md', root)

/** What was tried on the product and failed, by its id, in a few words. */
const cases: Readonly<Record<string, string>> = {
  'github.F1': 'one 404 was taken for "the issue is gone"',
  'github.F2': 'delivery ids beyond 53 bits: lost webhooks were never asked for again',
  'github.F2b': 'what GitHub refuses to the app was silence to the requester',
  'github.F3': 'squash-only repositories could grant no reviewed request',
  'github.F4': 'the form preselected the first resource',
  'github.F5': 'doctor took any ruleset for branch protection',
  'github.F6': 'a private repository on the Free plan has neither rules nor code owners',
  'github.F7': 'the age of a key is an optional field',
  'github.F8': 'the command line hid why an organisation keeps a token out',
  'github.F9': 'rules of the organisation bind the ledger, too',
  'github.F10': "push protection refuses a request's file",
  'github.F11': 'secret and enterprise teams, empty repositories, accepted permissions',
  'security.R1': 'one NUL in a text stopped the whole repository',
  'security.R2': 'real events were thrown away as duplicates',
  'security.R3': 'a comment edited within its second acted as its author',
  'security.R3b': 'an issue edited within its second, its webhook late, was granted',
  'security.R4': 'quotas counted by number, not by time',
  'security.R5': 'a no between the last look and the merge was lost',
  'security.R6': 'DNS rebinding reached the kill switch',
  'security.R7': 'an expression took time with the square of the text',
  'security.R8': 'the word of an extension skipped every check of the form',
  'security.R9': 'audit verify said ok to a superseded request, and to an issue cut back',
  'security.R10': "any bot's look-alike made an honest issue fail",
  'security.W1': 'unsigned bodies kept deliveries out',
  'security.W3': 'a key added a second before the request was sealed to',
  'security.W5': 'a request by pull request brought hidden history with it',
  'security.W6': 'every wrong command was answered without end',
  'security.W7': 'half-open connections had no cap',
  'security.W8': 'a no-break space made a line of CODEOWNERS vanish',
  'security.W9': 'a second server opened the same embedded store',
  'security.W10': 'escape sequences were printed, and exec handed on the GitHub token',
  'field.D1': 'an order to end was ignored without a word',
  'field.D2': 'a key that could not be used was told after the approval, and silently',
  'field.D3': 'real policies did not compile, and nothing said what to use instead',
  'field.D4': 'reasons that people really paste were refused',
  'field.D8': 'durations as people write them were refused',
  'field.D9': 'an extension needed no reason',
  'field.D11': 'a key under another name was not tried, and nothing said what agents cannot do',
  'field.D13': 'YAML comments swallowed a part of the reason',
  'field.D5': 'CODEOWNERS as GitHub accepts it closed everything',
  'field.D7': 'a private key in the wrappings of deployments was refused',
  'field.D12': 'the sole owner who asked was not told so',
  'field.D14': 'a body that a relay altered was blamed on the secret',
  'field.D19': 'replies by mail, quoted commands, labels changed by hand',
  'field.D21': 'CODEOWNERS was mended, and what waited did not notice',
  'people.U1': 'a server without its store granted a second time',
  'people.U4': 'a newcomer without a key was not told, and approved in vain',
  'people.U6': 'an extension overwrote the first reason',
  'people.U7': "doctor did not look at the app's webhook",
  'people.U8': 'an issue without the form was answered with silence',
  'people.U10': 'findings did not say what was written, nor in which field',
  'people.U15': 'words, commands after the end and edits were answered with silence',
}

async function testsOf(folder: string): Promise<string[]> {
  const all = await readdir(new URL(folder, root), { recursive: true })
  return all
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}${file}`)
    .sort()
}

/** Titles that name cases, by case: ` … (github.F1, security.W6)`. */
async function titles(): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>()
  for (const file of await testsOf('test/')) {
    const text = await readFile(new URL(file, root), 'utf8')
    for (const [, title = '', list = ''] of text.matchAll(
      /['"`]([^'"`\n]*?)\s*\(((?:(?:github|security|field|people)\.[A-Z]\d+b?(?:, )?)+)\):?['"`]/g,
    )) {
      for (const id of list.split(', ')) {
        const known = found.get(id) ?? new Set()
        known.add(`\`${file.slice('test/'.length)}\` ${title.replaceAll('|', '\\|').trim()}`)
        found.set(id, known)
      }
    }
  }
  return found
}

const proved = await titles()
const rows = Object.entries(cases).map(([id, words]) => {
  const [first = '**no test**', ...more] = proved.get(id) ?? []
  return `| ${id} | ${words} | ${first}${more.length > 0 ? ` and ${more.length} more` : ''} |`
})
const text = [
  '# Cases and their tests',
  '',
  'What was tried on the product and failed once, and the test by which it stays right. Written by `npm run generate` from the titles of the tests.',
  '',
  '| case | what it was | test |',
  '|---|---|---|',
  ...rows,
  '',
].join('\n')
const missing = Object.keys(cases).filter((id) => !proved.has(id))
const strange = [...proved.keys()].filter((id) => !(id in cases))
for (const id of missing) console.error(`no test names ${id}`)
for (const id of strange) console.error(`a test names ${id}, which is no case: add it to scripts/cases.ts`)
if (process.argv.includes('--check')) {
  const now = await readFile(page, 'utf8').catch(() => '')
  if (now !== text) console.error('test/cases.md is not what the tests say: run `npm run generate`')
  if (now !== text || missing.length > 0 || strange.length > 0) process.exitCode = 1
} else await writeFile(page, text)
