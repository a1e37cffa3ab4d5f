import type { LocalGitHub } from '../demo/github/local-github.ts'
import { eventually } from '../demo/tours/first-access.ts'

/** rita opens a request issue to read a resource; its number. */
export async function askFor(
  github: LocalGitHub,
  { resource, duration }: { resource: string; duration: string },
): Promise<number> {
  const fields = { Resource: resource, Actions: 'read', Duration: duration, Reason: 'a measured incident' }
  const body = Object.entries(fields).map(([name, value]) => `### ${name}\n\n${value}\n`)
  const { number } = await github.as('rita').openIssue({ title: 'Access', body: body.join('\n') })
  return number
}

/** The number of the grant pull request of a request, once the status names it. */
export function pullOf(github: LocalGitHub, issue: number): Promise<number> {
  return eventually(`the grant pull request of #${issue}`, async () => {
    const [status] = await github.as('rita').comments(issue)
    const named = /^Approve or decline in \*\*#(\d+)\*\*/m.exec(status?.body ?? '')?.[1]
    return named === undefined ? undefined : Number(named)
  })
}

/** Waits until the sealed credential can be read in the issue. */
export async function credentialIn(github: LocalGitHub, issue: number): Promise<void> {
  await eventually(`the credential in #${issue}`, async () =>
    (await github.as('rita').comments(issue)).find(({ body }) => body?.includes('BEGIN AGE ENCRYPTED FILE')),
  )
}

/** Waits until a request has ended, and its issue is closed. */
export async function endOf(github: LocalGitHub, issue: number): Promise<void> {
  await eventually(
    `the end of #${issue}`,
    async () => {
      const { state, labels } = await github.as('rita').issue(issue)
      const names = labels.map((label) => (typeof label === 'string' ? label : label.name))
      return state === 'closed' && names.includes('daypass:ended') ? true : undefined
    },
    60_000,
  )
}
