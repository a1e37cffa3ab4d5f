// `npm run bench`: what is measured, against whom, in one run. Ratios count; absolute times are this machine's.
import { benchAcknowledgement } from './acknowledgement.ts'
import { benchAudit } from './audit.ts'
import { benchDecision } from './decision.ts'
import { benchMatching } from './matching.ts'
import type { Row } from './row.ts'
import { benchTimeToAccess } from './time-to-access.ts'
import { benchVerify } from './verify.ts'

const benches: Record<string, () => Promise<Row | Row[]>> = {
  decision: benchDecision,
  acknowledgement: benchAcknowledgement,
  verify: benchVerify,
  audit: benchAudit,
  matching: benchMatching,
  'time-to-access': benchTimeToAccess,
}

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
const rows: Row[] = []
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.error(`… ${name}`)
  for (const row of [await bench()].flat()) {
    rows.push(row)
    console.log(
      [
        `${row.met ? 'met   ' : 'MISSED'} ${row.what}`,
        `         ours   ${row.ours}   (${row.spread})`,
        `         rival  ${row.rival}   ratio ${row.ratio.toFixed(2)}`,
        `         goal   ${row.goal}`,
      ].join('\n'),
    )
  }
}
if (process.argv.includes('--json')) console.log(JSON.stringify(rows, undefined, 2))
const missed = rows.filter((row) => !row.met).length
console.log(`${rows.length - missed} of ${rows.length} goals met`)
process.exit(missed === 0 ? 0 : 1)
