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
