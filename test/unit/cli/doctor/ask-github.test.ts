import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mostIssues } from '../../../../src/cli/doctor/ask-github.ts'
import type { FirstContact } from '../../../../src/ports/first-contact.ts'
import { createWorld, type World } from '../world.ts'

/** A GitHub that answers with what these functions return, and what became of the asking. */
async function contact(asks: Record<string, () => Promise<unknown>>, typed?: string) {
  const world: World = await createWorld()
  const done: string[] = []
  const answers: FirstContact = {
    questions: Object.entries(asks).map(([id, ask]) => ({
      id,
      asked: `What of ${id}?`,
      ask: () => {
        done.push(id)
        return ask()
      },
    })),
    tidy: async () => {
      done.push('tidy')
      return []
    },
  }
  const repositories = [{ id: 1, owner: 'acme', name: 'access' }]
  world.deps.firstContact = async () => ({ repositories: async () => repositories, contact: () => answers })
  if (typed !== undefined) world.deps.machine.ask = async () => typed
  const file = join(world.home, 'answers.json')
  const run = (...args: string[]) => world.run('doctor', '--first-contact', '--output', file, ...args)
  return { world, done, run, written: () => JSON.parse(readFileSync(file, 'utf8')) as unknown }
}

it('goes on when the name of the repository is typed', async () => {
  const { done, run, written } = await contact({ a: async () => 1, b: async () => undefined }, ' Acme/Access ')
  expect(await run()).toBe(0)
  expect(done).toEqual(['a', 'b', 'tidy'])
  const at = '2026-11-21T10:08:00.000Z'
  expect(written()).toEqual([
    { id: 'a', asked: 'What of a?', answer: 1, at },
    { id: 'b', asked: 'What of b?', answer: null, at },
  ])
})

it.each(['', 'yes', 'acme', 'acme/access2'])('does nothing when %j is typed', async (typed) => {
  const { world, done, run } = await contact({ a: async () => 1 }, typed)
  expect(await run()).toBe(2)
  expect(done).toEqual([])
  expect(world.err).toContain('Nothing was written.')
})

it('tidies up and writes down the rest when a question fails, and answers 1', async () => {
  const { world, done, run, written } = await contact({
    a: () => Promise.reject(new Error('broken \u001b[31m')),
    b: async () => 2,
  })
  expect(await run('--yes')).toBe(1)
  expect(done).toEqual(['a', 'b', 'tidy'])
  expect(written()).toMatchObject([
    { id: 'a', answer: { failed: expect.any(String) } },
    { id: 'b', answer: 2 },
  ])
  expect(world.err).not.toContain('\u001b')
})

it.each(['0', '-1', '1.5', 'x', '', String(mostIssues + 1)])('takes no %j issues', async (issues) => {
  const { done, run } = await contact({ a: async () => 1 })
  expect(await run('--yes', '--issues', issues)).toBe(2)
  expect(done).toEqual([])
})
