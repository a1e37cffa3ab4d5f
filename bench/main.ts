// `npm run bench`: each goal is a ratio to something that was measured in the same run, or a count. No goal is a time.
import { benchAcknowledgement } from './acknowledgement.ts'
import { benchAlerts } from './alerts.ts'
import { benchPostgresRoles } from './connectors/postgres-roles.ts'
import { benchEnds } from './ends.ts'
import { benchGitHubCalls } from './github-calls.ts'
import { benchMatching } from './matching.ts'
import { benchDecision } from './policy/decision.ts'
import { benchJudgement } from './policy/judgement.ts'
import { benchReplay } from './policy/replay.ts'
import { benchStanding } from './policy/standing.ts'
import { benchRevokeAll } from './revoke-all.ts'
import { runBenches } from './run.ts'
import { benchTimeToAccess } from './time-to-access.ts'
import { benchTrail } from './trail.ts'
import { benchVerify } from './verify.ts'

const benches = {
  'time-to-access': benchTimeToAccess,
  decision: benchDecision,
  replay: benchReplay,
  judgement: benchJudgement,
  standing: benchStanding,
  acknowledgement: benchAcknowledgement,
  'github-calls': benchGitHubCalls,
  ends: benchEnds,
  'revoke-all': benchRevokeAll,
  alerts: benchAlerts,
  trail: benchTrail,
  verify: benchVerify,
  matching: benchMatching,
  'postgres-roles': benchPostgresRoles,
}

// Progress goes to the other stream, so that what `--json` prints can be piped.
const code = await runBenches(process.argv.slice(2), benches, {
  print: (text) => console.log(text),
  tell: (text) => console.error(`… ${text}`),
})
process.exit(code)
