import { wholeSeconds } from '../json.ts'

export const DEPLOYMENT_STATES = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
] as const
export type DeploymentState = (typeof DEPLOYMENT_STATES)[number]
export type DeploymentStatus = { id: number; state: DeploymentState; createdAt: string }
export type Deployment = {
  id: number
  ref: string
  environment: string
  transient: boolean
  production: boolean
  createdAt: string
  /** Newest first. */
  statuses: DeploymentStatus[]
}
export type Environment = { id: number; name: string; createdAt: string }
type Kept = { environments: Environment[]; deployments: Deployment[] }

/** Environments and deployments by repository; `emulate` has neither. */
export class Environments {
  readonly #kept = new Map<number, Kept>()
  readonly #now: () => Date
  #last = 161_000_000

  constructor(now: () => Date) {
    this.#now = now
  }

  of(repository: number): Kept {
    const kept = this.#kept.get(repository) ?? { environments: [], deployments: [] }
    this.#kept.set(repository, kept)
    return kept
  }

  /** GitHub makes an environment that a deployment names. */
  environment(repository: number, name: string): Environment {
    const { environments } = this.of(repository)
    const known = environments.find((one) => one.name === name)
    if (known) return known
    const made = { id: ++this.#last, name, createdAt: wholeSeconds(this.#now()) }
    environments.push(made)
    return made
  }

  deploy(repository: number, given: Pick<Deployment, 'ref' | 'environment' | 'transient' | 'production'>): Deployment {
    this.environment(repository, given.environment)
    const made = { ...given, id: ++this.#last, createdAt: wholeSeconds(this.#now()), statuses: [] }
    this.of(repository).deployments.unshift(made)
    return made
  }

  /** A success makes those before it inactive, unless it is told not to, or they are transient or in production. */
  tell(repository: number, deployment: Deployment, state: DeploymentState, autoInactive: boolean): DeploymentStatus {
    const made = this.#status(deployment, state)
    if (state !== 'success' || !autoInactive) return made
    for (const other of this.of(repository).deployments) {
      const isBefore = other.id < deployment.id && other.environment === deployment.environment
      if (isBefore && !other.transient && !other.production && other.statuses[0]?.state === 'success')
        this.#status(other, 'inactive')
    }
    return made
  }

  #status(deployment: Deployment, state: DeploymentState): DeploymentStatus {
    const made = { id: ++this.#last, state, createdAt: wholeSeconds(this.#now()) }
    deployment.statuses.unshift(made)
    return made
  }
}
