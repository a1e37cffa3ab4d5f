/** How likely each thing is to go wrong, for each call, delivery or job. */
export type Weather = {
  behind: number
  notFound: number
  shutOut: number
  unavailable: number
  limited: number
  writtenAndUnavailable: number
  cut: number
  lost: number
  doubled: number
  late: number
  jobLost: number
  /** That something else happens in the middle of a call. */
  overlap: number
}

export const calmWeather: Weather = {
  ...{ behind: 0, notFound: 0, shutOut: 0, unavailable: 0, limited: 0, writtenAndUnavailable: 0, cut: 0 },
  ...{ lost: 0, doubled: 0, late: 0, jobLost: 0, overlap: 0 },
}

/** Whether nothing goes wrong in it: a server does several things at once on the best of days. */
export function isCalm({ overlap: _, ...rates }: Partial<Weather>): boolean {
  return Object.values(rates).every((rate) => rate === 0)
}
