import { DaypassError } from '../../../src/core/error.ts'
import { lockedDown } from '../../../src/core/lockdown-scope.ts'
import { type Grant, isTerminal, type RequestState } from '../../../src/core/record.ts'
import { formatKey, type RequestKey } from '../../../src/core/request-key.ts'
import type { GrantStore, Lockable, StoredGrant } from '../../../src/ports/grants.ts'
import type { LeaseState } from '../../../src/ports/lease-state.ts'
import { readLockdown } from '../../../src/store/lockdowns-in-force.ts'
import { inTransactions } from './database/memory-database.ts'
import type { MemoryTables, StoreParts } from './database/parts.ts'
import type { GrantRow } from './database/tables.ts'

export function createGrants({ tables, transaction }: Pick<StoreParts, 'tables' | 'transaction'>): GrantStore {
  return inTransactions<GrantStore>(transaction, {
    open: async (key, grant, toEnd) => readGrant(open(tables, key, grant, toEnd === undefined)),
    mayBegin: async (access) => refuseLocked(tables, access),
    async find(id) {
      const row = tables.grants.get(id)
      return row && readGrant(row)
    },
    async keepLease(id, lease) {
      const row = livingUnlocked(tables, id, 'nothing begins for it')
      const kept = row.lease ?? tables.grants.change(row, { lease: JSON.stringify(lease) }).lease
      return JSON.parse(kept ?? 'null') as LeaseState
    },
    end: async (id, at) => endGrant(tables, id, at),
    async extend(id, { ends, digest, policy }) {
      tables.grants.change(livingUnlocked(tables, id, 'its end cannot be moved'), { ends, digest, policy })
    },
    openIds: async () =>
      tables.grants
        .where(({ ended }) => ended === null)
        .sort((a, b) => a.place - b.place)
        .map(({ id }) => id),
    liveOf: async (repository, type, at) =>
      tables.grants
        .where((row) => row.repository === repository && row.connector_type === type)
        .filter((row) => row.ended === null && row.ends > at && lockdownOver(tables, row) === undefined)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(readGrant),
    unsettledOf: async (type, requester) =>
      tables.grants
        .where((row) => row.connector_type === type && (requester === undefined || row.requester === requester))
        .filter((row) => row.ended === null || isLooked(tables, row))
        .sort((a, b) => a.place - b.place)
        .map(readGrant),
  })
}

/** Whether its request does not know its end to be proved. */
function isLooked({ requests }: MemoryTables, row: GrantRow): boolean {
  const request = requests.get(formatKey(row))
  return request !== undefined && !isTerminal(request.state as RequestState)
}

/** `toLive`: what is opened only to be ended is opened under a lockdown too. */
function open(tables: MemoryTables, key: RequestKey, grant: Grant, toLive: boolean): GrantRow {
  const known = tables.grants.get(grant.id)
  if (known) {
    if (known.ended) throw new DaypassError('GRANT_ENDED', `grant ${known.id} has ended: it is not begun again`)
    if (formatKey(known) !== formatKey(key)) throw conflict(`grant ${known.id} belongs to another request`)
    if (toLive) refuseLocked(tables, grant)
    return known
  }
  if (!(grant.ends > grant.begins)) throw new RangeError('a grant ends at an instant after its beginning')
  const repository = tables.repositories.get(`${key.repository}`)
  if (toLive) refuseLocked(tables, grant)
  if (!repository)
    throw new DaypassError('REPOSITORY_NOT_ENROLLED', `no event of the repository of ${formatKey(key)} was ever seen`)
  if (tables.grants.find(({ digest }) => digest === grant.digest))
    throw conflict(`what ${formatKey(key)} asks for was granted already, under another grant`)
  const { connectorType, requestUrl, operation, ...same } = grant
  return tables.grants.put({
    ...{ id: same.id, repository: key.repository, issue: key.issue, installation: repository.installation },
    ...{ place: tables.grants.number(), connector: same.connector, connector_type: connectorType },
    ...{ resource: same.resource, audience: same.audience, scope: same.scope, requester: same.requester },
    ...{ digest: same.digest, policy: same.policy, request_url: requestUrl, begins: same.begins, ends: same.ends },
    ...{ ended: null, renewal: null, last_token: null, uses: 0, first_use: null, last_use: null },
    ...{ used_scopes: null, lease: null },
    operation: operation ? JSON.stringify(operation) : null,
  })
}

const conflict = (message: string) => new DaypassError('GRANT_CONFLICT', message)

/** The oldest lockdown that is over an access refuses it. */
export function refuseLocked(tables: MemoryTables, access: Lockable): void {
  const first = lockdownOver(tables, access)
  if (first) throw lockedDown(readLockdown(first))
}

function lockdownOver({ lockdowns }: MemoryTables, { connector, resource, requester }: Lockable) {
  return lockdowns
    .where(
      (one) =>
        (one.connector === null || one.connector === connector) &&
        (one.resource === null || one.resource === resource) &&
        (one.person === null || one.person === requester),
    )
    .sort((a, b) => a.id - b.id)[0]
}

/** The row of a grant that lives, and that nothing locks down. Throws GRANT_ENDED, LOCKDOWN. */
export function livingUnlocked(tables: MemoryTables, id: string, so: string): GrantRow {
  const row = tables.grants.get(id)
  if (row?.ended !== null) throw new DaypassError('GRANT_ENDED', `grant ${id} has ended or was never opened: ${so}`)
  refuseLocked(tables, row)
  return row
}

/** The first instant stands for ever, and the renewal credential is taken back. */
export function endGrant({ grants }: MemoryTables, id: string, at: Date): StoredGrant {
  const row = grants.get(id)
  if (!row) throw new DaypassError('GRANT_UNKNOWN', `grant ${id} was never opened here`)
  return readGrant(grants.change(row, { ended: row.ended ?? at, renewal: null }))
}

export function readGrant(row: GrantRow): StoredGrant {
  const { id, connector, resource, audience, scope, requester, digest, policy, begins, ends, ended } = row
  const { repository, issue, connector_type: connectorType, request_url: requestUrl } = row
  const lease = row.lease === null ? null : (JSON.parse(row.lease) as LeaseState)
  const operation: Pick<Grant, 'operation'> = row.operation === null ? {} : { operation: JSON.parse(row.operation) }
  const of = {
    ...operation,
    connector,
    connectorType,
    resource,
    audience,
    scope,
    requester,
    digest,
    policy,
    requestUrl,
  }
  return { id, ...of, begins, ends, ended, lease, key: { repository, issue } }
}
