import { createFakeGrants } from '../fakes/grant-ledger.ts'
import { tokenConnectorContract } from './token-connector.ts'

tokenConnectorContract('the fake ledger', async () => ({ grants: createFakeGrants(), repository: 123456789 }))
