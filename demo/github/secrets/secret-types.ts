/** What people do to secrets on GitHub's pages, and what a job would get. */
export type SecretSwitches = {
  makeEnvironment(repository: string, environment: string): Promise<void>
  dropEnvironment(repository: string, environment: string): void
  /** The value that a job of that repository finds; undefined: there is no such secret. */
  valueFor(repository: string, name: string, environment?: string): Promise<string | undefined>
  /** Somebody writes a value of their own; `at`: when GitHub says that they did, now if nothing is said. */
  write(repository: string, name: string, value: string, environment?: string, at?: Date): Promise<void>
  remove(repository: string, name: string, environment?: string): Promise<void>
}
