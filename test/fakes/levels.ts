import type { Levels } from '../../src/http/metrics/metrics.ts'

/** Of a server that has nothing to tell. */
export const noLevels: Levels = {
  ...{
    liveGrants: 0,
    endingGrants: 0,
    overdueEnds: 0,
    undelivered: 0,
    inboxWaiting: 0,
    lockdowns: 0,
    noticesWaiting: 0,
  },
  ...{ stranded: [], trails: [], chains: [], drills: [], governances: [], room: [], at: new Date(0) },
}
