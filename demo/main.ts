// `npm run demo`: the whole product on embedded defaults, against a local GitHub. `-- --stay` leaves it running.
import { pause } from './daypass-server.ts'
import { createNarrator } from './narrator.ts'
import { type StageOptions, setStage } from './stage.ts'
import { explainStay } from './stay.ts'
import { audit } from './tours/audit.ts'
import { firstAccess } from './tours/first-access.ts'
import { policy, policyStage } from './tours/policy.ts'
import { review } from './tours/review.ts'

const tours = { 'first-access': firstAccess, review, audit, policy }
/** What a tour needs otherwise than the rest. */
const stages: Partial<Record<string, StageOptions>> = { policy: policyStage }
const args = process.argv.slice(2)
const stay = args.includes('--stay')
const name = args.find((arg) => !arg.startsWith('-')) ?? 'first-access'
const tour = tours[name as keyof typeof tours]
if (!tour) {
  console.error(`There is no tour called ${name}. There is: ${Object.keys(tours).join(', ')}.`)
  process.exit(2)
}

const narrator = createNarrator((line) => console.log(line))
narrator.title('Daypass: access for now, not for ever')
let stage: Awaited<ReturnType<typeof setStage>> | undefined
try {
  // Reads are behind webhooks, as on the real GitHub.
  stage = await setStage({ tell: (line) => narrator.note(line), github: { lag: { reads: 1 } }, ...stages[name] })
  await tour(stage, narrator, { stay })
  if (stay) {
    explainStay(stage, narrator)
    await new Promise<void>((interrupted) => process.once('SIGINT', interrupted).once('SIGTERM', interrupted))
  }
  narrator.done()
} catch (error) {
  narrator.failed(error)
  if (stage) console.error(`\nWhat the server said last:\n${stage.server.log().split('\n').slice(-30).join('\n')}`)
  process.exitCode = 1
} finally {
  await Promise.race([stage?.stop(), pause(15_000)])
}
process.exit()
