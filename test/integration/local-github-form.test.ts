import { describe, expect, it } from 'vitest'
import { fillForm } from '../../demo/github/issues/issue-form.ts'
import { startLocalGitHub } from '../../demo/github/local-github.ts'
import { readIssueForm } from '../../src/core/request/form-reader.ts'
import { renderIssueTemplate } from '../../src/core/request/form-template.ts'
import type { Resource } from '../../src/generated/catalog.ts'

const template = `name: Try
title: "Try it"
body:
  - type: markdown
    attributes: { value: "### Not an answer" }
  - type: dropdown
    id: must
    attributes: { label: Must, options: [alpha, beta] }
    validations: { required: true }
  - type: dropdown
    id: may
    attributes: { label: May, options: [one, two] }
  - type: dropdown
    id: preset
    attributes: { label: Preset, options: [one, two], default: 1 }
  - type: dropdown
    id: several
    attributes: { label: Several, multiple: true, options: [a, b, c] }
  - type: input
    id: line
    attributes: { label: Line }
    validations: { required: true }
  - type: textarea
    id: area
    attributes: { label: Area }
  - type: textarea
    id: code
    attributes: { label: Code, render: sh, value: "ls" }
  - type: checkboxes
    id: boxes
    attributes:
      label: Boxes
      options: [{ label: I have read it, required: true }, { label: And this }]
`
const least = { line: 'x', boxes: ['I have read it'] }

/** What each heading of a filled form has below it. */
function answers(picks: Parameters<typeof fillForm>[1], options = {}) {
  const parts = fillForm(template, picks, options).body.split(/^### /m).slice(1)
  return Object.fromEntries(parts.map((part) => [part.split('\n')[0], part.split('\n').slice(2).join('\n').trimEnd()]))
}

describe('a form as a browser sends it (github.F4)', () => {
  it('fills in what nobody touched', () => {
    expect(answers(least)).toEqual({
      Must: 'alpha',
      May: 'None',
      Preset: 'two',
      Several: '_No response_',
      Line: 'x',
      Area: '_No response_',
      Code: '```sh\nls\n```',
      Boxes: '- [X] I have read it\n- [ ] And this',
    })
  })

  it('sends what was picked: several in the order of the form, and text areas with CRLF', () => {
    const picks = { ...least, must: 'beta', may: 'one', several: ['c', 'a'], area: 'one\ntwo', code: '' }
    expect(answers(picks)).toMatchObject({
      Must: 'beta',
      May: 'one',
      Several: 'a, c',
      Area: 'one\r\ntwo',
      Code: '_No response_',
    })
  })

  it.each([
    ['a required text', { boxes: least.boxes }, 'The browser wants "Line" filled in.'],
    ['a required box', { line: 'x' }, 'The browser wants "I have read it" ticked.'],
    ['an option that there is not', { ...least, must: 'gamma' }, '"Must" has no option gamma.'],
  ])('does not let pass without or with %s', (_, picks, message) => {
    expect(() => answers(picks)).toThrow(message)
  })

  it('of an older server is sent empty, required or not', () => {
    expect(answers({}, { ignoresRequired: true })).toMatchObject({
      Must: 'None',
      Line: '_No response_',
      Boxes: '- [ ] I have read it\n- [ ] And this',
    })
  })
})

describe('the form for requests', () => {
  const actions = { read: { scope: 'orders:read' }, dump: { scope: 'orders:dump' } }
  const resource = { id: 'orders-db', title: 'Orders', kind: 'database', sensitivity: 'low', connector: 'x', actions }
  const form = renderIssueTemplate([resource as unknown as Resource], { issuer: 'https://x.example' } as never)
  const picks = { resource: 'orders-db', actions: ['read', 'dump'], duration: '2h', reason: 'one\ntwo' }

  it('is read by Daypass as a browser sends it', () => {
    expect(readIssueForm(fillForm(form, picks).body)).toMatchObject({
      ok: true,
      fields: { resource: 'orders-db', actions: ['dump', 'read'] },
    })
  })

  it('can be filled in and sent by a person of the local GitHub', async () => {
    await using github = await startLocalGitHub({
      people: [{ login: 'alice' }],
      files: { '.github/ISSUE_TEMPLATE/access-request.yml': form },
    })
    const { number } = await github.as('alice').openForm(picks)
    expect(await github.as('alice').issue(number)).toMatchObject({
      title: 'Access request',
      body: fillForm(form, picks).body,
    })
  })
})
