import { DaypassError } from '../../core/error.ts'
import type { DoctorInspection } from './inspection.ts'

/** Whether the server could write where it keeps store, keys and checkpoints. Throws CONFIG_UNREADABLE. */
export async function lookAtDataDirectory(looks: DoctorInspection): Promise<string> {
  const { path, missing, refused } = await looks.dataDirectory()
  if (refused.length === 0)
    return missing ? `The server makes ${path} when it starts.` : `The server can write to ${path}.`
  const which = refused.map(({ path: at, why }) => `${at} (${why})`).join(', ')
  const message = `It cannot be written: ${which}. Give it to the user that the server runs as, or name another place in DAYPASS_DATA_DIR. In a container: mount the volume writable.`
  throw new DaypassError('CONFIG_UNREADABLE', message, { where: 'DAYPASS_DATA_DIR' })
}
