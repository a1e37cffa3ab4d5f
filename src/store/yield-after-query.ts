import { setImmediate } from 'node:timers/promises'
import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely'

/**
 * Lets the event loop turn after each query. The embedded database runs on this thread and resolves without ever waiting
 * for anything, so that a worker with a backlog would keep the door's sockets unread for as long as the backlog lasts.
 */
export class YieldAfterQuery implements KyselyPlugin {
  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return node
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    await setImmediate()
    return result
  }
}
