import { DaypassError, isDaypassError } from '../../core/error.ts'
import { ledgerBranch } from '../../core/request/branch-names.ts'
import { ownersOf, readCodeowners } from '../../core/review/codeowners.ts'
import type { Governance } from '../../ports/access-repository.ts'
import type { Proposal, PullRequests } from '../../ports/pull-requests.ts'
import { failureOf } from '../failure.ts'
import { bindingRules } from './branch-protection.ts'
import type { DoctorInspection } from './inspection.ts'
import type { CheckResult, DoctorCheck } from './report.ts'

const branch = 'daypass/rehearsal'
const folder = 'requests/daypass-rehearsal'

function trialOf(now: Date): Proposal {
  const at = now.toISOString()
  return {
    branch,
    base: ledgerBranch,
    path: `${folder}/${at.replace(/[^0-9]/g, '')}.yml`,
    file: `# A trial of \`daypass doctor --rehearse\` at ${at}. It grants nothing and is removed at once.\n`,
    title: 'Rehearsal: grants nothing',
    body: `\`daypass doctor --rehearse\` opens, merges and removes this file, to show that branch rules let the app do so. It grants nothing.\n\n${at}\n`,
  }
}

type Step = { does: string; at: string; run(): Promise<void> }

/** The steps of a grant, and how to leave nothing behind wherever they stop. */
class Rehearsal {
  readonly #looks: DoctorInspection
  readonly #governance: Governance
  readonly #trial: Proposal
  readonly #pulls: PullRequests
  #base = ''
  #head = ''
  #pull: number | undefined
  #merged: string | undefined

  constructor(looks: DoctorInspection, governance: Governance, pulls: PullRequests) {
    this.#looks = looks
    this.#governance = governance
    this.#pulls = pulls
    this.#trial = trialOf(looks.now())
  }

  get #key() {
    // No issue has this number, so nothing that the server does about requests fits it.
    return { repository: this.#governance.repository.id, issue: 0 }
  }

  steps(): Step[] {
    const trial = this.#trial
    return [
      {
        does: `prepare the branch ${ledgerBranch}`,
        at: ledgerBranch,
        run: async () => {
          this.#base = await this.#pulls.prepare(this.#key.repository, this.#governance.codeowners)
        },
      },
      {
        does: `write ${branch}`,
        at: branch,
        run: async () => {
          this.#head = await this.#pulls.commit(this.#key, trial, this.#base)
        },
      },
      {
        does: 'open the pull request',
        at: branch,
        run: async () => {
          this.#pull = (await this.#pulls.open(this.#key, trial)).number
        },
      },
      { does: 'merge it', at: ledgerBranch, run: () => this.#merge() },
      { does: `remove the trial file from ${ledgerBranch}`, at: ledgerBranch, run: () => this.#remove() },
      { does: `delete ${branch}`, at: branch, run: () => this.#deleteBranch() },
    ]
  }

  async #merge(): Promise<void> {
    if (this.#pull === undefined) return
    this.#merged = await this.#pulls.merge(this.#key, this.#pull, this.#head)
    const found = await this.#pulls.fileAt(this.#key, this.#merged, this.#trial.path)
    if (found === this.#trial.file) return
    throw new DaypassError('PULL_TAMPERED', 'What was merged is not what was proposed. Look who else writes there.')
  }

  async #remove(): Promise<void> {
    await this.#looks.rehearsal.removeRequest(this.#key.repository, this.#trial.path, this.#trial.file)
    this.#merged = undefined
  }

  /** A refusal by rules looks like a branch that is gone already, so it is looked for. */
  async #deleteBranch(): Promise<void> {
    await this.#pulls.deleteBranch(this.#key, branch)
    if (!(await this.#looks.rehearsal.branchExists(this.#key.repository, branch))) return
    throw new DaypassError('GITHUB_REFUSED', 'GitHub does not let the app delete it.')
  }

  /** What is left to do after a step failed; each is tried, and what fails is told. */
  async cleanUp(): Promise<string[]> {
    const left: string[] = []
    const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
      await work().catch((thrown: unknown) => left.push(`${what} (${failureOf(thrown).message})`))
    }
    const pull = this.#pull
    if (this.#merged !== undefined)
      await attempt(`remove ${this.#trial.path} from ${ledgerBranch}`, () => this.#remove())
    else if (pull !== undefined) await attempt(`close pull request ${pull}`, () => this.#pulls.close(this.#key, pull))
    if (this.#head !== '') await attempt(`delete the branch ${branch}`, () => this.#deleteBranch())
    return left
  }
}

async function explain(looks: DoctorInspection, id: number, step: Step, thrown: unknown): Promise<CheckResult> {
  const { code, message, where } = failureOf(thrown)
  const ruled = isDaypassError(thrown) && ['GITHUB_REFUSED', 'PULL_NOT_MERGEABLE'].includes(thrown.code)
  const rules = ruled ? await bindingRules(looks.repositories, id, step.at) : []
  const names = rules.length === 0 ? '' : ` Rules on ${step.at} that bind the app: ${rules.join(', ')}.`
  const told: CheckResult = { state: 'wrong', code, message: `Could not ${step.does}: ${message}${names}` }
  return where === undefined ? told : { ...told, where }
}

/**
 * Opens, merges and removes one trial file on the branch of requests, as every approval does, and leaves nothing behind but two commits.
 * What stops it is named, with the rules that apply there.
 */
export async function rehearse(looks: DoctorInspection, governance: Governance): Promise<CheckResult[]> {
  const { id, fullName } = governance.repository
  const { codeowners } = governance
  if (codeowners !== undefined && ownersOf(readCodeowners(codeowners), `${folder}/0.yml`).kind === 'closed')
    throw new DaypassError('OWNERS_INVALID', 'CODEOWNERS has a line that cannot be understood. Mend it first.', {
      where: fullName,
    })
  const rehearsal = new Rehearsal(looks, governance, await looks.rehearsal.pulls())
  for (const step of rehearsal.steps()) {
    try {
      await step.run()
    } catch (thrown) {
      const told = await explain(looks, id, step, thrown)
      const left = await rehearsal.cleanUp()
      const message = `The trial could not be taken back: ${left.join('; ')}. Do it by hand.`
      return left.length === 0 ? [told] : [told, { state: 'wrong', code: 'GITHUB_REFUSED', message }]
    }
  }
  return [
    { state: 'well', message: 'A trial request was opened, merged and removed: branch rules let the app do its work.' },
  ]
}

export function rehearsalCheck(
  looks: DoctorInspection,
  { name, governance }: { name: string; governance: () => Promise<Governance> },
): DoctorCheck {
  return { name: `${name} rehearsal`, look: async () => rehearse(looks, await governance()) }
}
