import { DaypassError } from '../../core/error.ts'
import { type Lockdown, type LockdownScope, readScope, scopeWords, whyFlaw } from '../../core/lockdown-scope.ts'
import type { CliDeps, OpenLockdowns } from '../deps.ts'
import { personId } from '../github/person-id.ts'
import { plain } from '../plain-text.ts'

export type LockdownOptions = {
  connector?: string
  resource?: string
  person?: string
  why?: string
  /** Of which number, or `all`. */
  lift?: string
  list?: boolean
  json?: boolean
}

const usage = (message: string, where = 'lockdown'): DaypassError => new DaypassError('USAGE', message, { where })

/** `daypass lockdown`: keeps access from beginning, lengthening and being renewed, or lets it again, or says what is locked down. */
export async function lockdown(deps: CliDeps, options: LockdownOptions): Promise<void> {
  const order = await readOrder(deps, options)
  const lockdowns = await deps.openLockdowns()
  try {
    const { words, answer } = await carryOut(lockdowns, order)
    deps.machine.stdout.write(options.json ? `${JSON.stringify(answer, null, 2)}\n` : words)
  } finally {
    await lockdowns.close()
  }
}

type Order =
  | { do: 'list' }
  | { do: 'lift'; which: number | 'all'; why: string }
  | { do: 'lock'; scope: LockdownScope; why: string }

/** Everything that is wrong with the order is said before anything is opened. */
async function readOrder(deps: CliDeps, options: LockdownOptions): Promise<Order> {
  const { connector, resource, person, why, lift, list } = options
  const of = [connector, resource, person].filter((one) => one !== undefined)
  if (of.length > 1) throw usage('Name one of --connector, --resource and --person; for two of them, lock down twice.')
  if ((list || lift !== undefined) && of.length > 0)
    throw usage('--list and --lift go without --connector, --resource and --person: lift by number, or `all`.')
  if (list && lift !== undefined) throw usage('One of --list and --lift is enough. Leave the other out.')
  if (list) return { do: 'list' }
  if (why === undefined) throw usage('Say why with --why: the reason is kept in the trail.', '--why')
  const flaw = whyFlaw(why)
  if (flaw) throw usage(flaw, '--why')
  if (lift !== undefined) return { do: 'lift', which: whichOf(lift), why }
  return { do: 'lock', scope: await scopeOf(deps, options), why }
}

function whichOf(text: string): number | 'all' {
  if (text === 'all') return 'all'
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw usage('Name the lockdown by its number, as --list shows it, or `all`.', '--lift')
}

async function scopeOf(deps: CliDeps, { connector, resource, person }: LockdownOptions): Promise<LockdownScope> {
  if (person !== undefined) return { of: 'person', id: await personId(deps, person) }
  if (connector === undefined && resource === undefined) return { of: 'everything' }
  const [of, name, flag] =
    connector === undefined ? ['resource', resource, '--resource'] : ['connector', connector, '--connector']
  const scope = readScope({ of, name })
  if (!scope) throw usage(`No ${of} can have that name: lower-case letters, digits and hyphens.`, flag)
  return scope
}

type Answer = { words: string; answer: unknown }

async function carryOut(lockdowns: OpenLockdowns, order: Order): Promise<Answer> {
  if (order.do === 'list') {
    const all = await lockdowns.list()
    const words = all.length === 0 ? 'No lockdown is in force.\n' : all.map(lineOf).join('')
    return { words, answer: all }
  }
  if (order.do === 'lift') {
    const lifted = await lockdowns.lift(order.which, order.why)
    const words =
      lifted.length === 0
        ? 'No lockdown was in force.\n'
        : `${lifted.map((one) => `Lifted: lockdown ${one.id}, of ${shown(one)}.\n`).join('')}${goesOn}\n`
    return { words, answer: { lifted } }
  }
  const made = await lockdowns.lock(order.scope, order.why)
  return { words: lockedWords(made), answer: { lockdown: made } }
}

const goesOn = 'What waited goes on by itself within seconds.'

function lockedWords(one: Lockdown): string {
  return [
    `Locked down: ${shown(one)} (lockdown ${one.id}, since ${one.since.toISOString()}).`,
    'Nothing within it begins, is extended or is renewed, in any process of this Daypass. What lives is not ended by this:',
    'access tokens run out within 5 minutes, other access at its end; the kill switch ends everything now.',
    `When it is over: daypass lockdown --lift ${one.id} --why "…"`,
    '',
  ].join('\n')
}

function lineOf(one: Lockdown): string {
  return `${one.id}  ${one.since.toISOString()}  ${shown(one)}: ${plain(one.why)}\n`
}

function shown({ scope }: Lockdown): string {
  return scope.of === 'person' ? `person ${scope.id}` : scopeWords(scope)
}
