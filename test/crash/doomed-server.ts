// The real server, which kills itself where it is told to: `node doomed-server.ts <journal> [<death as JSON>]`. All that is in its
// environment is what any server has.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Crossings } from '../../src/compose/crossings.ts'
import { serve } from '../../src/compose/server.ts'
import { readConfiguration } from '../../src/config/configuration.ts'
import { crossFetch } from './endpoint-fetch.ts'
import { type Death, hitsIn, type Line, lineOf, readJournal, type Side } from './points.ts'

const [, , journal = '', plan] = process.argv
const death = plan === undefined ? undefined : (JSON.parse(plan) as Death)
const hits = hitsIn(existsSync(journal) ? readJournal(readFileSync(journal, 'utf8')) : [])
const note = (line: Line): void => appendFileSync(journal, lineOf(line))
const never = new Promise<never>(() => undefined)

async function reach(side: Side, name: string): Promise<void> {
  note({ what: side, name })
  const where = `${side} ${name}`
  const hit = (hits.get(where) ?? 0) + 1
  hits.set(where, hit)
  if (death?.side !== side || death.name !== name || death.hit !== hit) return
  process.kill(process.pid, 'SIGKILL')
  await never
}

const crossings: Crossings = {
  known: (name) => note({ what: 'known', name }),
  async over(name, call) {
    await reach('before', name)
    const result = await call()
    await reach('after', name)
    return result
  },
}

const configuration = readConfiguration(process.env, (path) => readFileSync(path, 'utf8'))
const fetch = crossFetch(configuration.config.githubApiUrl, crossings)
await serve({ configuration, now: () => new Date(), version: 'crash', fetch, crossings })
