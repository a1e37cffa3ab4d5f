import { showInstant } from '../instant.ts'
import { code, message, prose } from '../markdown.ts'
import { type Debt, isVotedInRequestPull, type RequestRecord, type ShownTally } from '../record.ts'
import type { Approval } from '../review/approval.ts'
import { findingsList } from './findings.ts'
import { page } from './page.ts'
import { mentions, names, whoOf } from './people.ts'
import { neededApprovals } from './refusal.ts'

type OpenGroup = ShownTally['open'][number] & { count: number }

/** Whether somebody changed what Daypass wrote for the vote, so that it waits for its requester. */
export function isTampered(record: RequestRecord): boolean {
  return record.state === 'pending' && record.findings.some((finding) => finding.code === 'PULL_TAMPERED')
}

/** How far the vote has come, for a heading: `Waiting for 1 of 2 approvals`. */
export function waitingWords(record: RequestRecord): string {
  if (isTampered(record)) return 'Votes void · the pull request was changed'
  if (isKeptOut(record)) return 'Waiting · GitHub does not let Daypass open the pull request'
  return votesWords(record)
}

/** The same while votes are cast and nothing else is in the way. */
export function votesWords({ tally, decision }: Approval): string {
  const asked = (decision?.output.approvals ?? []).reduce((sum, group) => sum + group.count, 0)
  const all = tally ? tally.filled.length + tally.open.length : asked
  const open = tally?.open.length ?? all
  if (tally && open === 0)
    return tally.blockedBy.length > 0 ? 'Waiting · changes are requested' : 'Approved · being granted'
  return `Waiting for ${open === all ? '' : `${open} of `}${all} ${all === 1 ? 'approval' : 'approvals'}`
}

/** GitHub refuses to let the request be put to the vote at all: whoever looks after the repository has to mend that. */
export function isKeptOut({ state, pull, findings }: RequestRecord): boolean {
  return state === 'pending' && !pull && findings.some(({ code }) => code === 'GITHUB_REFUSED')
}

/** Slots of one group as one entry. */
function openGroups(tally: ShownTally): OpenGroup[] {
  const groups = new Map<string, OpenGroup>()
  for (const slot of tally.open) {
    const group = groups.get(slot.slot)
    if (!group) groups.set(slot.slot, { ...slot, count: 1 })
    else
      groups.set(slot.slot, {
        ...group,
        ...(slot.note === undefined ? {} : { note: slot.note }),
        count: group.count + 1,
      })
  }
  return [...groups.values()]
}

function toMendOf(from: readonly string[]): string {
  return from.includes('code-owners')
    ? 'ask who keeps this repository to mend `CODEOWNERS` on the default branch.'
    : 'ask who keeps this repository to mend the team, or its access to this repository.'
}

function openItem({ slot, from, except, canFill, note, count }: OpenGroup, room: number): string {
  if (canFill.length === 0) {
    return `- nobody can say yes for ${code(slot)}: ${message(note ?? toMendOf(from), room)}`
  }
  const item = `- ${prose(slot)}: ${count} of ${whoOf({ from, except }, room)} · can say yes: ${names(canFill)}`
  return note === undefined ? item : `${item} · ${message(note, room)}`
}

/** Who may still say yes to what, one item a group. */
export function stillNeeded(record: Approval, room: number): string {
  if (!record.tally) return neededApprovals(record, room)
  return openGroups(record.tally)
    .map((group) => openItem(group, room))
    .join('\n')
}

function role(record: RequestRecord, slot: string): string {
  const group = record.decision?.output.approvals?.find(({ name }) => name === slot)
  return group?.from.every((from) => from === 'code-owners') ? 'code owner' : prose(slot)
}

function soFar(record: RequestRecord): string {
  const filled = record.tally?.filled ?? []
  if (filled.length === 0) return ''
  const who = filled.map(({ slot, person }) => `${code(person.login)} (${role(record, slot)})`)
  return ` Already approved: ${who.join(', ')}.`
}

function objections(record: RequestRecord): string {
  const against = record.tally?.blockedBy ?? []
  if (against.length === 0) return ''
  return `Held up by ${names(against)}, who asked for changes: it goes on when they approve. ${record.ownPull ? 'Push a commit' : 'Edit the issue'} to ask for something else.`
}

/** A yes that everybody can see on the pull request, and that is none. */
function tooEarly({ tally }: RequestRecord): string {
  const early = tally?.early ?? []
  return early.length === 0 ? '' : `${names(early)} approved before they could: they have to approve again.`
}

function whereToVote(record: RequestRecord): string {
  const { pull } = record
  if (isVotedInRequestPull(record)) {
    const asked = pull?.asked.length ? `For ${mentions(pull.asked)}: a` : 'A'
    return `${asked}pprove this pull request to say yes; request changes to say no.${soFar(record)}`
  }
  return pull === undefined || pull.closed
    ? 'The pull request in which people say yes is being opened and will be named here.'
    : `Approve or decline in **#${pull.number}**.${soFar(record)}`
}

/** What a request that needs approval waits for, who can give it and where. */
export function waitingSteps(record: RequestRecord, room: number): string {
  const needed = stillNeeded(record, room)
  if (isTampered(record)) {
    const retry = isVotedInRequestPull(record)
      ? 'reopens it and comments `/retry`, '
      : 'comments `/retry`, a new pull request is opened, and '
    const what =
      'Somebody else changed the pull request or its branch, so it is closed, its votes are void, and nothing was granted. When the ' +
      `requester ${retry}everybody needed is asked anew.`
    return page(what, findingsList(record.findings, room)).trimEnd()
  }
  return page(
    isKeptOut(record) ? '' : whereToVote(record),
    objections(record),
    tooEarly(record),
    needed === '' ? '' : `Still needed:\n\n${needed}`,
    findingsList(record.findings, room),
  ).trimEnd()
}

/** How far the review has come that is owed for what was given in an emergency. */
export function reviewWords({ paid, pull, due }: Debt): string {
  if (paid) return `reviewed afterwards by ${names(paid.by)}`
  return `to be reviewed${pull ? ` in #${pull.number}` : ''} until ${showInstant(due)}`
}

/** On whose word, as in `approved by a, b` or `allowed by policy without review`. */
export function approvedBy(record: RequestRecord): string {
  if (record.debt) return `given in an emergency, ${reviewWords(record.debt)}`
  if (record.decision?.output.outcome !== 'review') return 'allowed by policy without review'
  const filled = record.tally?.filled ?? []
  return filled.length === 0
    ? 'approved by review'
    : `approved by ${filled.map(({ person }) => code(person.login)).join(', ')}`
}
