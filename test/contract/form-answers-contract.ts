import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ContractStore } from '../open-test-store.ts'

/** What every store must know of issues without the form, whichever database is below it. */
export function formAnswersContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const at = (seconds: number): Date => new Date(Date.parse('2026-11-21T12:00:00Z') + seconds * 1000)
  const take = (issue: number, person = 7, seconds = 0, repository = 1) =>
    test.store.formAnswers.take({ repository, issue }, person, at(seconds))

  it('an issue is answered once, whoever asks and however late (people.U8)', async () => {
    expect(await take(42)).toBe(true)
    expect(await take(42)).toBe(false)
    expect(await take(42, 8)).toBe(false)
    expect(await take(42, 7, 10 * 86_400)).toBe(false)
    expect(await take(42, 7, 0, 2)).toBe(true)
  })

  it('of two who ask at once one answers (people.U8)', async () => {
    expect((await Promise.all([take(42), take(42), take(42)])).filter(Boolean)).toHaveLength(1)
  })

  it('a person gets three within an hour (people.U8)', async () => {
    for (const issue of [1, 2, 3]) expect(await take(issue, 7, issue)).toBe(true)
    expect(await take(4, 7, 10)).toBe(false)
    expect(await take(5, 8, 10)).toBe(true)
    expect(await take(6, 7, 10, 2)).toBe(true)
    expect(await take(4, 7, 3_602)).toBe(true)
  })

  it('a repository gets twenty within an hour (people.U8)', async () => {
    for (let issue = 1; issue <= 20; issue++) expect(await take(issue, issue)).toBe(true)
    expect(await take(21, 21, 60)).toBe(false)
    expect(await take(21, 21, 3_601)).toBe(true)
  })

  it('a person is forgotten, and the issue stays answered', async () => {
    await take(42)
    await test.store.forget(7)
    expect(await take(42)).toBe(false)
  })
}
