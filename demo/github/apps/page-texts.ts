import type { Answer } from '../gateway/route.ts'
import type { World } from '../world.ts'

function html(value: unknown): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return String(value ?? '').replace(/[&<>"']/g, (character) => names[character] ?? '')
}

function document(status: number, title: string, body: string): Answer {
  const head = `<meta charset="utf-8"><title>${html(title)} · local GitHub</title>`
  return {
    status,
    html: `<!doctype html><html lang="en"><head>${head}</head><body><h1>${html(title)}</h1>${body}</body></html>`,
  }
}

export function saidPage(status: number, title: string, sentence: string): Answer {
  return document(status, title, `<p>${html(sentence)}</p>`)
}

/** Where an app's name is confirmed, or another given. */
export function confirmPage(
  { organisation }: World,
  { token, name, wrong }: { token: string; name: string; wrong?: string },
): Answer {
  const said = wrong === undefined ? '' : `<p role="alert">${html(wrong)}</p>`
  return document(
    wrong === undefined ? 200 : 422,
    'Create GitHub App',
    `${said}<form method="post" action="/organizations/${html(organisation.login)}/settings/apps">
<input type="hidden" name="authenticity_token" value="${html(token)}">
<label>GitHub App name <input name="name" value="${html(name)}"></label>
<button type="submit">Create GitHub App for ${html(organisation.login)}</button></form>`,
  )
}

/** Where an app is installed: on all repositories, or on those that are chosen. */
export function installPage(
  { app, organisation, repositories }: World,
  { chosen, mayInstall }: { chosen: readonly number[]; mayInstall: boolean },
): Answer {
  const boxes = [...repositories.values()].map(({ id, name }) => {
    const mark = chosen.includes(id) ? ' checked' : ''
    return `<label><input type="checkbox" name="repository_ids[]" value="${id}"${mark}> ${html(name)}</label>`
  })
  const only = chosen.length > 0
  return document(
    200,
    `Install ${app.name}`,
    `<form method="post" action="/apps/${html(app.slug)}/installations">
<label><input type="radio" name="install_target" value="all"${only ? '' : ' checked'}> All repositories</label>
<label><input type="radio" name="install_target" value="selected"${only ? ' checked' : ''}> Only select repositories</label>
${boxes.join('\n')}
<button type="submit">${mayInstall ? 'Install' : 'Request'}</button> on ${html(organisation.login)}</form>`,
  )
}
