import { showInstant } from '../../core/instant.ts'
import { showWay } from '../../core/rendering/ways.ts'
import type { ReceiptPart, ReceiptVerdict } from '../../core/trail/receipt-of-decision.ts'
import { plain } from '../plain-text.ts'
import type { ByOtherPolicy, Explained, ExplainedDecision } from './explain-decisions.ts'
import type { Instead } from './explain-instead.ts'
import { answerText, type NameOf, replyText } from './replay-text.ts'

const width = 12
const row = (label: string, text: string): string => `  ${label.padEnd(width)} ${text}`

/** So many are shown; as JSON all of them are. */
const mostWays = 6

const reasons: Readonly<Record<string, string>> = {
  request: 'as it was asked for',
  grant: 'once more, before what was approved began',
  extend: 'more time',
}

/** What of a receipt each part is about. */
const parts: Record<Exclude<ReceiptPart, 'engine'>, string> = {
  trail: 'the trail',
  input: 'the input',
  output: 'the answer',
  policy: 'the texts',
  wasm: 'their module',
  data: 'their data',
  again: 'the answer made again',
}

const verdictHeads: Record<ReceiptVerdict, string> = {
  same: 'fits',
  other: 'DOES NOT FIT',
  forgotten: 'forgotten with the requester, which nobody can tell from changed:',
  unknown: 'not to be compared here:',
}

/** A decision and what is known of it; first the one that counts, then those before it. */
export function renderExplained(explained: Explained, nameOf: NameOf): string {
  const { decisions, gone, instead, today } = explained
  const name = plain(nameOf(explained.key))
  const [counts, ...before] = decisions
  const lines = [
    ...(counts
      ? [`${name}: ${headOf(counts)}`, ...factsOf(counts), ...insteadLines(instead), ...todayLines(today)]
      : [name]),
    ...before.flatMap((one) => ['', `Before it: ${headOf(one)}`, ...factsOf(one)]),
    ...(gone > 0 ? ['', `The trail tells of ${gone} more that ${gone === 1 ? 'is' : 'are'} not kept any more.`] : []),
  ]
  return `${lines.join('\n')}\n`
}

const headOf = ({ recorded }: ExplainedDecision): string =>
  recorded ? answerText(recorded) : 'what is kept is no answer'

function factsOf(decision: ExplainedDecision): string[] {
  const { at, why, actedOn, policy, receipt, again, isSame } = decision
  const when = at === null ? 'at an unknown time' : showInstant(at, 'second')
  const { governance, engine } = receipt ?? {}
  const isHere = decision.verdicts?.engine !== 'other'
  const commit = governance?.commit ? `, commit ${governance.commit}` : ''
  return [
    row('Decided', `${when}${why === null ? '' : `, ${reasons[why] ?? plain(why)}`}`),
    ...(actedOn ? [row('Acted on as', answerText(actedOn))] : []),
    row('Texts', policy ?? 'not kept: an older version decided'),
    ...(governance ? [row('Governed by', `${governance.digest}${commit}`)] : []),
    ...(engine
      ? [
          row(
            'Made by',
            `${plain(`opa ${engine.opa}, ${engine.runtime}`)}${isHere ? '' : ', which are not those of this machine'}`,
          ),
        ]
      : []),
    ...receiptLines(decision),
    row('Made again', isSame ? 'the same bytes' : again ? replyText(again) : 'not possible here'),
  ]
}

function receiptLines({ verdicts }: ExplainedDecision): string[] {
  if (!verdicts) return [row('Receipt', 'none: an older version decided')]
  const found = [...Map.groupBy(Object.keys(parts) as (keyof typeof parts)[], (part) => verdicts[part])]
  return found.map(([verdict, same], index) =>
    row(index === 0 ? 'Receipt' : '', `${verdictHeads[verdict]} ${same.map((part) => parts[part]).join(', ')}`),
  )
}

/** Each of them would do. Limits of the deployment and of the settings are not known here. */
function insteadLines(instead: Instead | undefined): string[] {
  if (!instead) return []
  const { ways, complete, wished } = instead
  const found = ways.length > 0 ? 'by policy and catalog alone, in a new request' : 'nothing was found'
  const words = wished === 'access' ? 'Given' : 'No approval'
  const shown = ways.slice(0, mostWays).map((way) => {
    const then = wished === 'at-once' ? '' : way.access === 'at-once' ? ', at once' : ', with approval'
    return `- ${plain(showWay(way))}${then}`
  })
  const more = ways.length - mostWays
  const rest = [...(more > 0 ? [`- in ${more} more ways`] : []), ...(complete ? [] : ['not everything was tried'])]
  return [found, ...shown, ...rest].map((text, index) => row(index === 0 ? words : '', text))
}

function todayLines(today: ByOtherPolicy | undefined): string[] {
  if (!today) return []
  const { policy, isThat, reply, varies } = today
  if (isThat) return [row('Today', 'the same policy')]
  if (reply) return [row('Today', `${replyText(reply)}, by the texts ${policy}`)]
  if (varies) return [row('Today', `depends on what nobody had read then: ${varies.map(plain).join(', ')}`)]
  return [row('Today', `another policy, ${policy}, which cannot be asked this`)]
}

/** For programs: `ok` is the exit code in words. */
export function renderExplainedJson(explained: Explained, nameOf: NameOf, ok: boolean): string {
  const { key, decisions, gone, instead, today } = explained
  const shown = decisions.map(({ at, actedOn, isSame, ...rest }) => ({
    at: at?.toISOString() ?? null,
    ...rest,
    ...(actedOn && { acted_on: actedOn }),
    ...(isSame === undefined ? {} : { same: isSame }),
  }))
  const { isThat, ...now } = today ?? { isThat: undefined }
  const answer = { ok, request: nameOf(key), ...key, decisions: shown, gone, ...(instead && { instead }) }
  return `${JSON.stringify({ ...answer, ...(today && { today: { same_policy: isThat, ...now } }) }, null, 2)}\n`
}
