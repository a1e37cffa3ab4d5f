import { writeFile } from 'node:fs/promises'
import { DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'
import { failureOf } from '../failure.ts'
import { plain } from '../plain-text.ts'

/** What was asked, and what GitHub answered, as it is written down. */
type Written = { id: string; asked: string; answer: unknown; at: string }

export type ContactChoice = { repository?: string; issues: number; mention?: string; yes?: boolean; output: string }

/** `--issues`: enough to see what is seldom, and within what GitHub lets an app make in a minute. */
export const mostIssues = 50

/**
 * `daypass doctor --first-contact`: asks GitHub what only the real one can answer and writes it to a file. Asks before it writes to the
 * repository, and takes back what it did. 0: everything was answered and taken back; 1: not. Throws USAGE, GITHUB_*.
 */
export async function firstContact(deps: CliDeps, choice: ContactChoice): Promise<number> {
  const { machine } = deps
  const { repository, name, looks } = await chosen(deps, choice)
  await agreed(deps, name, choice)
  const mention = choice.mention === undefined ? {} : { mention: choice.mention }
  const contact = looks.contact({ repository, issues: choice.issues, ...mention })
  const written: Written[] = []
  let isWhole = true
  const count = contact.questions.length
  try {
    for (const [index, { id, asked, ask }] of contact.questions.entries()) {
      machine.stderr.write(`${index + 1}/${count} ${id}: ${asked}\n`)
      const answer = await ask().catch((thrown: unknown) => {
        isWhole = false
        const { code, message } = failureOf(thrown)
        machine.stderr.write(`    ${plain(message)} [${code}]\n`)
        return { failed: message, code }
      })
      written.push({ id, asked, answer: answer ?? null, at: deps.now().toISOString() })
    }
  } finally {
    machine.stderr.write('Taking back what was written\n')
    const left = await contact.tidy()
    if (left.length > 0) {
      isWhole = false
      machine.stderr.write(`By hand, please: ${left.map(plain).join('; ')}\n`)
    }
    await writeFile(choice.output, `${JSON.stringify(written, null, 2)}\n`)
  }
  machine.stdout.write(
    `${written.length} answers are in ${choice.output}. Closed issues and a merged pull request stay in ${name}.\n`,
  )
  return isWhole ? 0 : 1
}

async function chosen(deps: CliDeps, { repository }: ContactChoice) {
  const looks = await deps.firstContact()
  const all = await looks.repositories()
  const names = all.map(({ owner, name }) => `${owner}/${name}`)
  const at = repository === undefined ? 0 : names.findIndex((name) => name.toLowerCase() === repository.toLowerCase())
  const [found, name] = [all[at], names[at]]
  if (found !== undefined && name !== undefined && (repository !== undefined || all.length === 1))
    return { repository: found.id, name, looks }
  const message =
    all.length === 0
      ? 'The app is installed on no repository that a connector names. Run `daypass doctor` first.'
      : `Name one access repository: ${names.join(', ')}.`
  throw new DaypassError('USAGE', message, { where: '--first-contact' })
}

async function agreed({ machine }: CliDeps, name: string, { issues, mention, yes }: ContactChoice): Promise<void> {
  const what = [
    `${issues} issues are opened and closed in ${name}`,
    'one of them is locked and unlocked',
    'one file is merged into the branch requests and removed',
    ...(mention === undefined ? [] : [`${mention} is mentioned once`]),
  ]
  machine.stderr.write(`${what.join('; ')}. Take a repository for trials.\n`)
  if (yes) return
  if (machine.ask === undefined)
    throw new DaypassError('USAGE', 'There is no terminal to ask at. Say --yes if this may be written.', {
      where: '--yes',
    })
  const answer = await machine.ask(`Write to ${name}? Type its name to go on: `)
  if (answer.trim().toLowerCase() === name.toLowerCase()) return
  throw new DaypassError('USAGE', `That is not ${plain(name)}. Nothing was written.`, { where: '--first-contact' })
}
