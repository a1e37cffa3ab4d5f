import { correct } from '../gateway/correct.ts'
import { read } from '../gateway/forward.ts'
import { type Answer, type Exchange, notFound, type Route, route } from '../gateway/route.ts'
import { asObject, asObjects, type JsonObject } from '../json.ts'
import type { Pull, Review } from '../pulls/pull-store.ts'
import { changesOf } from '../pulls/pull-view.ts'
import { findRepository } from '../world.ts'

/** What a browser sees of the local GitHub: issues and pull requests, readable and no more. Whoever reaches the loopback may look. */
export const pageRoutes: readonly Route[] = [
  route('GET /:owner/:repo/issues', listPage),
  route('GET /:owner/:repo/issues/:number', issuePage),
  route('GET /:owner/:repo/pull/:number', issuePage),
]

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1f2328}
h1{font-size:1.6rem}article{border:1px solid #d1d9e0;border-radius:6px;margin:1rem 0}
header{background:#f6f8fa;border-bottom:1px solid #d1d9e0;padding:.4rem .8rem;color:#59636e}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;padding:.8rem;font:13px/1.5 ui-monospace,monospace}
mark{background:#ddf4ff;border-radius:1em;padding:.1em .6em;margin-right:.3em}a{color:#0969da}`

async function listPage(x: Exchange): Promise<Answer> {
  const repository = findRepository(x.world, x.params.owner ?? '', x.params.repo ?? '')
  if (repository === undefined) return notFound()
  const data = await x.world.backend.all(`/repos/${repository.fullName}/issues?state=all`)
  const present = asObjects(data).filter((issue) => x.world.stamps.gone(issue) === undefined)
  const rows = present.map(
    (issue) => `<li><a href="${html(issue.html_url)}">${html(issue.title)}</a> ${marks(issue)}</li>`,
  )
  return document(repository.fullName, `<h1>${html(repository.fullName)}</h1><ul>${rows.join('\n')}</ul>`)
}

async function issuePage(x: Exchange): Promise<Answer> {
  const repository = findRepository(x.world, x.params.owner ?? '', x.params.repo ?? '')
  if (repository === undefined) return notFound()
  const path = `/repos/${repository.fullName}/issues/${Number(x.params.number)}`
  const issue = await read(x.world, path)
  if (issue === undefined || x.world.stamps.gone(issue)) return notFound()
  const comments = asObjects(correct(x.world, await x.world.backend.all(`${path}/comments`)))
  const pull = x.world.pulls.find(repository, Number(x.params.number))
  const said = [issue, ...comments, ...(pull ? pull.reviews.map(reviewArticle) : [])]
  const changed = pull ? await changes(x, pull) : ''
  const heading = `<h1>${html(issue.title)} <small>#${html(issue.number)}</small></h1><p>${marks(issue)}</p>`
  return document(String(issue.title), heading + changed + inTime(said).map(article).join('\n'))
}

/** A review as if it were a comment; a pending one is nobody else's. */
function reviewArticle(review: Review): JsonObject {
  const { id, user, state, body, submittedAt } = review
  return { id, user, created_at: submittedAt, body: state === 'PENDING' ? '' : `${state}\n\n${body}`.trimEnd() }
}

function inTime(said: readonly JsonObject[]): JsonObject[] {
  const shown = said.filter(({ created_at }) => typeof created_at === 'string')
  return shown.toSorted((a, b) => String(a.created_at).localeCompare(String(b.created_at)))
}

async function changes(x: Exchange, pull: Pull): Promise<string> {
  const files = (await changesOf(x.world, pull))?.files ?? []
  const rows = files.map(({ filename, status, patch }) => {
    return `<li>${html(status)} <code>${html(filename)}</code><pre>${html(patch)}</pre></li>`
  })
  const state = pull.merged ? 'merged' : pull.open ? 'wants to merge' : 'closed'
  return `<p>${html(pull.head)} → ${html(pull.base)}: ${state}</p><ul>${rows.join('')}</ul>`
}

function marks(issue: JsonObject): string {
  const names = [issue.state, ...asObjects(issue.labels).map(({ name }) => name)]
  return names.map((name) => `<mark>${html(name)}</mark>`).join('')
}

function article(said: JsonObject): string {
  const header = `<header><b>${html(asObject(said.user).login)}</b> ${html(said.created_at)}</header>`
  return `<article id="${said.number === undefined ? `issuecomment-${html(said.id)}` : 'issue'}">${header}<pre>${html(said.body)}</pre></article>`
}

function document(title: string, body: string): Answer {
  const head = `<meta charset="utf-8"><meta http-equiv="refresh" content="3"><title>${html(title)}</title><style>${STYLE}</style>`
  return { status: 200, html: `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>` }
}

function html(value: unknown): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return String(value ?? '').replace(/[&<>"']/g, (character) => names[character] ?? '')
}
