import { asError, DaypassError } from '../../core/error.ts'

/** GitHub is a target here: what it does not do is the connector's failure, and no word about the access repository. */
export async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (thrown) {
    const error = asError(thrown)
    if (error instanceof DaypassError && error.code.startsWith('GITHUB_'))
      throw new DaypassError('CONNECTOR_FAILED', error.message, { cause: error })
    throw thrown
  }
}
