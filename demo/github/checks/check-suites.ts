import { senderOf } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, type Handler, json, notFound, type Route, route } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import { raiseSuite } from './check-events.ts'
import { listOf, mayNotRerun, reading, withCommit } from './check-runs.ts'
import type { CheckSuite } from './check-store.ts'
import { suiteShown } from './check-view.ts'

const REPOSITORY = '/repos/:owner/:repo'
const SUITE = `${REPOSITORY}/check-suites/:id`

export const checkSuiteRoutes: readonly Route[] = [
  route(`GET ${REPOSITORY}/commits/*ref/check-suites`, reading(withCommit(listOfCommit))),
  route(`GET ${SUITE}`, reading(withSuite(async (x, suite) => json(await suiteShown(x.world, suite))))),
  route(`GET ${SUITE}/check-runs`, reading(withSuite(runsOf))),
  route(`POST ${SUITE}/rerequest`, withSuite(rerequest)),
]

function withSuite(handler: (x: Exchange, suite: CheckSuite) => Promise<Answer> | Answer): Handler {
  return (x) => {
    const suite = x.world.checks.suite(repositoryOf(x), Number(x.params.id))
    return suite === undefined ? notFound() : handler(x, suite)
  }
}

async function listOfCommit(x: Exchange, sha: string): Promise<Answer> {
  const app = x.query.get('app_id')
  const suites = x.world.checks.suitesOf(repositoryOf(x), sha)
  const chosen = suites.filter((suite) => app === null || suite.app.id === Number(app))
  const shown = await Promise.all(chosen.map((suite) => suiteShown(x.world, suite)))
  const answer = page(x, shown)
  return { ...answer, body: { total_count: shown.length, check_suites: answer.body } }
}

function runsOf(x: Exchange, suite: CheckSuite): Answer {
  const runs = x.world.checks.runsOf(suite.repository, suite.headSha)
  return listOf(
    x,
    runs.filter((run) => run.suite === suite),
  )
}

/** All checks of one app anew: it is told, and makes new runs. */
async function rerequest(x: Exchange, suite: CheckSuite): Promise<Answer> {
  const refused = mayNotRerun(x, suite.app)
  if (refused) return refused
  suite.asked = true
  if (suite.app.id === x.world.app.id) await raiseSuite(x.world, suite, 'rerequested', senderOf(x.world, x.actor))
  return json({}, 201)
}
