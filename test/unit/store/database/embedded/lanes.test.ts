import type { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { createLanes } from '../../../../../src/store/database/embedded/lanes.ts'

/** A database with one connection that does one thing at a time and notes what it did. */
function oneConnection() {
  const done: string[] = []
  let tail: Promise<unknown> = Promise.resolve()
  const query = (name: string): Promise<{ rows: unknown[] }> => {
    const turn = tail.then(async () => {
      await Promise.resolve()
      if (name === 'broken') throw new Error('broken')
      done.push(name)
      return { rows: [] }
    })
    tail = turn.catch(() => undefined)
    return turn
  }
  return { done, lanes: createLanes({ query } as unknown as PGlite) }
}

describe('the lanes of the embedded database', () => {
  it('let the express wait for what is under way, and for no queue behind it', async () => {
    const { done, lanes } = oneConnection()
    const common = ['a', 'b', 'c', 'd'].map((name) => lanes.common.query(name))
    await common[0]
    const express = lanes.express.query('express')
    await Promise.all([...common, express])
    expect(done).toStrictEqual(['a', 'express', 'b', 'c', 'd'])
  })

  it('let the common lane have its turn under a constant stream of express work', async () => {
    const { done, lanes } = oneConnection()
    let isOver = false
    const stream = async (): Promise<void> => {
      while (!isOver) await Promise.all([lanes.express.query('express'), lanes.express.query('express')])
    }
    const streaming = stream()
    await Promise.all(['a', 'b', 'c'].map((name) => lanes.common.query(name)))
    isOver = true
    await streaming
    expect(done.filter((name) => name !== 'express')).toStrictEqual(['a', 'b', 'c'])
  })

  it('go on after a failure in either', async () => {
    const { done, lanes } = oneConnection()
    await expect(lanes.common.query('broken')).rejects.toThrow('broken')
    await expect(lanes.express.query('broken')).rejects.toThrow('broken')
    await lanes.common.query('a')
    expect(done).toStrictEqual(['a'])
  })

  it('let timers and sockets have their turn between pieces of work', async () => {
    const { lanes } = oneConnection()
    let ticked = false
    setImmediate(() => {
      ticked = true
    })
    await lanes.common.query('a')
    await lanes.common.query('b')
    expect(ticked).toBe(true)
  })
})
