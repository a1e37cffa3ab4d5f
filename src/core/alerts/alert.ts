import { sha256 } from '../digest.ts'
import type { Sensitivity } from '../sensitivity.ts'
import type { AlertKind } from './alert-kinds.ts'

/**
 * Something that somebody has to hear of. `subject`: what it is about; `spell`: which time of it. What has the same three is one alert, and
 * told once. Nothing in it is a text that people wrote, but for names.
 */
export type Alert = {
  kind: AlertKind
  subject: string
  spell: string
  resource?: string
  sensitivity?: Sensitivity
  /** Whose request it is: not who did what is told. */
  who?: { id: number; login: string }
  /** A connector, a scope, a number of entries: a word of the deployment's own. */
  about?: string
  url?: string
}

/** An alert of a repository. `shared`: it is of the whole deployment, and the notice of another repository tells the deployment's places. */
export type RepositoryAlert = { repository: number; alert: Alert; shared: boolean }

/** The same for the same alert, however often it is sent. */
export function noticeId(
  repository: number,
  { kind, subject, spell }: Pick<Alert, 'kind' | 'subject' | 'spell'>,
): string {
  return `msg_${sha256(JSON.stringify(['daypass-notice-v1', repository, kind, subject, spell])).slice(0, 32)}`
}

/** An alert of the whole deployment, for each of these repositories: one of them tells the deployment's places. */
export function everywhere(repositories: readonly number[], alert: Alert): RepositoryAlert[] {
  const first = Math.min(...repositories)
  return repositories.map((repository) => ({ repository, alert, shared: repository !== first }))
}

/** Which day it is, for what is told once a day. */
export function dayOf(at: Date | string): string {
  return new Date(at).toISOString().slice(0, 10)
}
