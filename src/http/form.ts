import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** Refuses bodies over 8 KiB as they arrive; no OAuth request of ours is longer. */
export const smallBody = bodyLimit({
  maxSize: 8192,
  onError: (c) => c.json({ error: 'invalid_request', error_description: 'the body is longer than 8 KiB' }, 413),
})

/**
 * The parameters of a form-encoded body, or why it is none. A parameter that comes twice is refused, and one without a value counts
 * as absent (RFC 6749, section 3.2).
 */
export async function readForm(c: Context): Promise<Map<string, string> | string> {
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return 'the body shall be application/x-www-form-urlencoded'
  const form = new Map<string, string>()
  const seen = new Set<string>()
  for (const [name, value] of new URLSearchParams(await c.req.text())) {
    if (seen.has(name)) return 'a parameter comes twice'
    seen.add(name)
    if (value !== '') form.set(name, value)
  }
  return form
}
