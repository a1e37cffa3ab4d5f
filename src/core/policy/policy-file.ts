/** What a file below `policies/` is: part of the policy, of its tests, or only to be read by people. */
export type PolicyFileKind = 'rego' | 'data' | 'test' | 'case' | 'note'

/** For people, who look for them beside the rules; opa reads neither. */
const NOTE = /(?:^|\/)(?:[^/]*\.md|LICENSE|\.gitkeep)$/

/**
 * What a file is by its path below `policies/`, or why it is refused. What `opa test policies/` would load is either taken or refused,
 * never passed over: opa takes every .rego, .json, .yaml and .yml, and nothing else. Tables in `cases/` are for tests.
 */
export function policyFileKind(path: string): PolicyFileKind | { refused: string } {
  if (path.endsWith('_test.rego')) return 'test'
  if (path.endsWith('.rego')) return 'rego'
  if (/(?:^|\/)data\.(?:json|ya?ml)$/.test(path)) return 'data'
  if (/^cases\/[^/.][^/]*\.(?:json|ya?ml)$/.test(path)) return 'case'
  if (NOTE.test(path)) return 'note'
  if (/\.(?:json|ya?ml)$/.test(path))
    return {
      refused:
        '`opa test` would load it, and it is no data of the policy: name it data.json or data.yaml, move it into cases/ if only tests read it, or take it out of policies/',
    }
  if (/\.(?:rego|json|ya?ml)$/i.test(path))
    return { refused: 'opa reads names in lower case only: rename it, as policy.rego or data.json' }
  return {
    refused:
      'it is neither a policy (*.rego), nor a test (*_test.rego), nor data (data.json, data.yaml): move it out of policies/',
  }
}
