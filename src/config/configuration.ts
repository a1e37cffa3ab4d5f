import { asError, DaypassError, type Problem, ProblemsError } from '../core/error.ts'
import type { Deployment } from '../generated/deployment.ts'
import { loadDeployment } from './deployment-file.ts'
import { type Config, readEnvironment } from './environment.ts'
import type { Environment, ReadFile } from './secret-source.ts'

/** `digest`: of the deployment file, without secrets. */
export type Configuration = { config: Config; deployment: Deployment; digest: string }

/**
 * Environment and deployment file together, so that an operator reads everything that is wrong at once.
 * Throws a ProblemsError CONFIG_INVALID.
 */
export function readConfiguration(env: Environment, readFile: ReadFile): Configuration {
  const config = attempt(() => readEnvironment(env, readFile))
  const file = config.value?.deploymentFile ?? (env.DAYPASS_CONFIG || './daypass.config.yml')
  const loaded = attempt(() => loadDeployment(file, readFile, env))
  if (config.value && loaded.value) return { config: config.value, ...loaded.value }
  const problems = [...config.problems, ...loaded.problems]
  throw new ProblemsError('CONFIG_INVALID', 'Daypass cannot start with this configuration:', problems)
}

function attempt<T>(read: () => T): { value?: T; problems: readonly Problem[] } {
  try {
    return { value: read(), problems: [] }
  } catch (error) {
    if (error instanceof ProblemsError) return { problems: error.problems }
    if (error instanceof DaypassError)
      return { problems: [{ code: error.code, where: error.where ?? '', message: error.message }] }
    throw asError(error)
  }
}
