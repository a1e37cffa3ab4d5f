import type { Manifest } from './manifest.ts'

/** Whatever somebody wrote, as text of a page or of an attribute in double quotes. */
export function html(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => names[character] ?? '')
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#1f2328;background:#fff}h1{font-size:1.5rem}button{font:inherit;font-weight:600;padding:.5rem 1.2rem;border:0;border-radius:6px;background:#1a7f37;color:#fff}code{overflow-wrap:anywhere}'

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${html(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${html(title)}</h1>
${body}
</main>
</body>
</html>
`
}

/** The first page: what is going to be made, and the form that tells GitHub. */
export function beginPage(manifest: Manifest, action: string): string {
  const { origin } = new URL(action)
  const rights = Object.entries(manifest.default_permissions).map(
    ([name, level]) => `${name.replaceAll('_', ' ')} ${level}`,
  )
  return page(
    'Register the GitHub App of your Daypass',
    `<p>GitHub (<code>${html(origin)}</code>) will show <b>${html(manifest.name)}</b> for you to create. It may: ${html(rights.join(', '))}. It delivers to <code>${html(manifest.hook_attributes.url)}</code>.</p>
<form action="${html(action)}" method="post">
<input type="hidden" name="manifest" value="${html(JSON.stringify(manifest))}">
<p><button type="submit" autofocus>Continue to GitHub</button></p>
</form>
<p>Its keys come back to the terminal that you started this from, and nowhere else. This page works once, and for ten minutes.</p>`,
  )
}

/** What a refused call shows. */
export function refusedPage(sentence: string): string {
  return page('That does not work', `<p>${html(sentence)}</p>`)
}

/** What is shown when the app is there and the browser was not sent on. */
export function failedPage(): string {
  return page('The app could not be taken over', '<p>The terminal says why, and what to do.</p>')
}
