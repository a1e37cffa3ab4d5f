// `npm run demo`: the whole product on embedded defaults, against a local GitHub. `-- --stay` leaves it running.
import { pause } from './daypass-server.ts'
import { createNarrator, type Narrator } from './narrator.ts'
import { type Stage, type StageOptions, setStage } from './stage.ts'
import { explainStay } from './stay.ts'
import { alerts, openAlerts } from './tours/alerts.ts'
import { audit } from './tours/audit.ts'
import { firstAccess } from './tours/first-access.ts'
import { github, githubStage } from './tours/github.ts'
import { policy, policyStage } from './tours/policy.ts'
import { openDatabases, postgres } from './tours/postgres.ts'
import { openCache, redis } from './tours/redis.ts'
import { review } from './tours/review.ts'
import { setUp } from './tours/setup.ts'
import { openDesk, webhook } from './tours/webhook.ts'

type Tour = (stage: Stage, say: Narrator, options: { stay: boolean }) => Promise<void>
/** A tour, and what its stage needs otherwise than the rest; `close`: what stands beside the stage. */
type Opened = { tour: Tour; options?: StageOptions; close?(): Promise<void> }

const tours: Readonly<Record<string, () => Promise<Opened> | Opened>> = {
  'first-access': () => ({ tour: firstAccess }),
  review: () => ({ tour: review }),
  audit: () => ({ tour: audit }),
  policy: () => ({ tour: policy, options: policyStage }),
  github: () => ({ tour: github, options: githubStage }),
  postgres: async () => {
    const { options, databases, close } = await openDatabases()
    return { tour: (stage, say) => postgres(stage, say, databases), options, close }
  },
  redis: async () => {
    const { options, cache, close } = await openCache()
    return { tour: (stage, say) => redis(stage, say, cache), options, close }
  },
  alerts: async () => {
    const { options, receiver, close } = await openAlerts()
    return { tour: (stage, say) => alerts(stage, say, receiver), options, close }
  },
  webhook: async () => {
    const { options, desk, close } = await openDesk()
    return { tour: (stage, say) => webhook(stage, say, desk), options, close }
  },
}
/** Tours that begin where there is no Daypass yet, and so no stage. */
const bare: Readonly<Record<string, (say: Narrator) => Promise<void>>> = { setup: setUp }
const args = process.argv.slice(2)
const stay = args.includes('--stay')
const name = args.find((arg) => !arg.startsWith('-')) ?? 'first-access'
const open = tours[name]
const play = bare[name]
if (!open && !play) {
  console.error(`There is no tour called ${name}. There is: ${Object.keys({ ...tours, ...bare }).join(', ')}.`)
  process.exit(2)
}

const narrator = createNarrator((line) => console.log(line))
narrator.title('Daypass: access for now, not for ever')
let stage: Stage | undefined
let opened: Opened | undefined
try {
  await play?.(narrator)
  opened = await open?.()
  if (opened) {
    // Reads are behind webhooks, as on the real GitHub.
    stage = await setStage({ tell: (line) => narrator.note(line), github: { lag: { reads: 1 } }, ...opened.options })
    await opened.tour(stage, narrator, { stay })
    if (stay) {
      explainStay(stage, narrator)
      await new Promise<void>((interrupted) => process.once('SIGINT', interrupted).once('SIGTERM', interrupted))
    }
  }
  narrator.done()
} catch (error) {
  narrator.failed(error)
  if (stage) console.error(`\nWhat the server said last:\n${stage.server.log().split('\n').slice(-30).join('\n')}`)
  process.exitCode = 1
} finally {
  await Promise.race([stage?.stop(), pause(15_000)])
  await opened?.close?.()
}
process.exit()
