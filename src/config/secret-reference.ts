/** What is wrong with a token that the deployment file names: `written`, as it stands there, has to be one reference to a variable, and nothing else. */
export function tokenFlaw(token: string, written: unknown): string | undefined {
  if (typeof written !== 'string' || !/^\$\{[^${}]*\}$/.test(written))
    return `is written out. Put it into a variable, and write \${NAME} here.`
  if (!/^[!-~]+$/.test(token)) return 'holds blanks or characters that no header can carry. Make another.'
  return undefined
}
