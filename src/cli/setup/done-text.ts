import type { Finding } from '../doctor/report.ts'
import { shellQuote } from '../rendering.ts'

/** What a set-up ends with; `ok`: doctor found nothing wrong. */
export type SetupDone = {
  ok: boolean
  organisation: string
  repository: { id: number; url: string }
  app: { id: number; slug: string; url: string }
  /** Repositories, beside the access repository, that the app was installed on. */
  installed_elsewhere: readonly string[]
  folder: string
  environment: string
  findings: readonly Finding[]
}

/** The last words: what doctor found, and the two acts that are left. */
export function renderDone(done: SetupDone, report: string): string {
  const head = done.ok
    ? `Daypass is set up for ${done.organisation}; its files are in ${done.folder}`
    : 'Daypass is set up, and something is to be put right. Then run this again with --resume.'
  const next = [
    'Next:',
    `  1. Start the server:        set -a; . ${shellWord(done.environment)}; set +a; daypass serve`,
    `  2. Open the first issue:    ${done.repository.url}/issues/new?template=access-request.yml`,
    '',
    `The keys in ${done.folder} are the app's. Keep a copy with your secrets, and none in a repository.`,
  ]
  return ['', report.trimEnd(), '', head, '', ...(done.ok ? next : []), ''].join('\n').replace(/\n{3,}/g, '\n\n')
}

const shellWord = (path: string): string => (/^[\w@%+=:,./-]+$/.test(path) ? path : shellQuote(path))
