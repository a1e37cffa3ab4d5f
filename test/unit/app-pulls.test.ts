import { describe, expect, test } from 'vitest'
import { wakeOf } from '../../src/app.ts'
import { sha256 } from '../../src/core/digest.ts'

const ann = { id: 501, login: 'ann', type: 'User' }
const ourBot = { id: 900, login: 'daypass[bot]', type: 'Bot' }
const head = { ref: 'daypass/3', sha: 'c'.repeat(40), repo: { id: 7 } }
const base = {
  action: 'opened',
  pull_request: { number: 12, body: '### Resource\n\nx\n', head, base: { ref: 'requests' }, user: ourBot },
  repository: { id: 7, name: 'access', owner: { login: 'acme' }, default_branch: 'main' },
  installation: { id: 11 },
  sender: ann,
}
const wake = (change: object, event = 'pull_request', ownLogin: string | undefined = 'daypass[bot]') =>
  wakeOf(event, { ...base, ...change }, ownLogin)
const withHead = (change: object) => ({ pull_request: { ...base.pull_request, head: { ...head, ...change } } })

test('an event of a grant pull request names the request that its branch is called after', () => {
  expect(wake({})).toEqual({
    key: { repository: 7, issue: 3 },
    repository: { id: 7, owner: 'acme', name: 'access', installation: 11 },
    looksLikeRequest: false,
  })
})

describe('a look is worth', () => {
  test.each([
    ['pull_request', 'opened'],
    ['pull_request', 'closed'],
    ['pull_request', 'reopened'],
    ['pull_request', 'synchronize'],
    ['pull_request', 'converted_to_draft'],
    ['pull_request', 'ready_for_review'],
    ['pull_request_review', 'submitted'],
    ['pull_request_review', 'edited'],
    ['pull_request_review', 'dismissed'],
  ])('%s.%s, which disturbs nothing', (event, action) => {
    const found = wake({ action }, event)
    expect(found).toMatchObject({ key: { issue: 3 }, looksLikeRequest: false })
    expect(found).not.toHaveProperty('notice')
    expect(found).not.toHaveProperty('hand')
  })
})

describe('a pull request is disturbed', () => {
  test.each<[string, object, string | undefined, boolean | undefined]>([
    ['by a person', {}, 'daypass[bot]', true],
    ['by a person with the name of our bot', { sender: { ...ann, login: 'daypass[bot]' } }, 'daypass[bot]', true],
    ['by another app', { sender: { ...ourBot, login: 'other[bot]' } }, 'daypass[bot]', true],
    ['by nobody who is named', { sender: null }, 'daypass[bot]', true],
    ['perhaps by us, while nobody knows who we are', { sender: ourBot }, undefined, true],
    ['not by us, whom nothing wakes', { sender: ourBot }, 'daypass[bot]', undefined],
  ])('%s', (_, change, ownLogin, expected) => {
    const payload = { ...base, action: 'edited', changes: { title: { from: '' } }, ...change }
    expect(wakeOf('pull_request', payload, ownLogin)?.notice).toBe(expected ? 'pull' : undefined)
  })
})

describe('no request is meant by', () => {
  test.each<[string, object, string]>([
    ['our own pull request', { sender: ourBot }, 'pull_request'],
    ['our own review', { action: 'dismissed', sender: ourBot }, 'pull_request_review'],
    ['a branch below', withHead({ ref: 'daypass/3/4' }), 'pull_request'],
    ['a branch with more to it', withHead({ ref: 'daypass/3x' }), 'pull_request'],
    ['issue 0', withHead({ ref: 'daypass/0' }), 'pull_request'],
    ['a number with a zero before it', withHead({ ref: 'daypass/03' }), 'pull_request'],
    ['a branch in other letters', withHead({ ref: 'Daypass/3' }), 'pull_request'],
    ["another event's action", { action: 'submitted' }, 'pull_request'],
    ['a comment on a line', { action: 'created' }, 'pull_request_review_comment'],
    ['no pull request', { pull_request: null }, 'pull_request'],
    ['no installation', { installation: undefined }, 'pull_request'],
    ['no repository at either end', { repository: undefined, ...withHead({ repo: {} }) }, 'pull_request'],
  ])('%s', (_, change, event) => {
    expect(wake(change, event)).toBeUndefined()
  })
})

describe('a pull request of a person', () => {
  const own = { number: 12, state: 'open', head: { ...head, ref: 'ask' }, base: { ref: 'requests' }, user: ann }
  const asked = (change: object = {}, event: object = {}, name = 'pull_request') =>
    wake({ pull_request: { ...own, ...change }, ...event }, name)

  test('against the ledger asks, written by whoever pushed its head', () => {
    const writtenBy = { person: 501, body: sha256('c'.repeat(40)) }
    expect(asked()).toMatchObject({ key: { repository: 7, issue: 12 }, looksLikeRequest: true, writtenBy })
    const eve = { id: 502, login: 'eve', type: 'User' }
    const pushed = asked({}, { action: 'synchronize', sender: eve })
    expect(pushed).toMatchObject({ looksLikeRequest: true, writtenBy: { person: 502 } })
    // The event says what eve pushed, though the pull request may show what came after it.
    const after = 'e'.repeat(40)
    expect(asked({}, { action: 'synchronize', sender: eve, after })?.writtenBy?.body).toBe(sha256(after))
  })

  test.each<[string, object]>([
    ['from a fork', { head: { ...own.head, repo: { id: 8 } } }],
    ['from a fork with a branch like ours', { head: { ...head, repo: { id: 8 } } }],
    ['from a fork that is gone', { head: { ...head, repo: null } }],
    ['from a branch above', { head: { ...head, ref: 'x/daypass/3' } }],
  ])('%s asks too', (_, change) => {
    expect(asked(change)).toMatchObject({ key: { issue: 12 }, looksLikeRequest: true })
  })

  test.each<[string, object]>([
    ['to another branch', { base: { ref: 'main' } }],
    ['that is a draft', { draft: true }],
    ['that is closed', { state: 'closed' }],
    ['that is the pull request of a bot', { user: { ...ann, type: 'Bot' } }],
    ['that is the pull request of nobody', { user: null }],
  ])('%s is looked at if it is known, and asks for nothing', (_, change) => {
    expect(asked(change)).toMatchObject({ key: { issue: 12 }, looksLikeRequest: false })
  })

  test.each(['edited', 'closed', 'reopened', 'labeled', 'unlabeled', 'ready_for_review', 'locked'])(
    '%s is worth a look, says nobody wrote its head, and disturbs nothing',
    (action) => {
      const found = asked({}, { action })
      expect(found).toMatchObject({ key: { issue: 12 } })
      expect(found).not.toHaveProperty('hand')
      expect(found).not.toHaveProperty('notice')
    },
  )

  test('a review of it is worth a look', () => {
    expect(asked({}, { action: 'submitted' }, 'pull_request_review')).toMatchObject({ key: { issue: 12 } })
  })

  test.each([
    ['created', undefined],
    ['edited', 'comments'],
    ['deleted', 'comments'],
  ])('a comment on it that is %s is worth a look and no request by itself', (action, notice) => {
    const issue = { number: 12, body: '### Resource\n\nx\n', pull_request: { url: 'x' } }
    const found = wake({ action, issue, pull_request: undefined }, 'issue_comment')
    expect(found).toMatchObject({ key: { issue: 12 }, looksLikeRequest: false })
    expect(found?.notice).toBe(notice)
    expect(found).not.toHaveProperty('hand')
  })
})

describe('a push', () => {
  test.each<[string, object, number | undefined]>([
    ['to the branch of a request', { ref: 'refs/heads/daypass/3' }, 3],
    ['that deletes it', { ref: 'refs/heads/daypass/12', deleted: true }, 12],
    ['of our own', { ref: 'refs/heads/daypass/3', sender: ourBot }, undefined],
    ['to the ledger', { ref: 'refs/heads/requests' }, undefined],
    ['to the default branch', { ref: 'refs/heads/main' }, undefined],
    ['of a tag of that name', { ref: 'refs/tags/daypass/3' }, undefined],
    ['to a branch called like the ref', { ref: 'refs/heads/refs/heads/daypass/3' }, undefined],
  ])('%s', (_, change, issue) => {
    const found = wake({ action: undefined, pull_request: undefined, ...change }, 'push')
    expect(found?.key.issue).toBe(issue)
    expect(found?.looksLikeRequest).toBe(issue === undefined ? undefined : false)
  })
})
