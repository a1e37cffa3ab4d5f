/** The slow, obvious reading of a CODEOWNERS pattern, written apart from the one that it judges: tries every way to match. */
export function referenceMatches(pattern: string, path: string): boolean {
  if (pattern === '/') return false
  const words = pattern.split('/')
  if (words[0] === '') words.shift()
  else if (words.length === 1 || (words.length === 2 && words[1] === '')) words.unshift('**')
  if (words.at(-1) === '') words[words.length - 1] = '**'
  return matchWords(words, path.split('/'))
}

function matchWords(words: string[], names: string[]): boolean {
  const [word, ...rest] = words
  if (word === undefined) return names.length === 0
  if (word === '**') {
    if (rest.length === 0) return names.length > 0
    return names.some((_, skip) => matchWords(rest, names.slice(skip))) || matchWords(rest, [])
  }
  const [name, ...below] = names
  if (name === undefined || !matchCharacters(word, name)) return false
  if (rest.length > 0) return matchWords(rest, below)
  return below.length === 0 || word !== '*'
}

function matchCharacters(word: string, name: string): boolean {
  if (word === '') return name === ''
  if (word.startsWith('*')) {
    return matchCharacters(word.slice(1), name) || (name !== '' && matchCharacters(word, name.slice(1)))
  }
  if (word.startsWith('\\')) return name !== '' && word[1] === name[0] && matchCharacters(word.slice(2), name.slice(1))
  if (name === '' || (word[0] !== '?' && word[0] !== name[0])) return false
  return matchCharacters(word.slice(1), name.slice(1))
}
