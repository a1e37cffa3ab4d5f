import type { Governance } from '../../ports/access-repository.ts'
import { judgeAudiences } from './connectors.ts'
import type { DoctorInspection } from './inspection.ts'
import { rehearsalCheck } from './rehearsal.ts'
import type { CheckResult, DoctorCheck } from './report.ts'
import { repositoryChecks } from './repository.ts'
import { serverChecks } from './running-server.ts'

type Enrolled = { id: number; name: string; governance: () => Promise<Governance> }

/** The repositories that connectors name and the app is installed on; the others are told. */
async function findEnrolled(looks: DoctorInspection): Promise<{ found: Enrolled[]; told: CheckResult[] }> {
  const { deployment } = looks.configuration()
  const ids = new Set(Object.values(deployment.connectors).flatMap((connector) => connector?.repositories ?? []))
  const installed = await looks.repositories.installed()
  const found = installed
    .filter(({ id }) => ids.has(id))
    .map(({ id, owner, name }): Enrolled => {
      let read: Promise<Governance> | undefined
      return {
        id,
        name: `${owner}/${name}`,
        governance: () => {
          read ??= looks.repositories.governance(id)
          return read
        },
      }
    })
  const missing = [...ids].filter((id) => !found.some((one) => one.id === id))
  const told = missing.map((id): CheckResult => {
    const message = `The app is not installed on the repository ${id}, or its installation is suspended. Install it there, or take the id out of the deployment file.`
    return { state: 'wrong', code: 'REPOSITORY_NOT_ENROLLED', where: String(id), message }
  })
  const others = installed.filter(({ id }) => !ids.has(id))
  if (others.length > 0) {
    const names = others.map(({ id, owner, name }) => `${owner}/${name} (${id})`).join(', ')
    told.push({
      state: 'note',
      message: `The app is installed on repositories that no connector names, and ignores them: ${names}.`,
    })
  }
  return {
    found,
    told:
      told.length > 0
        ? told
        : [
            {
              state: 'well',
              message: `The app is installed on every repository that a connector names (${ids.size}).`,
            },
          ],
  }
}

async function lookAtAudiences(looks: DoctorInspection, enrolled: readonly Enrolled[]): Promise<CheckResult[]> {
  const catalogs = await Promise.all(
    enrolled.map(async ({ name, governance }) => ({
      repository: name,
      resources: (await governance()).resources ?? [],
    })),
  )
  return judgeAudiences(looks.configuration().deployment, catalogs)
}

/** All that `daypass doctor` looks at. Nothing is changed by any of it, but by the rehearsal where it is asked for. */
export function doctorChecks(looks: DoctorInspection, options: { rehearse: boolean }): readonly DoctorCheck[] {
  let enrolled: Enrolled[] = []
  return [
    ...serverChecks(looks),
    {
      name: 'repositories',
      needs: ['configuration'],
      look: async () => {
        const { found, told } = await findEnrolled(looks)
        enrolled = found
        return told
      },
      more: () => [
        ...enrolled.flatMap((one) => repositoryChecks(looks, one)),
        { name: 'audiences', look: () => lookAtAudiences(looks, enrolled) },
        ...(options.rehearse ? enrolled.map((one) => rehearsalCheck(looks, one)) : []),
      ],
    },
  ]
}
