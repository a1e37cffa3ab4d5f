import { createFakeLedger } from '../fakes/grant-ledger.ts'
import { tokenConnectorContract } from './token-connector.ts'

tokenConnectorContract('the fake ledger', async () => ({ grants: createFakeLedger(), repository: 123456789 }))
