import { expect, test } from 'vitest'
import { renderFindings } from '../../../../src/cli/doctor/report.ts'
import { renderDone } from '../../../../src/cli/setup/done-text.ts'

const finding = {
  name: 'configuration',
  state: 'well' as const,
  message: 'Environment and deployment file are complete.',
}
const done = {
  ok: true,
  organisation: 'acme',
  repository: { id: 7, url: 'https://github.com/acme/access' },
  app: { id: 3101, slug: 'daypass-acme', url: 'https://github.com/apps/daypass-acme' },
  installed_elsewhere: [],
  folder: '/srv/day pass',
  environment: '/srv/day pass/daypass.env',
  findings: [finding],
}

test('what is left to do stands at the end', async () => {
  await expect(renderDone(done, renderFindings([finding]))).toMatchFileSnapshot('../../../golden/cli/setup-done.txt')
})

test('where something is wrong, nobody is told to go on', () => {
  const wrong = { ...finding, state: 'wrong' as const }
  const text = renderDone({ ...done, ok: false, findings: [wrong] }, renderFindings([wrong]))
  expect(text).toContain('--resume')
  expect(text).not.toContain('Start the server')
})
