import { fileURLToPath } from 'node:url'

/** Compiled code is kept here: many processes are started, and compiling is what each of them would begin with. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

/** The environment of a child process: this process's path and folder for temporary files, and beyond that nothing but what is named. */
export function childEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', TMPDIR } = process.env
  return { PATH, ...(TMPDIR ? { TMPDIR } : {}), NODE_COMPILE_CACHE: compiled, ...env }
}
