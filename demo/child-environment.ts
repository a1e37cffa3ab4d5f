import { fileURLToPath } from 'node:url'

/** Compiled code is kept here: many processes are started, and compiling is what each of them would begin with. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

/** The environment of a child process: this process's path, and beyond that nothing but what is named. */
export function childEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  return { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: compiled, ...env }
}
