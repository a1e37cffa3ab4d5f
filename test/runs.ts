import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** How vitest.config.ts wants properties to be tried. */
    properties: { seed: number; fuzz: boolean }
  }
}

/** How often a property is tried: so often in `npm test`, `fuzzed` times in `npm run test:fuzz`. */
export function runs(usual: number, fuzzed = usual * 5): number {
  return inject('properties').fuzz ? fuzzed : usual
}
