import { join } from 'node:path'
import { expect } from 'vitest'
import type { Answer } from '../../demo/command-line.ts'
import { runInProcess } from '../../demo/in-process.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { type Asked, ask, callOrders, labelled, type Wish } from './play.ts'

/** A grant that lives, with what its requester holds of it. */
export type Held = { asked: Asked; login: string; token: string; credential: string }

/** Somebody asks for what policy allows, waits for it, and opens it; the application accepts the token. */
export async function holds(stage: Stage, login: string, daypass: Stage['daypass'], wish: Wish = {}): Promise<Held> {
  const asked = await ask(stage, login, wish)
  await labelled(stage, asked, 'daypass:active')
  return opened(stage, login, daypass, asked)
}

/** Opens what has been granted. */
export async function opened(stage: Stage, login: string, daypass: Stage['daypass'], asked: Asked): Promise<Held> {
  const { code, stdout, stderr } = await daypass('open', asked.url, '--json')
  expect(code, stderr).toBe(0)
  const shown = JSON.parse(stdout) as { access_token: string; credential: { refresh_token: string } }
  const held = { asked, login, token: shown.access_token, credential: shown.credential.refresh_token }
  await lives(stage, held)
  return held
}

/** The application accepts the token, and the renewal credential brings a new one. */
export async function lives(stage: Stage, held: Held): Promise<void> {
  expect(await callOrders(stage, held.token)).toMatchObject({ status: 200 })
  expect(await renew(stage, held)).toMatchObject({ status: 200 })
}

/** Waits until the application refuses the token; from then on the credential brings no other. */
export async function refused(stage: Stage, held: Held, withinMs?: number): Promise<void> {
  await eventually(
    `the application refusing the token of #${held.asked.number}`,
    async () => ((await callOrders(stage, held.token)).status === 401 ? true : undefined),
    withinMs,
  )
  expect(await renew(stage, held)).toEqual({ status: 400, error: 'invalid_grant' })
}

export async function renew(stage: Stage, { credential }: Held): Promise<{ status: number; error?: string }> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: credential })
  const response = await fetch(`${stage.server.url}/oauth/token`, { method: 'POST', body })
  const { error } = (await response.json()) as { error?: string }
  return { status: response.status, ...(error === undefined ? {} : { error }) }
}

/** How many of Daypass's comments say this. */
export function times(ours: readonly { body?: string | undefined }[], words: string): number {
  return ours.filter(({ body }) => body?.includes(words)).length
}

/** `daypass lockdown` as whoever runs the server, with nothing of its environment but where its data lie, and what is given. */
export function operator(stage: Stage, args: string[], more: Record<string, string> = {}): Promise<Answer> {
  return runInProcess(['lockdown', ...args], { DAYPASS_DATA_DIR: join(stage.folder, 'data'), ...more })
}
