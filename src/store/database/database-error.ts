import { asError, DaypassError } from '../../core/error.ts'

const networkErrors = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_)/
/** SQLSTATE classes: connection, login, database name, rollback (deadlock), resources, wrong state, operator, system. Last: read-only. */
const passingStates = /^(08|28|3D|40|53|55|57|58|25006|25P03)/
const lostConnections =
  /connection terminated|timeout exceeded when trying to connect|PGlite is clos|cannot use a pool after|driver has already been destroyed/i

/** Runs a piece of work against the database. Throws STORE_UNAVAILABLE when the database cannot be reached or gave up; other errors pass. */
export async function inStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof DaypassError) throw thrown
    const error = asError(thrown)
    if (!isUnavailable(error)) throw error
    throw new DaypassError(
      'STORE_UNAVAILABLE',
      'the database cannot be used at the moment; it is tried again. If this stays, look at the database and at DATABASE_URL',
      { cause: error },
    )
  }
}

function isUnavailable(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return networkErrors.test(code) || passingStates.test(code) || lostConnections.test(error.message)
}
