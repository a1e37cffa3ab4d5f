import type { Finding, RequestRecord } from '../../../core/record.ts'
import { askedOperation } from '../../../core/request/canonical-request.ts'
import type { FormFields } from '../../../core/request/form-reader.ts'
import type { NamedOperation, OperationContext, OperationPlace } from '../../../core/request/operation.ts'
import type { Resource } from '../../../generated/catalog.ts'
import type { CanonicalRequest } from '../../../generated/request.ts'
import type { Governance } from '../../../ports/access-repository.ts'
import type { SeenOperation } from '../../../ports/operations.ts'
import type { Ports } from '../ports.ts'

/** The operation of a request, for whoever reads its form; `seen`: as GitHub shows it. */
export type Observed = { context: OperationContext; seen?: SeenOperation; finding?: never }

/** Looks for the operation that a form names, where it asks for something that has one. Throws OPERATION_UNREADABLE, GITHUB_*. */
export async function observeOperation(
  { operations }: Pick<Ports, 'operations'>,
  record: RequestRecord,
  { repository, resources = [] }: Governance,
  fields: FormFields,
): Promise<Observed> {
  if (fields.operation === undefined) return { context: {} }
  const place = placeOf(repository)
  const asked = askedOperation(fields, { resources, place })
  if (!asked) return { context: { place } }
  const seen = await operations.find(record.key.repository, frozen(asked, record.request))
  if (!seen) return { context: { place, operation: { ok: false, ...unknownOperation } } }
  return { context: { place, operation: { ok: true, operation: seen.operation } }, seen }
}

const placeOf = ({ url, owner }: Governance['repository']): OperationPlace => ({ origin: new URL(url).origin, owner })

/** A run that was named without an attempt stays the one that it was when it was first read, however often it is run again. */
function frozen(asked: NamedOperation, request: CanonicalRequest | undefined): NamedOperation {
  const before = request?.operation
  if (!('run' in asked) || asked.attempt !== undefined || !before || !('run' in before)) return asked
  return before.run.id === asked.run ? { ...asked, attempt: before.run.attempt } : asked
}

/** The operation of a request that is known already. A finding: the catalog asks for one and it has none, or it is not there any more. */
export async function observeAgain(
  { operations }: Pick<Ports, 'operations'>,
  record: RequestRecord,
  { operation }: CanonicalRequest,
  resource: Resource,
): Promise<{ seen?: SeenOperation; finding?: Finding }> {
  if (!operation) return resource.operation === undefined ? {} : { finding: unbound(resource.operation) }
  const seen = await operations.find(record.key.repository, operation)
  return seen ? { seen } : { finding: unknownOperation }
}

const unknownOperation = {
  code: 'OPERATION_UNKNOWN',
  message:
    'The commit or workflow run that is named as "Operation" is not there, or not in a repository of this organisation that the app is installed on. Name one that is, or ask an owner of the organisation to install the app there.',
} as const satisfies Finding

function unbound(operation: string): Finding {
  const message = `The catalog lets access to this be given for one \`${operation}\` alone by now, and this names none. Open a new request.`
  return { code: 'REQUEST_FIELD_EMPTY', message }
}
