/** The check run of pull requests, by its name on GitHub. */
export const checkName = 'daypass/policy'

/** A rule for a branch, with the parameters that GitHub gives. */
type Rule = { type: string; parameters: Record<string, unknown> }

/** From which apps our check is required, by their numbers; undefined: from any. */
export function requiredSources(rules: readonly Rule[]): (number | undefined)[] {
  return rules
    .filter(({ type }) => type === 'required_status_checks')
    .flatMap(({ parameters: { required_status_checks: checks } }) => (Array.isArray(checks) ? checks : []))
    .filter(({ context }: { context?: unknown }) => context === checkName)
    .map(({ integration_id: id }: { integration_id?: unknown }) => (typeof id === 'number' ? id : undefined))
}
