import type { Happening } from '../schedule.ts'
import { bot, personOf } from './setting.ts'
import type { SimulatedIssue, World } from './world.ts'

/**
 * Does in the world what a person does. `numbers`: the issues that were opened, by their place in the schedule. Returns the issue that it
 * was about; undefined: none, as when what it is about is not there.
 */
export function act(world: World, numbers: Map<number, number>, happening: Happening): number | undefined {
  const { kind, of = 0, by = 0, wish } = happening
  const who = personOf(by)
  if (kind === 'member-left' || kind === 'member-back') {
    world.move(who, kind === 'member-back')
    return undefined
  }
  if (kind === 'issue-opened') {
    if (!wish) return undefined
    const { number } = world.openIssue(who, wish)
    numbers.set(of, number)
    return number
  }
  const number = numbers.get(of)
  const issue = number === undefined ? undefined : world.issues.get(number)
  if (!issue?.versions.newest) return undefined
  return actOn(world, issue, happening) ? issue.number : undefined
}

const words: Partial<Record<Happening['kind'], string>> = {
  'command-done': '/done',
  'command-cancel': '/cancel',
  'command-revoke': '/revoke',
  'command-revoke-by-stranger': '/revoke',
  'command-extend': '/extend 10m still at it',
  'command-explain': '/explain',
  'command-retry': '/retry',
}

function actOn(world: World, issue: SimulatedIssue, { kind, by = 0, wish }: Happening): boolean {
  const who = personOf(by)
  const { number } = issue
  const said = words[kind]
  if (said !== undefined) {
    world.comment(number, who, said)
    if (kind === 'command-retry') issue.retried = true
    return true
  }
  const isOpen = issue.versions.newest?.open === true
  const pull = world.pullOf(number)
  switch (kind) {
    case 'issue-closed':
    case 'issue-closed-by-other':
      if (isOpen) world.changeIssue(number, who, { open: false, closedBy: who }, 'closed')
      return isOpen
    case 'issue-reopened':
      if (!isOpen) world.changeIssue(number, who, { open: true, closedBy: undefined }, 'reopened')
      return !isOpen
    case 'issue-deleted':
      world.deleteIssue(number, who)
      return true
    case 'issue-edited':
    case 'issue-edited-by-other':
      if (wish) world.edit(number, who, wish)
      return wish !== undefined
    case 'label-taken-away':
      world.changeIssue(number, who, { labels: [] }, 'unlabeled')
      return true
    case 'status-edited-by-other':
      return editLast(world, number, who.id, true)
    case 'comment-edited-by-other':
      return editLast(world, number, who.id, false)
    default:
      return pull !== undefined && vote(world, issue, pull.number, { kind, by })
  }
}

/** Changes the newest comment of ours, or of people, into something else. */
function editLast(world: World, number: number, by: number, ours: boolean): boolean {
  const comments = [...(world.comments.get(number)?.values() ?? [])].flatMap(({ newest }) => newest ?? [])
  const last = comments.findLast(({ author }) => (author.id === bot.id) === ours)
  return last !== undefined && world.editComment(number, last.id, personOf(by), ours ? 'approved by me' : '/revoke')
}

function vote(
  world: World,
  issue: SimulatedIssue,
  pull: number,
  { kind, by = 0 }: Pick<Happening, 'kind' | 'by'>,
): boolean {
  const who = personOf(by)
  const isOpen = world.pulls.get(pull)?.versions.newest.open === true
  if (!isOpen) return false
  switch (kind) {
    case 'vote-yes':
    case 'vote-yes-by-stranger':
      world.review(pull, who, 'APPROVED')
      return true
    case 'vote-yes-by-requester':
      world.review(pull, issue.requester, 'APPROVED')
      return true
    case 'vote-no':
      world.review(pull, who, 'CHANGES_REQUESTED')
      return true
    case 'vote-dismissed':
      world.dismiss(pull, who)
      return true
    case 'pull-closed-by-other':
      world.changePull(pull, who, { open: false, closedBy: who.id }, 'closed')
      return true
    case 'pull-text-changed':
      world.changePull(pull, who, { title: 'Harmless' }, 'edited')
      return true
    default:
      return false
  }
}
