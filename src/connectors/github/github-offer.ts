import type { Survey } from '../../core/catalog/offered.ts'
import { asError } from '../../core/error.ts'
import { offeredLoans } from '../../core/lending/offered-loans.ts'
import type { OpenLending } from '../../ports/lending.ts'
import type { GitHubSettings } from './terms.ts'

/** What of GitHub the settings let be lent, with the names that it has there. What GitHub does not answer is said. */
export async function surveyGitHub(
  name: string,
  settings: GitHubSettings,
  { look, enrolled, openLending }: { look: boolean; enrolled: readonly number[]; openLending?: OpenLending },
): Promise<Survey> {
  const { roles = {} } = settings
  if (!look || !openLending) return (texts) => offeredLoans(name, roles, undefined, texts)
  try {
    const all = await openLending(settings).seen()
    // Who may write there has a say.
    const seen = { ...all, repositories: all.repositories.filter(({ id }) => !enrolled.includes(id)) }
    return (texts) => offeredLoans(name, roles, seen, texts)
  } catch (thrown) {
    const remark = `GitHub was not read, so nobody knows which teams have a say. ${asError(thrown).message}`
    return (texts) => {
      const { offered, remarks } = offeredLoans(name, roles, undefined, texts)
      return { offered, remarks: [...remarks, remark] }
    }
  }
}
