import type { RequestKey } from '../core/request-key.ts'

export type Person = { id: number; login: string; type: 'User' | 'Bot' | 'Organization' }

export type Issue = {
  number: number
  /** Whether GitHub shows it as a pull request, which is an issue too. */
  isPull: boolean
  url: string
  title: string
  body: string
  author: Person
  open: boolean
  closedBy: Person | undefined
  labels: string[]
  comments: number
  locked: boolean
  createdAt: Date
  updatedAt: Date
}

export type Comment = { id: number; body: string; author: Person; createdAt: Date; updatedAt: Date; ours: boolean }

/** What the issue shall look like; a member that is absent stays as it is. */
export type IssueChange = {
  title?: string
  labels?: string[]
  state?: 'open' | 'closed'
  reason?: 'completed' | 'not_planned' | 'reopened'
}

/** The issue as GitHub shows it. Every read is fresh. Throws GITHUB_* codes. */
export interface Issues {
  /**
   * GITHUB_GONE: it was deleted, or moved to another repository. GITHUB_NOT_FOUND: it is not seen, and its repository is.
   * GITHUB_SHUT_OUT: neither is, or the app gets no token there.
   */
  read(key: RequestKey): Promise<Issue>
  comments(key: RequestKey): Promise<Comment[]>
  /** Creates a comment and returns its id. Not idempotent: look for your own marker first when an earlier try may have got through. */
  comment(key: RequestKey, body: string): Promise<number>
  /** Rewrites one of our comments and checks that GitHub kept the text. */
  editComment(key: RequestKey, comment: number, body: string): Promise<void>
  change(key: RequestKey, change: IssueChange): Promise<void>
}
