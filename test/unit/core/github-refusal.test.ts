import { describe, expect, test } from 'vitest'
import { type GitHubRefusal, refusalAdvice } from '../../../src/core/github-refusal.ts'

const sso = 'required; url=https://github.com/orgs/acme/sso?authorization_request=AB12'
const saml =
  'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.'
const list =
  'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.'
const upgrade = 'Upgrade to GitHub Pro or make this repository public to enable this feature.'

describe('what to do about a refusal is said by its own words', () => {
  test.each<[string, string, GitHubRefusal, 'app' | 'person', RegExp]>([
    ['a plan without rules', 'github.F6', { status: 403, said: upgrade }, 'app', /Enterprise Server 3\.11\+/],
    [
      'single sign-on',
      'github.F8',
      { status: 403, said: saml, sso },
      'person',
      /Authorise.*https:\/\/github\.com\/orgs\/acme\/sso\?/,
    ],
    ['single sign-on in the header only', 'github.F8', { status: 403, said: '', sso }, 'person', /sso\?auth/],
    [
      'single sign-on without an address',
      'github.F8',
      { status: 403, said: saml },
      'person',
      /other scopes do not help\.$/,
    ],
    ['single sign-on for the app', 'github.F8', { status: 403, said: saml }, 'app', /owners/],
    ['an IP allow list', 'github.F8', { status: 403, said: list }, 'app', /egress addresses/],
    ['an IP allow list for a person', 'github.F8', { status: 403, said: list }, 'person', /VPN/],
    [
      'a suspended installation',
      'github.F6',
      { status: 403, said: 'This installation has been suspended' },
      'app',
      /suspended/,
    ],
    ['a permission', 'github.F11', { status: 403, said: 'Resource not accessible by integration' }, 'app', /app\.yml/],
    [
      'a locked issue',
      'github.F11',
      { status: 403, said: 'Unable to create comment because issue is locked.' },
      'app',
      /unlock/,
    ],
    [
      'a rule',
      'github.F9',
      { status: 409, said: 'Repository rule violations found' },
      'app',
      /bypass list.*organisation/,
    ],
    ['an empty repository', 'github.F11', { status: 409, said: 'Git Repository is empty.' }, 'app', /first commit/],
  ])('%s (%s)', (_, _case, refusal, who, words) => {
    expect(refusalAdvice(refusal, who)).toMatch(words)
  })

  test.each<[string, GitHubRefusal, 'app' | 'person']>([
    ['words that nobody knows', { status: 403, said: 'Forbidden' }, 'app'],
    ['no words', { status: 403, said: '' }, 'person'],
    ["what is the app's alone", { status: 403, said: 'Resource not accessible by integration' }, 'person'],
  ])('not about %s', (_, refusal, who) => {
    expect(refusalAdvice(refusal, who)).toBeUndefined()
  })

  test.each([
    'required; url=http://github.com/orgs/acme/sso',
    'required; url=javascript:alert(1)',
    'required; url=https://',
    'required',
    'partial-results; organizations=1,2',
    '',
  ])('no address is made of %j (github.F8)', (header) => {
    expect(refusalAdvice({ status: 403, said: saml, sso: header }, 'person')).not.toMatch(/https?:|javascript/)
  })

  test('an address ends where it can no longer be one (github.F8)', () => {
    const header = 'required; url=https://github.com/orgs/acme/sso\u001b[31m"evil'
    expect(refusalAdvice({ status: 403, said: saml, sso: header }, 'person')).toMatch(/acme\/sso$/)
  })
})
