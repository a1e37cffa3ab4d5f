import { addSeconds } from '../../../src/core/instant.ts'
import type { FormAnswers } from '../../../src/ports/form-answers.ts'
import { inTransactions } from './database/memory-database.ts'
import type { StoreParts } from './database/parts.ts'

const hour = 3_600
const kept = 30 * 86_400
const mostOfPerson = 3
const mostOfRepository = 20

export function createFormAnswers({ tables, transaction }: StoreParts): FormAnswers {
  const { form_answers } = tables
  return inTransactions<FormAnswers>(transaction, {
    async take({ repository, issue }, person, now) {
      for (const old of form_answers.where(({ at }) => at < addSeconds(now, -kept))) form_answers.delete(old)
      const lately = form_answers.where((row) => row.repository === repository && row.at > addSeconds(now, -hour))
      const own = lately.filter((row) => row.person === person)
      if (lately.length >= mostOfRepository || own.length >= mostOfPerson) return false
      return form_answers.add({ repository, issue, person, at: now })
    },
  })
}
