const quotes = /^(?:"[\s\S]*"|'[\s\S]*'|`[\s\S]*`|“[\s\S]*”)$/

/**
 * A value without the quotes, blanks and mark of byte order that what set it has left around it: `docker --env-file` and others take quotes
 * for a part of the value.
 */
export function withoutQuotes(text: string): string {
  let bare = text.trim()
  // A template in quotes within quotes is as deep as anybody has gone.
  for (let depth = 0; depth < 3 && bare.length > 1 && quotes.test(bare); depth++) bare = bare.slice(1, -1).trim()
  return bare
}

/** A value of one line without the quotes around it; where the same quotes stand inside too, they belong to more than the whole. */
export function unquoted(text: string): string {
  const bare = text.trim()
  const [, , inside] = /^(["'`])(.*)\1$/s.exec(bare) ?? []
  return inside === undefined || inside.includes(bare.charAt(0)) ? bare : inside.trim()
}

/** What a template leaves behind where nothing replaced it. */
export function isExpression(text: string): boolean {
  return /^\$(?:[{(].*[})]|\w+)$|^\{\{.*\}\}$|^%\w+%$/.test(text.trim())
}
