import { fileURLToPath } from 'node:url'

/** Compiled code is kept here: many processes are started, and compiling is what each of them would begin with. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

/** How programs are found, opa among them (`daypass opa --fetch` keeps it in the home directory), and where short-lived files go. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'DAYPASS_OPA']

/** The environment of a child process: this process's path, folders and opa, and beyond that nothing but what is named. */
export function childEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  const ours = passedOn.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return { ...Object.fromEntries(ours), NODE_COMPILE_CACHE: compiled, ...env }
}
