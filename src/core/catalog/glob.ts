/**
 * Whether a name fits a pattern in which `*` stands for any characters and all else for itself. Linear in their product, whatever they hold:
 * the last star takes what it must, and none before it is tried again.
 */
export function fitsGlob(pattern: string, name: string): boolean {
  let [at, star, resume] = [0, -1, 0]
  for (let place = 0; place < name.length; ) {
    if (pattern[at] === '*') {
      star = at++
      resume = place
    } else if (pattern[at] === name[place]) {
      at++
      place++
    } else if (star !== -1) {
      at = star + 1
      place = ++resume
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
