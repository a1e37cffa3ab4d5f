import { expect, test } from 'vitest'
import type { Judgement } from '../../../../src/core/lint/judgement.ts'
import { type CheckForm, rememberForms } from '../../../../src/policy/judging/known-forms.ts'

const opa = { path: 'opa' }
const filesOf = (text: string) => new Map([['a.rego', text]])
const least = (percent: number) => ({ coverage: () => percent })

/** What checks, and how often it was asked. */
function counting(outcome: () => Promise<Judgement> = async () => ({ findings: [] })) {
  const asked: string[] = []
  const check: CheckForm = (_opa, files) => {
    asked.push([...files.values()].join())
    return outcome()
  }
  return { asked, check }
}

test('the same files are checked once, in whatever order they come', async () => {
  const { asked, check } = counting()
  const form = rememberForms(check)
  const both: [string, string][] = [
    ['a.rego', 'one'],
    ['b.rego', 'two'],
  ]
  const [first, again] = await Promise.all([
    form(opa, new Map(both), least(80)),
    form(opa, new Map(both.toReversed()), least(80)),
  ])
  expect(again).toBe(first)
  expect(asked).toHaveLength(1)
})

test('other files, another name, and another share that tests have to reach are checked anew', async () => {
  const { asked, check } = counting()
  const form = rememberForms(check)
  await form(opa, filesOf('one'), least(80))
  await form(opa, filesOf('two'), least(80))
  await form(opa, new Map([['b.rego', 'one']]), least(80))
  await form(opa, filesOf('one'), least(100))
  expect(asked).toHaveLength(4)
})

test('what could not be checked is checked again', async () => {
  let outcome: () => Promise<Judgement> = async () => {
    throw new Error('too busy')
  }
  const form = rememberForms(counting(() => outcome()).check)
  await expect(form(opa, filesOf('one'), least(80))).rejects.toThrow('too busy')
  outcome = async () => ({ findings: [] })
  await expect(form(opa, filesOf('one'), least(80))).resolves.toEqual({ findings: [] })
})

test('keeps the newest ones', async () => {
  const { asked, check } = counting()
  const form = rememberForms(check, 2)
  for (const text of ['one', 'two', 'one', 'three', 'one', 'two']) await form(opa, filesOf(text), least(80))
  expect(asked).toEqual(['one', 'two', 'three', 'two'])
})
