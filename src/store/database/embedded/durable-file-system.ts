import { fsyncSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Init = NodeFS['init']
type FileStream = { nfd: number }
type WithNodeFiles = { NODEFS?: { stream_ops: { fsync?: (stream: FileStream) => number } } }

/**
 * PGlite's file system with an fsync that reaches the disk. The one it ships has none, so that a commit survives the end
 * of the process but not the loss of power.
 */
export class DurableFileSystem extends NodeFS {
  override async init(...[pg, options]: Parameters<Init>): ReturnType<Init> {
    const prepared = await super.init(pg, options)
    const withFsync = (module: unknown): void => {
      const operations = (module as WithNodeFiles).NODEFS?.stream_ops
      if (operations === undefined) throw new Error('PGlite has no NODEFS any more: commits would not be durable')
      operations.fsync = (stream) => {
        fsyncSync(stream.nfd)
        return 0
      }
    }
    const preRun = prepared.emscriptenOpts.preRun
    return {
      emscriptenOpts: {
        ...prepared.emscriptenOpts,
        preRun: [withFsync, ...(Array.isArray(preRun) ? preRun : preRun === undefined ? [] : [preRun])],
      },
    }
  }
}

const setting = (text: string): string[] => ['-c', text]

/** How PGlite starts PostgreSQL, without its `-F` (fsync off) and with a sync method that this file system has. */
export const durableStart: string[] = [
  '--single',
  '-O',
  '-j',
  ...setting('search_path=public'),
  ...setting('exit_on_error=false'),
  ...setting('log_checkpoints=false'),
  ...setting('max_worker_processes=0'),
  ...setting('max_parallel_workers=0'),
  ...setting('max_parallel_workers_per_gather=0'),
  ...setting('max_parallel_maintenance_workers=0'),
  ...setting('io_method=sync'),
  ...setting('wal_sync_method=fsync'),
]
