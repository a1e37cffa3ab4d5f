import { readAddress } from '../../core/address.ts'
import { placeFlaw, unknownPlaces } from '../../core/alerts/routes.ts'
import { routingOf } from '../../core/alerts/routing-of.ts'
import { DaypassError, type Problem, ProblemsError } from '../../core/error.ts'
import { formPath } from '../../core/request/canonical-request.ts'
import { renderIssueTemplate } from '../../core/request/form-template.ts'
import type { Resource } from '../../generated/catalog.ts'
import type { Governance } from '../../ports/access-repository.ts'
import { lookAtBranches } from './branch-protection.ts'
import { lookAtOwners } from './code-owners.ts'
import { judgeConnectors } from './connectors.ts'
import type { DoctorInspection } from './inspection.ts'
import { lookAtKeyAges } from './key-ages.ts'
import { lentIn, lookAtLent } from './lent-teams.ts'
import { lookAtCheckpoints } from './placed-checkpoints.ts'
import { lookAtReaders } from './readers.ts'
import type { CheckResult, DoctorCheck } from './report.ts'
import { judgeRequiredCheck } from './required-check.ts'
import { lookAtRulesInForce } from './rules-in-force.ts'

const settingsPath = '.github/daypass.yml'

type Part = 'catalog' | 'settings' | 'policy' | 'owners'

function partOf({ where }: Problem): Part {
  if (where.startsWith('catalog')) return 'catalog'
  if (where.startsWith('policies') || where === 'policy') return 'policy'
  return where.startsWith(settingsPath) || where === '.github' ? 'settings' : 'owners'
}

/** Throws all that is wrong with one part of the governed files. */
function refuseProblems({ problems }: Governance, part: Part): void {
  const found = problems.filter((problem) => partOf(problem) === part)
  const [first] = found
  if (first) throw new ProblemsError(first.code, 'Not right.', found)
}

function resourcesOf(governance: Governance): Resource[] {
  refuseProblems(governance, 'catalog')
  return governance.resources ?? []
}

const sameAddress = (a: string, b: string): boolean => {
  const [one, other] = [readAddress(a), readAddress(b)]
  return 'address' in one && 'address' in other && one.address === other.address
}

function judgeIssuer(governance: Governance, publicUrl: string): string {
  refuseProblems(governance, 'settings')
  const issuer = governance.settings?.issuer
  const mend = (message: string): DaypassError =>
    new DaypassError('SETTINGS_INVALID', `${message} Write \`issuer: "${publicUrl}"\`, by pull request.`, {
      where: settingsPath,
    })
  if (issuer === undefined) throw mend('It names no issuer, so nobody can open a credential.')
  if (!sameAddress(issuer, publicUrl)) throw mend(`It names the issuer ${issuer}, and this Daypass is ${publicUrl}.`)
  return `The settings name this Daypass, ${publicUrl}.`
}

/** Whether the places that a repository wants told are places of the deployment. */
function judgeNotify(looks: DoctorInspection, repository: number, { settings }: Governance): CheckResult[] {
  const routing = routingOf(looks.configuration().deployment)
  const where = `${settingsPath}: notify`
  const unknown = unknownPlaces(settings?.notify, routing, repository)
  if (unknown.length > 0)
    return unknown.map((one) => ({ state: 'wrong', code: 'NOTICE_PLACE_UNKNOWN', where, message: placeFlaw(one) }))
  const more =
    routing.places.size === 0 ? '' : ` The deployment file has more places: ${[...routing.places.keys()].join(', ')}.`
  return [{ state: 'well', message: `Alerts can go to an issue of this repository.${more}` }]
}

async function judgeForm(looks: DoctorInspection, id: number, governance: Governance): Promise<string> {
  refuseProblems(governance, 'settings')
  const wanted = renderIssueTemplate(resourcesOf(governance), governance.settings ?? {})
  const found = await looks.repositories.file(id, formPath)
  if (found?.replaceAll('\r\n', '\n') === wanted) return 'The issue form is that of the catalog.'
  const what =
    found === undefined
      ? 'There is no issue form.'
      : 'The issue form is not the one of this catalog and these settings.'
  const message = `${what} Run \`daypass init --form\` in a checkout and commit the file.`
  throw new DaypassError('FORM_OUTDATED', message, { where: formPath })
}

async function judgePolicy(looks: DoctorInspection, id: number, governance: Governance): Promise<CheckResult[]> {
  refuseProblems(governance, 'policy')
  await looks.compile(governance.policy)
  const { passed, failed, output, findings = [] } = await looks.testPolicy(await looks.repositories.policyFiles(id))
  if (failed > 0) {
    const message = `${failed} of ${passed + failed} tests fail: ${output.trim()}`
    throw new DaypassError('POLICY_INVALID', message, { where: 'policies/' })
  }
  const told: CheckResult =
    passed > 0
      ? { state: 'well', message: `The policy compiles, and its ${passed} tests pass.` }
      : { state: 'note', message: 'The policy compiles. It has no tests (policies/*_test.rego).' }
  return [
    told,
    ...findings.map(({ where, message }): CheckResult => ({ state: 'note', message: `${where}: ${message}` })),
  ]
}

async function lookAtTeams(
  looks: DoctorInspection,
  id: number,
  resources: readonly Resource[],
): Promise<CheckResult[]> {
  const teams = [...new Set(resources.flatMap(({ team }) => team ?? []))]
  const there = await Promise.all(teams.map((team) => looks.repositories.teamExists(id, team)))
  const told = teams
    .filter((_, index) => !there[index])
    .map((team): CheckResult => {
      const used = resources.filter((resource) => resource.team === team).map((resource) => resource.id)
      const message = `There is no team ${team}, or the app may not see it; ${used.join(', ')} can be asked for by nobody. Mend the name in the catalog.`
      return { state: 'wrong', code: 'TEAM_UNKNOWN', where: `catalog: ${used[0]}.team`, message }
    })
  return told.length > 0 ? told : [{ state: 'well', message: `The teams of the catalog are there (${teams.length}).` }]
}

async function lookAtRepository(looks: DoctorInspection, id: number): Promise<string> {
  const { fullName, archived, private: isPrivate } = await looks.repositories.repository(id)
  const refuse = (message: string): DaypassError =>
    new DaypassError('REPOSITORY_UNREADABLE', message, { where: fullName })
  if (archived) throw refuse('It is archived, so nothing can be asked for there. Take it out of the archive.')
  if (isPrivate) return `${fullName} (${id}) is private, and the app is installed on it.`
  if (looks.configuration().deployment.allow_public_repositories === true)
    return `${fullName} (${id}) is public, as the deployment allows, and the app is installed on it.`
  const message = 'It is public: everybody would see who asks for what, so it is refused. Make it private.'
  throw new DaypassError('REPOSITORY_PUBLIC', message, { where: fullName })
}

/** Everything about one access repository. `name` as GitHub lists it, `governance` read once for all. */
export function repositoryChecks(
  looks: DoctorInspection,
  { id, name, governance }: { id: number; name: string; governance: () => Promise<Governance> },
): DoctorCheck[] {
  const base = { name, look: () => lookAtRepository(looks, id) }
  const check = (
    what: string,
    look: (governance: Governance) => Promise<string | readonly CheckResult[]>,
    needs: string[] = [],
  ): DoctorCheck => ({
    name: `${name} ${what}`,
    needs: needs.map((needed) => `${name} ${needed}`),
    look: async () => look(await governance()),
  })
  const { owners } = looks.repositories
  const lends = lentIn(looks)
  return [
    base,
    check('branches', ({ repository }) => lookAtBranches(looks.repositories, id, repository.defaultBranch)),
    check('required check', async ({ repository: { defaultBranch } }) => {
      const rules = await looks.repositories.branchRules(id, defaultBranch)
      return judgeRequiredCheck(defaultBranch, rules, (await looks.app()).id)
    }),
    { name: `${name} rules in force`, look: () => lookAtRulesInForce(looks, id) },
    check('checkpoints', () => lookAtCheckpoints(looks, id)),
    check('catalog', async (found) => `The catalog is valid (resources: ${resourcesOf(found).length}).`),
    check('settings', async (found) => judgeIssuer(found, looks.configuration().publicUrl)),
    check('notices', async (found) => judgeNotify(looks, id, found), ['settings']),
    check('form', (found) => judgeForm(looks, id, found), ['catalog']),
    check('policy', (found) => judgePolicy(looks, id, found), []),
    check(
      'owners',
      async (found) => {
        refuseProblems(found, 'owners')
        return lookAtOwners(found.codeowners, resourcesOf(found), (names) => owners(id, names))
      },
      ['catalog'],
    ),
    check('readers', (found) => lookAtReaders(looks, id, resourcesOf(found)), ['catalog']),
    check('key ages', (found) => lookAtKeyAges(looks, found), ['owners']),
    check('teams', (found) => lookAtTeams(looks, id, resourcesOf(found)), ['catalog']),
    check(
      'connectors',
      async (found) => {
        const { deployment } = looks.configuration()
        return judgeConnectors({ deployment, terms: looks.connectors() }, id, resourcesOf(found))
      },
      ['catalog'],
    ),
    ...(lends.length > 0 ? [check('loans', (found) => lookAtLent(looks.repositories.teams, id, found, lends))] : []),
  ]
}
