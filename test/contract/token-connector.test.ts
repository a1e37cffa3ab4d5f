import { createFakeGrants } from '../fakes/grant-store.ts'
import { tokenConnectorContract } from './token-connector.ts'

tokenConnectorContract('the fake ledger', async () => {
  const ledger = createFakeGrants()
  return { grants: ledger, leases: ledger, repository: 123456789 }
})
