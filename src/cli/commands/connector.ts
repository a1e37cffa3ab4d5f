import { DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'

export type ConnectorOptions = { sql?: boolean; name?: string }

/** `daypass connector <kind> --sql`: what whoever administers the target runs there once. */
export async function connector(deps: CliDeps, type: string, { sql, name }: ConnectorOptions): Promise<void> {
  if (!sql) throw new DaypassError('USAGE', 'Say what to print: --sql.', { where: 'connector' })
  const desk = await deps.connectorDesk()
  deps.machine.stdout.write(desk.setUp(type, name))
}
