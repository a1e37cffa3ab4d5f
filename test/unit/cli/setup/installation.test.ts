import { describe, expect, test } from 'vitest'
import type { DoctorInspection } from '../../../../src/cli/doctor/inspection.ts'
import { awaitInstallation } from '../../../../src/cli/setup/installation.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { partsWith } from './world.ts'

const app = { id: 3101, slug: 'daypass-acme', page: 'https://github.com/apps/daypass-acme', clientId: 'Iv1.a' }
const here = { id: 7, owner: 'acme', name: 'access' }
const other = { id: 8, owner: 'acme', name: 'website' }

type Seen = { installed: object[]; installations?: object[] } | Error

const soon = (_milliseconds: number, act: () => void): (() => void) => {
  queueMicrotask(act)
  return () => undefined
}

/** GitHub shows one thing after the other, and the last for ever; each look takes a minute. */
async function waiting(...seen: Seen[]) {
  const { parts, said, world } = await partsWith({
    machine: { after: soon },
  })
  let at = -1
  const next = () => seen[Math.min(at, seen.length - 1)] as Seen
  const looks = {
    repositories: {
      installed: async () => {
        at += 1
        world.now = new Date(world.now.getTime() + 60_000)
        const now = next()
        if (now instanceof Error) throw now
        return now.installed
      },
    },
    installations: async () => {
      const now = next()
      return now instanceof Error ? [] : (now.installations ?? [])
    },
  } as unknown as DoctorInspection
  return { wait: awaitInstallation(parts, { app, organisation: 5, repository: 7, looks }), said }
}

const hiccup = new DaypassError('GITHUB_UNAVAILABLE', 'GitHub cannot be reached.')

describe('the installation', () => {
  test('is there', async () => {
    const { wait, said } = await waiting({ installed: [here] })
    expect(await wait).toEqual([])
    expect(said).toEqual([])
  })

  test('is waited for, and asked for once', async () => {
    const { wait, said } = await waiting({ installed: [] }, { installed: [] }, { installed: [here] })
    expect(await wait).toEqual([])
    expect(said).toEqual([expect.stringContaining('install the app on acme/access alone: https://github.com/apps/')])
  })

  test('on other repositories is named, where it is and where it lacks ours', async () => {
    const { wait, said } = await waiting({ installed: [other], installations: [{}] }, { installed: [other, here] })
    expect(await wait).toEqual(['acme/website'])
    expect(said[0]).toContain(
      'not on acme/access: add it at https://github.com/organizations/acme/settings/apps/daypass-acme',
    )
  })

  test('is not waited for without an end', async () => {
    const { wait } = await waiting({ installed: [] })
    await expect(wait).rejects.toMatchObject({
      code: 'SETUP_UNFINISHED',
      where: expect.stringContaining('installations/new'),
    })
  })

  test('a young app that GitHub does not know everywhere yet is no failure, and one that never works is', async () => {
    const { wait } = await waiting(hiccup, hiccup, { installed: [] }, hiccup, { installed: [here] })
    expect(await wait).toEqual([])
    await expect((await waiting(hiccup)).wait).rejects.toBe(hiccup)
    const fault = new Error('a fault of ours')
    await expect((await waiting(fault)).wait).rejects.toBe(fault)
  })
})
