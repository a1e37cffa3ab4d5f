/** CPU time as Node tells it, in microseconds of two kinds → milliseconds of both. */
export function cpuMilliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}
