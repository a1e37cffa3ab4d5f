import { findMarker } from '../../core/comment-marker.ts'
import type { Creation } from '../../core/display/creation.ts'
import type { DisplayStep } from '../../core/display/decide-display.ts'
import type { WaitingWord } from '../../core/display/display-record.ts'
import type { Part } from '../../core/display/shown-parts.ts'
import { DaypassError, failureOf, isDaypassError } from '../../core/error.ts'
import { renderSecond } from '../../core/rendering/answers.ts'
import { formatKey } from '../../core/request-key.ts'
import type { DisplayClaim } from '../../ports/display-store.ts'
import type { Comment } from '../../ports/issues.ts'
import type { DisplayPorts } from './display-ports.ts'

/**
 * Does one step and returns the claim as it stands then; `creation`: as what it counts if it creates something. Throws what the ports
 * throw; the display says how far it came.
 */
export async function applyDisplay(
  ports: DisplayPorts,
  claim: DisplayClaim,
  step: DisplayStep,
  creation: Creation,
): Promise<DisplayClaim> {
  switch (step.do) {
    case 'save':
      return ports.displays.save(claim, { set: step.set, ...(step.alert ? { alert: step.alert } : {}) })
    case 'say':
      return say(ports, claim, step.word, creation)
    case 'remark':
      return withOwnComment(ports, claim, () => ports.issues.comment(claim.key, step.body, creation))
    case 'write':
      return write(ports, claim, step, creation)
    case 'rewrite': {
      await ports.issues.change(claim.key, step.issue)
      const open = step.issue.state === undefined ? claim.display.open !== false : step.issue.state === 'open'
      return ports.displays.save(claim, { set: { open, shown: { ...claim.display.shown, issue: step.digest } } })
    }
    case 'continue': {
      // Noted first: none is worth saying twice.
      const noted = await ports.displays.save(claim, { set: { rest: step.before + 1 } })
      return withOwnComment(ports, noted, () => ports.issues.comment(claim.key, step.body, creation))
    }
    default:
      return step satisfies never
  }
}

/**
 * Says a word once. After a crash, or where nobody knows whether GitHub took it, it is looked for before it is said again. One that
 * GitHub refuses is not said at all: whoever locked the conversation wants no more words in it.
 */
async function say(
  { issues, displays, log }: DisplayPorts,
  claim: DisplayClaim,
  word: WaitingWord,
  creation: Creation,
): Promise<DisplayClaim> {
  const { key } = claim
  const place = { ...key, issue: word.on ?? key.issue }
  const isThere = word.begun && (await issues.comments(place)).some((one) => one.ours && sameText(one.body, word.body))
  if (word.begun && !isThere) mustBeListed(claim)
  const held = word.begun ? claim : await displays.save(claim, { begun: word.id })
  let isSaid = true
  try {
    if (!isThere) await issues.comment(place, word.body, creation)
  } catch (error) {
    if (failureOf(error) !== 'refused') throw error
    isSaid = false
    log.warn({ err: error, request: key, place: place.issue }, 'something could not be said, and will not be')
  }
  const isOurs = isSaid && place.issue === key.issue
  return displays.save(held, { said: word.id, ...(isOurs ? { set: { said: held.display.said + 1 } } : {}) })
}

/** Comments are created intent first: after a crash our own marker is looked for before anything is created a second time. */
async function write(
  ports: DisplayPorts,
  claim: DisplayClaim,
  { part, body, digest }: Extract<DisplayStep, { do: 'write' }>,
  creation: Creation,
): Promise<DisplayClaim> {
  const { displays, issues } = ports
  const before = claim.display[part]
  const found = before?.intended && before.comment === undefined ? await findOurs(ports, claim, part) : undefined
  const known = before?.comment ?? found
  if (known !== undefined) {
    await issues.editComment(claim.key, known, body).catch(async (error: unknown) => {
      // Somebody may have deleted it, and no webhook has told: the next look compares.
      if (failureOf(error) === 'absent') await displays.save(claim, { set: { again: ports.now().toISOString() } })
      throw error
    })
    const said = claim.display.said + (found === undefined ? 0 : 1)
    return displays.save(claim, { set: { ...shown(claim, part, { comment: known, digest }), said } })
  }
  if (before?.intended) mustBeListed(claim)
  const intended = before?.intended
    ? claim
    : await displays.save(claim, { set: { [part]: { ...before, intended: true } } })
  const comment = await issues.comment(claim.key, body, creation).catch(async (error: unknown) => {
    if (isSurelyNotTaken(error)) await displays.save(intended, { set: { [part]: { ...before, intended: false } } })
    throw error
  })
  const created = ports.now().toISOString()
  const set = { ...shown(intended, part, { comment, digest }), said: intended.display.said + 1, created }
  return displays.save(intended, { set }).catch(async (error: unknown) => {
    if (isDaypassError(error, 'FENCED_OFF')) await withdraw(ports, claim, part, comment)
    throw error
  })
}

/**
 * This process stood still for so long that another one has taken over, and has written the comment, too: the second one stops looking
 * like the first. Where the other has taken this one for its own, it stands.
 */
async function withdraw(
  { displays, issues, log }: DisplayPorts,
  { key }: DisplayClaim,
  part: Part,
  comment: number,
): Promise<void> {
  try {
    const stands = (await displays.find(key))[part]?.comment
    if (stands !== undefined && stands !== comment) await issues.editComment(key, comment, renderSecond())
  } catch (error) {
    // What this process may not write any more it does not try again: that it was overtaken is what counts.
    log.warn({ err: error, request: key, comment }, 'a comment that was written twice could not be marked as such')
  }
}

/** After so many looks that failed it would be listed: the pauses between them are 2 and 4 seconds. */
const looksUntilListed = 2

/**
 * Throws GITHUB_UNAVAILABLE where a comment may have been created that is not listed yet: GitHub's listings are behind for seconds, and it
 * would be created twice.
 */
function mustBeListed({ display }: DisplayClaim): void {
  if (display.tries >= looksUntilListed) return
  throw new DaypassError(
    'GITHUB_UNAVAILABLE',
    'GitHub has not said whether it took a comment. It is looked for once more before it is written again.',
  )
}

/** What GitHub takes later, refuses, or has no place for is not there; any other failure does not tell. */
function isSurelyNotTaken(error: unknown): boolean {
  return ['passing', 'refused', 'absent'].includes(failureOf(error))
}

function shown({ display }: DisplayClaim, part: Part, { comment, digest }: { comment: number; digest: string }) {
  return { [part]: { intended: true, comment }, shown: { ...display.shown, [part]: digest } }
}

async function findOurs({ issues }: DisplayPorts, { key }: DisplayClaim, part: Part): Promise<number | undefined> {
  const isIt = ({ ours, body }: Comment): boolean => {
    const marker = findMarker(body)
    return ours && marker?.kind === part && formatKey(marker.key) === formatKey(key)
  }
  return (await issues.comments(key)).find(isIt)?.id
}

async function withOwnComment(
  { displays }: DisplayPorts,
  claim: DisplayClaim,
  create: () => Promise<number>,
): Promise<DisplayClaim> {
  await create()
  return displays.save(claim, { set: { said: claim.display.said + 1 } })
}

/** As GitHub gives it back. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trim() === b.trim()
}
