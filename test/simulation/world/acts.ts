import { isOfWorld, type PersonKind, type WorldKind } from '../events.ts'
import type { Happening } from '../happening.ts'
import { bot, personOf, zoe } from './setting.ts'
import type { SimulatedIssue, World } from './world.ts'

/**
 * Does in the world what a person does. `numbers`: the issues that were opened, by their place in the schedule. Returns the issue that it
 * was about; undefined: none, as when what it is about is not there.
 */
export function act(
  world: World,
  numbers: Map<number, number>,
  happening: Happening & { kind: PersonKind | WorldKind },
): number | undefined {
  const { kind, of = 0, by = 0, wish } = happening
  if (isOfWorld(kind)) {
    changeWorld(world, kind, happening)
    return undefined
  }
  const who = personOf(by)
  // What is archived can be read, and nothing else.
  if (world.place.newest.archived) return undefined
  if (kind === 'issue-opened' || kind === 'note-opened') {
    if (!wish) return undefined
    const { number } = world.openIssue(who, kind === 'issue-opened' ? wish : undefined)
    numbers.set(of, number)
    return number
  }
  if (kind === 'request-pull-opened') {
    if (!wish) return undefined
    const { number } = world.openRequestPull(who, wish)
    numbers.set(of, number)
    return number
  }
  const number = numbers.get(of)
  const issue = number === undefined ? undefined : world.issues.get(number)
  if (!issue?.versions.newest) return undefined
  return actOn(world, issue, { ...happening, kind }) ? issue.number : undefined
}

function changeWorld(world: World, kind: WorldKind, { by = zoe.id, wish, change }: Happening): void {
  const who = personOf(by)
  switch (kind) {
    case 'member-left':
    case 'member-back':
      world.move(who, kind === 'member-back')
      return
    case 'team-left':
    case 'team-back':
      world.moveInTeam(who, kind === 'team-back')
      return
    case 'key-removed':
    case 'key-back':
      world.setKey(who, kind === 'key-back')
      return
    case 'policy-broken':
    case 'policy-mended':
      world.main.push({ what: kind === 'policy-broken' ? 'broken' : 'mended' }, who)
      return
    case 'policy-changed':
      if (wish) world.main.push({ what: 'other', resource: wish.resource }, who)
      return
    case 'rules-pushed':
      if (change) world.main.push(change, who)
      return
    case 'rules-reverted':
      world.main.revert(who)
      return
    case 'repository-renamed':
      world.changePlace({ name: `${world.place.newest.name}-2` }, 'renamed', who)
      return
    case 'repository-archived':
    case 'repository-unarchived':
      world.changePlace({ archived: kind === 'repository-archived' }, kind.slice('repository-'.length), who)
      return
    case 'repository-published':
    case 'repository-hidden':
      world.changePlace(
        { private: kind === 'repository-hidden' },
        kind === 'repository-hidden' ? 'privatized' : 'publicized',
        who,
      )
      return
    case 'app-suspended':
      world.changePlace({ reach: 'suspended' }, 'suspend', who)
      return
    case 'app-removed':
      world.changePlace({ reach: 'removed' }, 'removed', who)
      return
    case 'app-unsuspended':
    case 'app-added':
      world.changePlace({ reach: 'there' }, kind === 'app-added' ? 'added' : 'unsuspend', who)
      return
    default:
      kind satisfies never
  }
}

/** What somebody asks for who asks for more. */
export const minutesMore = 10

export const wrongDuration = 'x7'

const words: Partial<Record<Happening['kind'], string>> = {
  'command-done': '/done',
  'command-cancel': '/cancel',
  'command-revoke': '/revoke',
  'command-revoke-by-stranger': '/revoke',
  'command-extend': `/extend ${minutesMore}m still at it`,
  // Nobody sees that it is read from right to left.
  'command-extend-hidden': `/extend ${minutesMore}m still \u202e at it`,
  'command-extend-nul': `/extend ${minutesMore}m still \u0000 at it`,
  'command-extend-wrong': `/extend ${wrongDuration} still at it`,
  'command-explain': '/explain',
  'command-retry': '/retry',
}

function actOn(world: World, issue: SimulatedIssue, { kind, by = 0, wish }: Happening & { kind: PersonKind }): boolean {
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
  const own = world.pulls.get(number)?.versions.newest
  switch (kind) {
    case 'issue-closed':
    case 'issue-closed-by-other':
      if (isOpen) world.changeIssue(number, who, { open: false, closedBy: who }, 'closed')
      return isOpen
    case 'issue-reopened':
      // What is merged, or has no branch any more, stays closed.
      if (isOpen || own?.merged || (own && !world.branches.has(own.headRef))) return false
      world.changeIssue(number, who, { open: true, closedBy: undefined }, 'reopened')
      return true
    case 'issue-deleted':
    case 'issue-transferred':
      if (own) return false
      world.takeAway(number, who, kind === 'issue-deleted' ? 'deleted' : 'transferred')
      return true
    case 'issue-locked':
    case 'issue-unlocked':
      world.changeIssue(number, who, { locked: kind === 'issue-locked' }, kind.slice('issue-'.length))
      return true
    case 'issue-edited':
    case 'issue-edited-by-other':
      // What is pushed to a closed pull request is not of it any more.
      if (!wish || own?.open === false) return false
      world.edit(number, who, wish)
      return true
    case 'label-taken-away':
      world.changeIssue(number, who, { labels: [] }, 'unlabeled')
      return true
    case 'status-edited-by-other':
      return changeLast(world, number, 'ours', (id) => world.editComment(number, id, who, 'approved by me'))
    case 'status-deleted':
      return changeLast(world, number, 'ours', (id) => world.deleteComment(number, id, who))
    case 'comment-edited-by-other':
      return changeLast(world, number, 'theirs', (id) => world.editComment(number, id, who, '/revoke'))
    case 'comment-made-extend':
    case 'comment-made-retry': {
      const made = words[kind === 'comment-made-retry' ? 'command-retry' : 'command-extend'] ?? ''
      return world.editComment(number, world.comment(number, who, 'I did not write that'), zoe, made)
    }
    case 'comment-deleted':
      return changeLast(world, number, 'theirs', (id) => world.deleteComment(number, id, who))
    default:
      return pull !== undefined && vote(world, issue, pull.number, { kind, by })
  }
}

/** Changes the newest comment of ours, or of people, or deletes it. */
function changeLast(world: World, number: number, whose: 'ours' | 'theirs', change: (id: number) => boolean): boolean {
  const comments = [...(world.comments.get(number)?.values() ?? [])].flatMap(({ newest }) => newest ?? [])
  const last = comments.findLast(({ author }) => (author.id === bot.id) === (whose === 'ours'))
  return last !== undefined && change(last.id)
}

function vote(
  world: World,
  issue: SimulatedIssue,
  pull: number,
  { kind, by = 0 }: { kind: PersonKind; by?: number },
): boolean {
  const who = personOf(by)
  const { open, merged } = world.pulls.get(pull)?.versions.newest ?? {}
  // What is merged can be reviewed, and nothing else.
  if (!open && !(merged && /^vote-/.test(kind))) return false
  switch (kind) {
    case 'vote-yes':
    case 'vote-yes-by-stranger':
      world.review(pull, who, 'APPROVED')
      return true
    case 'vote-yes-by-requester':
      // Nobody can say yes to a pull request of their own.
      if (pull === issue.number) return false
      world.review(pull, issue.requester, 'APPROVED')
      return true
    case 'vote-no':
      world.review(pull, who, 'CHANGES_REQUESTED')
      return true
    case 'vote-comment':
      world.review(pull, who, 'COMMENTED')
      return true
    case 'vote-dismissed':
      world.dismiss(pull, who)
      return true
    case 'pull-closed-by-other':
      world.changePull(pull, who, { open: false, closedBy: who.id }, 'closed')
      return true
    case 'pull-merged-by-other':
      world.merge(pull, who)
      return true
    case 'pull-pushed-by-other':
      world.push(pull, who)
      return true
    case 'branch-deleted-by-other':
      world.deleteBranch(pull, who)
      return true
    case 'pull-text-changed':
      world.changePull(pull, who, { title: 'Harmless' }, 'edited')
      return true
    default:
      return false
  }
}
