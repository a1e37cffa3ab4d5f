import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CliDeps } from '../../../../src/cli/deps.ts'
import type { FoundRepository, NewApp } from '../../../../src/cli/github/setup-github.ts'
import type { Asked } from '../../../../src/cli/setup/asked.ts'
import type { Parts } from '../../../../src/cli/setup/parts.ts'
import { openFolder } from '../../../../src/cli/setup/setup-folder.ts'
import { keepState, type State } from '../../../../src/cli/setup/state.ts'
import { Secret } from '../../../../src/core/secret.ts'
import { createWorld } from '../world.ts'

export const asked: Asked = {
  ...{ organisation: 'acme', team: 'orders', url: 'https://daypass.acme.example', repository: 'access' },
  ...{ appName: 'Daypass acme', site: 'https://github.com', apiUrl: 'https://api.github.com' },
}

export const newApp: NewApp = {
  ...{ id: 3101, slug: 'daypass-acme', name: 'Daypass acme', page: 'https://github.com/apps/daypass-acme' },
  ...{ owner: 'acme', clientId: 'Iv1.a' },
  clientSecret: new Secret('the client secret'),
  webhookSecret: new Secret('the webhook secret'),
  privateKey: new Secret('the private key'),
}

export const accessRepository: FoundRepository = {
  ...{ id: 7, name: 'access', url: 'https://github.com/acme/access', defaultBranch: 'main' },
  ...{ isPrivate: true, archived: false, createdAt: '2026-11-21T10:08:00Z', administers: true },
}

type Change = {
  github?: Partial<Parts['github']>
  state?: Partial<State>
  machine?: Partial<CliDeps['machine']>
  deps?: Partial<CliDeps>
}

/** What a step works with: GitHub as far as it is given, a folder of its own, and what was said. Timers run when a test says so. */
export async function partsWith({ github, state, machine, deps }: Change = {}) {
  const world = await createWorld()
  const folder = await openFolder(join(mkdtempSync(join(tmpdir(), 'daypass-test-')), 'daypass'))
  const keeper = await keepState(folder, { version: 1, asked, intended: {}, ...state })
  const said: string[] = []
  const timers: { milliseconds: number; act(): void }[] = []
  const after = (milliseconds: number, act: () => void) => {
    const timer = { milliseconds, act }
    timers.push(timer)
    return () => void timers.splice(timers.indexOf(timer), 1)
  }
  const parts = {
    deps: { ...world.deps, now: () => world.now, ...deps, machine: { ...world.deps.machine, after, ...machine } },
    ...{ asked, folder, keeper, say: (line: string) => void said.push(line) },
    github: { ...github } as Parts['github'],
  }
  return { parts, said, timers, world }
}
