import { requestDigest } from '../../../core/digest.ts'
import { parseDuration } from '../../../core/duration.ts'
import { isDaypassError, type Problem } from '../../../core/error.ts'
import { addSeconds } from '../../../core/instant.ts'
import type { Reading } from '../../../core/lifecycle/plan.ts'
import { defaultLapseAfter } from '../../../core/lifecycle/timing/lapse.ts'
import { withYoungKeys } from '../../../core/lifecycle/young-keys.ts'
import { policyQuestion } from '../../../core/policy/policy-question.ts'
import type { Decision, Finding, RequestRecord } from '../../../core/record.ts'
import { allFindings, type RequestContext, readRequest } from '../../../core/request/canonical-request.ts'
import { type FormReading, readIssueForm } from '../../../core/request/form-reader.ts'
import { type Earlier, forbidden, hasQuota } from '../../../core/request/limits.ts'
import { unfitActions } from '../../../core/targets/unfit-actions.ts'
import type { Resource } from '../../../generated/catalog.ts'
import type { Settings } from '../../../generated/config.ts'
import type { PolicyOutput } from '../../../generated/policy-output.ts'
import type { CanonicalRequest } from '../../../generated/request.ts'
import type { Governance } from '../../../ports/access-repository.ts'
import type { Connector } from '../../../ports/connector.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { SeenOperation } from '../../../ports/operations.ts'
import type { Pull } from '../../../ports/pull-requests.ts'
import { mayTake } from '../../deposit/put-secret.ts'
import { depositOf } from '../../deposit/see-deposit.ts'
import type { Ports } from '../ports.ts'
import { accessFacts } from './access-facts.ts'
import { askWays } from './ask-ways.ts'
import { boundTo, leaseOf, shownResource } from './catalog-entry.ts'
import { forbiddenLoans, forbiddenToOutsiders } from './forbidden-loans.ts'
import { keyChoice, keyFacts, keysFor, minAgeOf } from './frozen-keys.ts'
import { mayPass } from './may-pass.ts'
import { findingOf, halted, unusable } from './no-decision.ts'
import { observeAgain, observeOperation } from './observe-operation.ts'
import { personFacts } from './person-facts.ts'
import { type RequestPullReading, readRequestPull } from './read-request-pull.ts'

export type Wanted = {
  record: RequestRecord
  issue: Issue
  /** The pull request by which it is asked; absent: the issue's own text asks. */
  own?: Pull | undefined
  now: Date
  /** Governed files that are being read already. */
  early?: Promise<Governance> | undefined
  /** A request that is known already, as for an extension; absent: the issue's text is read. */
  request?: CanonicalRequest | undefined
  /** Whether reviewers have filled every slot, so that a review can be followed by a grant. */
  approved: boolean
  /** The requester has asked that their keys of now count, and not those that were frozen. */
  keysAnew?: boolean
}

/**
 * Reads the issue's body against the catalog and asks the policy. Whatever cannot be read or evaluated is undecided, with a
 * finding that says whom it takes to mend it; what was wrongly written is invalid. Only GitHub's own failures are thrown, and not for ever.
 */
export async function readAndDecide(ports: Ports, wanted: Wanted): Promise<Reading> {
  try {
    const form = wanted.request ? undefined : await readForm(ports, wanted)
    // Of a pull request GitHub may show something else in a moment.
    if (form && !form.ok) return { kind: 'invalid', findings: await everyFinding(ports, wanted, form), passing: true }
    const governance = await governed(ports, wanted)
    const closed = [...unusable(governance, ports), ...(await halted(ports, wanted.record.key.repository))]
    if (closed.length > 0) return { kind: 'undecided', findings: closed }
    const asked = form && (await observeOperation(ports, wanted.record, governance, form.fields))
    const read = form
      ? readRequest(form.fields, { ...contextOf(wanted, governance), ...asked?.context })
      : known(wanted.request, governance.resources ?? [])
    // Taking back what is not in force puts all of it right.
    const passing = governance.lastGood ? { passing: true as const } : {}
    if (!read.ok) return { kind: 'invalid', findings: read.findings, ...passing }
    const { request, resource } = read
    const again = asked ?? (await observeAgain(ports, wanted.record, request, resource))
    if (again.finding) return { kind: 'invalid', findings: [again.finding] }
    if (form?.digest !== undefined && form.digest !== requestDigest(request)) return otherDigest
    const connector = ports.connectorFor(wanted.record.key.repository, resource.connector)
    const unfit = unfitActions(connector, resource, request.actions, governance.resources ?? [])
    if (unfit.length > 0) return { kind: 'undecided', findings: unfit.map((one) => unfitOf(resource, one)) }
    const lent = await forbiddenLoans(ports.teams, governance, connector, request)
    if (lent.length > 0) return { kind: 'undecided', findings: lent }
    const reading = await ask(ports, { ...wanted, governance, request, resource, connector, seen: again.seen })
    const outside = forbiddenToOutsiders(connector, reading)
    if (outside.length > 0) return { kind: 'undecided', findings: outside }
    return form?.file ? { ...reading, file: form.file } : reading
  } catch (error) {
    if (!isDaypassError(error) || mayPass(error, wanted.record)) throw error
    ports.log.warn({ code: error.code, request: wanted.record.key }, error.message)
    return { kind: 'undecided', findings: [findingOf(error)] }
  }
}

/** What the issue's text asks for, or the one file of the pull request. */
async function readForm(ports: Ports, { record, issue, own, approved }: Wanted): Promise<RequestPullReading> {
  return own ? readRequestPull(ports, record, own, approved) : readIssueForm(issue.body)
}

function governed(ports: Ports, { record, early }: Wanted): Promise<Governance> {
  return early ?? ports.repository.read(record.key.repository)
}

function contextOf({ record, issue }: Wanted, { resources, settings }: Governance): RequestContext {
  return { ...record.key, requester: issue.author.id, resources: resources ?? [], settings: settings ?? {} }
}

/** What the connector cannot give: the catalog has to be mended. */
function unfitOf({ id }: Resource, { code, where, message }: Problem): Finding {
  return { code, where: `catalog: ${id}.${where}`, message }
}

/** Everything that is wrong, at once: what the form is refused for, and what the catalog would refuse it for besides. */
async function everyFinding(
  ports: Ports,
  wanted: Wanted,
  { findings, fields }: Extract<FormReading, { ok: false }>,
): Promise<Finding[]> {
  // That it is refused is known, whether or not there is more to say.
  const governance = fields && (await governed(ports, wanted).catch(() => undefined))
  if (!fields || !governance || unusable(governance, ports).length > 0) return findings
  return allFindings(findings, fields, contextOf(wanted, governance))
}

const otherDigest: Reading = {
  kind: 'invalid',
  findings: [
    { code: 'REQUEST_FIELD_INVALID', message: 'The file names the digest of another request. Leave `digest` out.' },
  ],
}

/** A request that is known, with the catalog's entry as it is now. */
function known(
  request: CanonicalRequest | undefined,
  resources: readonly Resource[],
): { ok: true; request: CanonicalRequest; resource: Resource } | { ok: false; findings: Finding[] } {
  const resource = resources.find((one) => one.id === request?.resource)
  if (request && resource && request.actions.every((action) => resource.actions[action]))
    return { ok: true, request, resource }
  const message = 'The catalog no longer has what this access is for. Ask its owners.'
  return { ok: false, findings: [{ code: 'REQUEST_RESOURCE_UNKNOWN', message }] }
}

type Asked = Omit<Wanted, 'request'> & {
  governance: Governance
  request: CanonicalRequest
  resource: Resource
  connector: Connector
  /** The operation as GitHub shows it; absent: the resource asks for none. */
  seen?: SeenOperation | undefined
}

async function ask(ports: Ports, asked: Asked): Promise<Extract<Reading, { kind: 'decided' }>> {
  const { record, issue, now, governance, request, resource, connector, seen } = asked
  const settings = governance.settings ?? {}
  const digest = requestDigest(request)
  const { author } = issue
  const [requester, policy, counts, ledger, deposit, keys] = await Promise.all([
    personFacts(ports, governance, issue, resource),
    ports.engine.compile(governance.policy),
    ports.requests.countsFor(record.key, author.id, resource.id, addSeconds(now, -86_400)),
    accessFacts(ports, { key: record.key, governance, request, resource, now }),
    record.grant ? undefined : depositOf(ports, connector),
    connector.credential && !connector.depositsTo ? keysFor(ports, { ...asked, digest }, settings) : undefined,
  ])
  const input = policyQuestion({
    request,
    resource,
    repository: governance.repository,
    requester: { ...requester, ...ledger.requester, ...(keys ? { keys: keyFacts(keys, now) } : {}) },
    further: ledger.further,
    ...(seen ? { operation: seen.facts } : {}),
    openGrants: counts.openGrants,
    requestsLastDay: counts.requests,
    now,
  })
  const said = await ports.engine.decide(policy, input)
  const floors = ports.floorsOf(resource.connector)
  // More time needs no key: the credential that was sealed goes on working.
  const seals = keys && !record.grant && !record.extension
  const rule = { asked: issue.createdAt, minAge: minAgeOf(settings, floors), voted: asked.approved }
  const { output, keys: frozen } = seals ? withYoungKeys(said, keys.frozen, rule) : { output: said, keys: keys?.frozen }
  const acts = output.outcome === 'allow' || (output.outcome === 'review' && asked.approved)
  const earlier = await earlierRequests(ports, asked, settings)
  const no = output.outcome === 'deny' ? [] : forbidden(request, resource, output, floors, settings, earlier)
  const isNo = output.outcome === 'deny' || no.length > 0
  // More time is asked for in other words, and by others than those that are told here.
  const ways =
    isNo && !record.grant
      ? await askWays(ports, policy, {
          input,
          wished: (access) => access !== 'none',
          by: {
            ...{ resource, floors, settings },
            ...(earlier ? { earlier } : {}),
            keys: seals ? { set: keys.frozen, ...rule } : undefined,
          },
        })
      : []
  // What is refused is refused under a lockdown too; what would begin or go on waits, and is decided again.
  if (acts && no.length === 0) {
    await ports.grants.mayBegin({ connector: connector.name, resource: resource.id, requester: request.requester })
    if (deposit) await mayTake(ports, deposit)
  }
  return {
    kind: 'decided',
    request,
    digest,
    resource: shownResource(request, resource, seen),
    ...(seen ? { operation: boundTo(seen) } : {}),
    input,
    decision: decisionOf(governance, output, said, now),
    texts: {
      digest: policy.digest,
      files: policy.files,
      built: policy.built,
      ...(governance.commit === undefined ? {} : { commit: governance.commit }),
    },
    forbidden: no,
    ...(ways.length > 0 ? { ways } : {}),
    memberOf: requester.teams.filter((team) => team === resource.team),
    affiliation: requester.organisation_member ? 'member' : (requester.affiliation ?? 'none'),
    escalateTo: settings.escalate_to ?? [],
    lease: { ...leaseOf(connector, request, resource), ...(deposit ? { deposit } : {}) },
    ...(frozen ? { keys: frozen } : {}),
    ...(acts
      ? { key: await keyChoice(ports, asked, settings, seals && frozen ? { ...keys, frozen } : undefined) }
      : {}),
    lapseAfter: parseDuration(settings.lapse_after ?? defaultLapseAfter),
  }
}

/** What came before counts for a request that has not begun; nobody is counted where no quota is set. */
async function earlierRequests(
  { requests }: Ports,
  { record, issue, now }: Asked,
  settings: Settings,
): Promise<Earlier | undefined> {
  if (record.grant || !hasQuota(settings)) return undefined
  return requests.earlierRequests(record.key, issue.author.id, addSeconds(now, -86_400))
}

function decisionOf({ digest, lastGood }: Governance, output: PolicyOutput, said: PolicyOutput, now: Date): Decision {
  const decision = { at: now.toISOString(), policy: digest, output, ...(output === said ? {} : { said }) }
  return lastGood ? { ...decision, lastGood } : decision
}
