import { describe, expect, test } from 'vitest'
import { type Asked, readAsked, slugOf } from '../../../../src/cli/setup/asked.ts'

const options = { organisation: 'acme', team: 'orders', url: 'https://daypass.acme.example/', out: './daypass' }
const asked: Asked = {
  organisation: 'acme',
  team: 'orders',
  url: 'https://daypass.acme.example',
  repository: 'access',
  appName: 'Daypass acme',
  site: 'https://github.com',
  apiUrl: 'https://api.github.com',
}

describe('what a set-up is asked for', () => {
  test('is whole with three options', () => {
    expect(readAsked(options, undefined, {})).toEqual(asked)
  })

  test('is on another GitHub where the environment names one', () => {
    const read = readAsked(options, undefined, { GITHUB_API_URL: 'https://github.acme.example/api/v3' })
    expect(read).toMatchObject({ site: 'https://github.acme.example', apiUrl: 'https://github.acme.example/api/v3' })
  })

  test('goes on with what was asked for before', () => {
    expect(readAsked({ out: './daypass', resume: true }, asked, {})).toEqual(asked)
  })

  const wrong: [string, object, Asked | undefined, RegExp][] = [
    ['no organisation the first time', { organisation: undefined }, undefined, /needed/],
    ['no team the first time', { team: undefined }, undefined, /needed/],
    ['no address the first time', { url: undefined }, undefined, /needed/],
    ['an organisation with an @', { organisation: '@acme' }, undefined, /name that GitHub gives/],
    ['a team that climbs', { team: '../orders' }, undefined, /name that GitHub gives/],
    ['an address over http', { url: 'http://daypass.acme.example' }, undefined, /http/],
    ['an address that GitHub cannot reach', { url: 'http://localhost:3000' }, undefined, /no address of this machine/],
    ['a repository with an owner', { repository: 'evil.example/access' }, undefined, /name of the repository alone/],
    ['a name with markup', { appName: '<b>Daypass</b>' }, undefined, /at most 34/],
    ['a name that is too long', { appName: 'x'.repeat(35) }, undefined, /at most 34/],
    ['another organisation than before', { organisation: 'evil' }, asked, /was begun with acme/],
    ['another address than before', { url: 'https://evil.example' }, asked, /was begun with/],
  ]
  test.each(wrong)('refuses %s', (_, change, before, words) => {
    expect(() => readAsked({ ...options, ...change }, before, {})).toThrow(words)
  })

  test('a long name of an organisation still makes a name that GitHub takes', () => {
    const read = readAsked({ ...options, organisation: 'a'.repeat(39) }, undefined, {})
    expect(read.appName).toHaveLength(34)
  })
})

test('an address is made of a name as GitHub does', () => {
  expect(['Daypass acme', 'Our Daypass 2.0 ', '--x--'].map(slugOf)).toEqual(['daypass-acme', 'our-daypass-2-0', 'x'])
})
