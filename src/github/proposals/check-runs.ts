import type { Annotation, CheckOutput, CheckRun, CheckRuns } from '../../ports/check-runs.ts'
import type { OwnApp } from '../api/own-app.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'

/** What a required check has to be called. */
export const checkName = 'daypass/policy'

/** Check runs through GitHub's REST API: https://docs.github.com/en/rest/checks/runs. The only caller of it. */
export function createCheckRuns(repositories: Repositories, app: Pick<OwnApp, 'id'>): CheckRuns {
  return {
    async of(repository, head) {
      const found = await allPages(
        // Anybody who may write statuses can use the name: ours are those of our app, whether or not GitHub has filtered.
        (page) =>
          repositories.call(repository, 'checksOfCommit', {
            ...{ ref: head, check_name: checkName, app_id: app.id, filter: 'all' },
            ...page,
          }),
        ({ data }) => new ResponseFields(data, 'the check runs').list('check_runs'),
      )
      return found.map((data) => readRun(data)).flatMap(({ by, ...run }) => (by === app.id ? [run] : []))
    },
    async create(repository, { head, name, output, conclusion }) {
      const { data } = await repositories.creating({ for: 'open', by: 'upkeep' }).call(repository, 'createCheck', {
        ...{ name: checkName, head_sha: head, external_id: name },
        ...(conclusion === undefined ? { status: 'in_progress' } : { status: 'completed', conclusion }),
        output: outputOf(output),
      })
      return new ResponseFields(data, 'the check run').id('id')
    },
    async update(repository, run, { output, annotations, conclusion }) {
      await repositories.call(repository, 'updateCheck', {
        check_run_id: run,
        ...(conclusion === undefined ? { status: 'in_progress' } : { status: 'completed', conclusion }),
        output: { ...outputOf(output), ...(annotations?.length ? { annotations: annotations.map(annotationOf) } : {}) },
      })
    },
  }
}

function readRun(data: unknown): CheckRun & { by: number | undefined } {
  const run = new ResponseFields(data, 'the check run')
  return {
    id: run.id('id'),
    name: run.optionalText('external_id') ?? '',
    ...(run.text('status') === 'completed' ? { conclusion: run.text('conclusion') } : {}),
    by: run.optionalPart('app')?.id('id'),
  }
}

function outputOf({ title, summary, text }: CheckOutput) {
  return { title, summary, ...(text === undefined ? {} : { text }) }
}

function annotationOf({ path, line, column, level, title, message }: Annotation) {
  return {
    ...{ path, start_line: line, end_line: line, annotation_level: level, title, message },
    ...(column > 1 ? { start_column: column, end_column: column } : {}),
  }
}
