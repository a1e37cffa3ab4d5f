import { isDaypassError } from '../../core/error.ts'
import type { OpaSupply } from '../../ports/opa.ts'
import { fetchOpa } from './fetch-opa.ts'
import { fetchedFolder, findOpa, type OpaPlaces } from './opa-binary.ts'
import { buildFor, thisPlatform } from './opa-builds.ts'

/** The opa of this machine. `places` says where to look, as for `findOpa`. */
export function createOpaSupply(places: OpaPlaces, fetcher: typeof fetch): OpaSupply {
  const platform = places.platform ?? thisPlatform
  const folder = places.fetchedTo ?? fetchedFolder()
  const findOfficial = () => findOpa({ ...places, own: undefined })
  return {
    platform,
    find: () => findOpa(places),
    fetch: async (options) => {
      const build = buildFor(platform)
      try {
        return { opa: await findOfficial(), fetched: false }
      } catch (error) {
        // A package with other bytes goes before what is fetched: fetching would hide that somebody changed it, and help nobody.
        const replaceable = isDaypassError(error, 'OPA_CHECKSUM') && error.where?.startsWith(folder)
        if (!isDaypassError(error, 'OPA_MISSING') && !replaceable) throw error
      }
      await fetchOpa(build, options, { folder, fetch: fetcher })
      return { opa: await findOfficial(), fetched: true }
    },
  }
}
