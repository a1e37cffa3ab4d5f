import { expect, test } from 'vitest'
import { depositFlaws, lendingRules } from '../../../src/config/lending-rules.ts'
import type { Deployment } from '../../../src/generated/deployment.ts'

const app = { type: 'github', app_id: 1, private_key: 'k', organisation: 9, secrets: [71], repositories: [1] }
const token = (deliver_to: object) => ({ type: 'token', repositories: [1], deliver_to })
const place = { github: 'lending', repository: 71, secret: 'DB_URL' }
const deployment = { connectors: { lending: app, api: { type: 'token', repositories: [1] } } } as unknown as Deployment

test.each([
  ['what the App has', token(place), []],
  ['a repository that it has not', token({ ...place, repository: 72 }), ['deliver_to.repository']],
  ['a connector that there is not', token({ ...place, github: 'other' }), ['deliver_to.github']],
  ['a name that every object has', token({ ...place, github: 'constructor' }), ['deliver_to.github']],
  ['a connector of another type', token({ ...place, github: 'api' }), ['deliver_to.github']],
  ['a webhook with one value', { ...token(place), type: 'webhook', values: ['KEY'] }, []],
  ['a webhook with two values', { ...token(place), type: 'webhook', values: ['KEY', 'MORE'] }, ['deliver_to']],
  ['a webhook without values', { ...token(place), type: 'webhook' }, ['deliver_to']],
  ['nothing', { type: 'token', repositories: [1] }, []],
])('a credential goes to %s', (_, connector, wrong) => {
  expect(depositFlaws(connector, deployment).map(([key]) => key)).toEqual(wrong)
})

type Lender = Parameters<typeof lendingRules>[0]

test.each([
  ['secrets alone', { secrets: [71] }, []],
  ['an access repository', { secrets: [71, 1] }, ['secrets[1]']],
  ['neither roles nor secrets', { secrets: undefined }, ['roles']],
])('an App for %s', (_, more, wrong) => {
  const found = lendingRules({ ...app, ...more } as unknown as Lender, deployment, 'written').map(([key]) => key)
  expect(found.filter((key) => key !== 'private_key')).toEqual(wrong)
})
