import type { Explained } from '../effect/explained.ts'
import { showInstant } from '../instant.ts'
import { code, message } from '../markdown.ts'
import type { RequestRecord } from '../record.ts'
import { endWords } from './ending.ts'
import { showDuration } from './facts.ts'
import { findingsList } from './findings.ts'
import { fitted, page } from './page.ts'
import { reasons, refusal, toMend } from './refusal.ts'
import { approvedBy, waitingSteps, waitingWords } from './waiting.ts'
import { whatNeedsNone, whatNow } from './ways.ts'

const commands = [
  ['/done', 'ends your access now'],
  ['/cancel', 'takes back a request that has not begun'],
  ['/extend 1h why', 'asks for more time'],
  ['/revoke why', 'ends it; for the requester, the owners of the resource and of the organisation'],
  ['/explain', 'says why it stands as it does, and what it would take'],
  ['/retry', 'reads the request again'],
] as const

/** The answer to a command that does not exist. Pure. */
export function renderUnknownCommand(text: string): string {
  const list = commands.map(([name, does]) => `- \`${name}\` ${does}`).join('\n')
  return page(`### Unknown command ${code(text)}`, `Nothing was done. There are:\n\n${list}`)
}

/** The answer to a command that is known, and not in this spelling or place. Pure. */
export function renderMisspelled(name: string): string {
  const written = commands.find(([known]) => known.slice(1).split(' ')[0] === name)?.[0] ?? `/${name}`
  return page(
    `### Not understood · ${code(`/${name}`)}`,
    `Nothing was done. Write ${code(written)} in a new comment, in small letters, as its very first characters.`,
  )
}

/** That a pull request which is of no use any more is still there. Pure. */
export function renderLeftOpen(pull: number, why: string): string {
  return page(
    `### #${pull} is still there · GitHub does not let Daypass tidy it away`,
    `${message(why)}\n\nWhat happens in it counts for nothing. Daypass goes on trying.`,
  )
}

/** The answer to a yes in words. Pure. */
export function renderOnlyReviewsCount(pull: number): string {
  return page(
    '### Words do not approve · a review does',
    `Nothing was done. Whoever may approve opens **#${pull}** and submits a review there.`,
  )
}

/** The answer to an issue that was written without the form: where the form is. Pure. */
export function renderWithoutForm(address: string, resource?: string): string {
  const filled = resource === undefined ? '' : ` with ${code(resource)} filled in`
  return page(
    '### No request yet · the form is missing',
    `Nothing was asked for: requests are read from the form alone. [Open the form](${address})${filled}, then close this issue.`,
  )
}

/** That GitHub never told who wrote a command. Pure. */
export function renderUnheard(name: string): string {
  return page(
    `### Not done · ${code(`/${name}`)}`,
    'GitHub did not tell who wrote it, so it may be an edit by somebody else. Write it again in a new comment.',
  )
}

/** The answer to what is said to a request that is over. Pure. */
export function renderOver(record: RequestRecord): string {
  return page(
    `### Over · ${endWords(record)}`,
    'Nothing was done, and nothing more happens here. Open a new request if it is still needed.',
  )
}

/** That access which another store gave is ended. Pure. */
export function renderAdopted(until: Date): string {
  return page(
    '### Ending · another store of Daypass gave this access',
    `That store is lost, as its operator says. What it gave here works no longer than ${showInstant(until, 'second')}; then this closes. Open a new request if it is still needed.`,
  )
}

/** That editing a text that was granted changes nothing. Pure. */
export function renderEdited(): string {
  return page(
    '### Edited · nothing has changed',
    'What was granted is what the status shows, as it was when it was decided. `/extend 1h why` asks for more time; for anything else open a new request.',
  )
}

/** The answer to a command that its writer may not give. Pure. */
export function renderNotEntitled(name: string): string {
  const others = 'Owners of the resource and of the organisation can `/revoke` it, with a word why.'
  return page(
    `### Not yours to say · ${code(`/${name}`)}`,
    `Nothing was done: that belongs to the requester. ${others}`,
  )
}

/** The word that goes with reopening an issue that somebody closed who has no say in it. Pure. */
export function renderReopened(): string {
  return page(
    '### Open again · nothing else has changed',
    'Closing this issue ends the access, or takes the request back, only when its requester or an owner of the resource or of the organisation does it. `/revoke` with a word why is theirs, too.',
  )
}

/** That somebody changed what Daypass had written, and that it stands again. Pure. */
export function renderRestored(what: readonly string[]): string {
  const list = what.map((one) => `- ${one}`).join('\n')
  return page(
    '### Put back · somebody changed what stood here',
    `${list}\n\nThe record is kept elsewhere and says what it said before. Whoever looks after this repository finds out who did it.`,
  )
}

/** What becomes of a comment that was written twice, since a process stood still meanwhile. Pure. */
export function renderSecond(): string {
  return page('### Written twice', 'The same stands in another comment of Daypass here, which is kept up to date.')
}

/** That nothing lives that could last longer. Pure. */
export function renderNothingToExtend(): string {
  return page('### Not extended', 'Access has not begun yet. Change the request to ask for another duration.')
}

/** Why the extension was not given, in a line of the policy's own words; `pull`: where that can be changed. Pure. */
export function renderNotExtended(words: string, ends: Date, pull?: number): string {
  const where = pull === undefined ? '' : ` See #${pull}.`
  return fitted((room) =>
    page('### Not extended', `${message(words, room)}${where}\n\nThe old end stands: ${showInstant(ends)}.`),
  )
}

/** That the extension waits for people. Pure. */
export function renderExtensionWaits(pull: number, total: number, ends: Date): string {
  const where = `**#${pull}**`
  return page(
    `### Extension to ${showDuration(total)} in all waits for approval`,
    `Approve or decline in ${where}. Until then the old end stands: ${showInstant(ends)}.`,
  )
}

/** That the grant ends later by now. Pure. */
export function renderExtended(total: number, ends: Date): string {
  return page(
    `### Extended · until ${showInstant(ends)}`,
    `${showDuration(total)} in all. The credential that you have keeps working; \`daypass token\` and \`daypass exec\` go on.`,
  )
}

/**
 * The answer to `/explain`: why it stands as it does, by the decision that was recorded, and what it would take. Pure; at most 60 000 bytes.
 */
export function renderExplanation(record: RequestRecord, { atOnce = [], today }: Explained = {}): string {
  return fitted((room) =>
    page(...explanation(record, room), whatNeedsNone(atOnce, room), today === undefined ? '' : whatNow(today, room)),
  )
}

function explanation(record: RequestRecord, room: number): string[] {
  const why = record.decision ? `The policy says:\n\n${reasons(record, room)}` : ''
  const findings = findingsList(record.findings, room)
  switch (record.state) {
    case 'submitted':
      return ['### Why · it is being read and decided', 'The first comment will say what came of it.']
    case 'invalid':
      return ['### Why · it cannot be read as a request', toMend(record, room)]
    case 'undecided':
      return ['### Why · it could not be decided', 'It is tried again by itself; `/retry` tries at once.', findings]
    case 'pending':
      return [`### Why · ${waitingWords(record)}`, why, waitingSteps(record, room)]
    case 'granting':
      return findings === ''
        ? ['### Why · it is being granted', why]
        : [
            '### Why · it is granted as soon as there is a key',
            why,
            '`/retry` looks at once, `/cancel` withdraws it.',
            findings,
          ]
    case 'active':
      return ['### Why · access was given', why, `It was ${approvedBy(record)}.${timeLeft(record)}`]
    case 'denied':
      return ['### Why · denied', refusal(record, room)]
    default:
      return [`### Why · ${endWords(record)}`, findings, why]
  }
}

function timeLeft({ grant, extension }: RequestRecord): string {
  if (!grant) return ''
  const more = extension?.pull
    ? `An extension waits for approval in **#${extension.pull.number}**.`
    : '`/extend 1h why` asks for more time.'
  return ` It ends ${showInstant(grant.ends)}. ${more}`
}
