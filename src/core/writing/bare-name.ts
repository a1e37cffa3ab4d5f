/** What people put around a name to make it stand out: code, emphasis, quotes. */
const around = /^(?:(`{1,2}|\*{1,2}|_{1,2}|"|')(.+)\1|“(.+)”|‘(.+)’|«(.+)»)$/

/** Longer texts are no names. */
const longest = 400

/** A name without what was put around it; where the same marks stand inside too, they belong to more than one. */
export function bareName(text: string): string {
  let bare = text.trim()
  // Code in bold is as deep as anybody goes.
  for (let depth = 0; depth < 2 && bare.length <= longest; depth++) {
    const [, mark, inside, ...quoted] = around.exec(bare) ?? []
    const inner = mark === undefined ? quoted.find((one) => one !== undefined) : inside
    if (inner === undefined || (mark !== undefined && inner.includes(mark.charAt(0)))) break
    bare = inner.trim()
  }
  return bare
}
