import { createFakeDrills } from '../fakes/drills.ts'
import { drillsContract } from './drills-contract.ts'

const repository = 71

drillsContract(async () => {
  const drills = createFakeDrills()
  const said = async () =>
    drills.said.flatMap(({ event: { kind, facts }, repositories }) =>
      repositories.includes(repository) ? [[kind, facts.outcome]] : [],
    )
  return { drills, repository, said }
})
