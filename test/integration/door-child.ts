// A process of its own with the embedded store and the door, to be killed. Prints its port when it is ready.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDoor } from '../../src/ingress/door.ts'
import { openStore } from '../../src/store/open-store.ts'

const [dataDir = '', secret = ''] = process.argv.slice(2)
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const now = (): Date => new Date()
const store = await openStore({ dataDir, signTrail: async () => '', now, log })
const server = createServer(createDoor({ secrets: [secret], inbox: store.inbox, nudge: () => undefined, now, log }))
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
