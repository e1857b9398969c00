import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { liveLeases, takeLease } from '../../../provision/leases.js'
import { tryLock, withLock } from '../../../provision/lock.js'
import { identityOf, isAlive, ownIdentity } from '../../../provision/processes.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium lock '))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('of several pieces of work under one lock never two run at once', async () => {
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, () =>
      withLock(join(folder, 'one'), async () => {
        inside += 1
        most = Math.max(most, inside)
        await sleep(5)
        inside -= 1
      }),
    ),
  )
  expect(most).toBe(1)
  expect(readdirSync(folder)).toEqual([])
})

test('a lock whose holder has died is taken over, one of a living holder is not', () => {
  const file = join(folder, 'two')
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'before the pid was given to us' }))
  const unlock = tryLock(file)
  expect(unlock).toBeDefined()
  expect(tryLock(file)).toBeUndefined()
  unlock?.()
  expect(readdirSync(folder)).toEqual([])
})

test('a lease of a dead process counts for nothing and is cleared away', () => {
  const drop = takeLease(folder)
  writeFileSync(join(folder, 'leases', '1-dead.json'), JSON.stringify({ pid: 1, startedAt: 'another time' }))
  expect(liveLeases(folder)).toEqual([ownIdentity()])
  expect(readdirSync(join(folder, 'leases'))).toHaveLength(1)
  drop()
  expect(liveLeases(folder)).toEqual([])
  rmSync(join(folder, 'leases'), { recursive: true })
})

test('a process is distinguished from another one that got its pid later', () => {
  expect(isAlive(ownIdentity())).toBe(true)
  expect(isAlive({ ...ownIdentity(), startedAt: '0' })).toBe(false)
  expect(identityOf(2 ** 22 + 1)).toBeUndefined()
})
