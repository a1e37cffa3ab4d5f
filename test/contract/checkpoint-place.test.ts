import { fakePlace } from '../fakes/checkpoint-place.ts'
import { checkpointPlaceContract, countsInContract } from './checkpoint-place-contract.ts'

checkpointPlaceContract(async () => {
  const place = fakePlace(countsInContract)
  return {
    place,
    repository: 99,
    again: () => place,
    write: async (path, text) => void place.files?.set(path, text),
    files: async () => Object.fromEntries(place.files ?? []),
  }
})
