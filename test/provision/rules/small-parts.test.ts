import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { isKept, isWanted, liveLeases, setKept, takeLease } from '../../../provision/leases.js'
import { freePorts } from '../../../provision/ports.js'
import { identityOf, isAlive, ownIdentity, signalProcess, startTimeOf } from '../../../provision/processes.js'
import { reasonOf, ServiceUnavailable } from '../../../provision/service-unavailable.js'
import { makePrivateFolder, readStateFile, writePrivateFile } from '../../../provision/state-files.js'
import { fileFromTar } from '../../../provision/tar.js'
import { waitFor, waitUntil } from '../../../provision/wait-for.js'
import { tarOf } from '../../support/tar-of.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const modeOf = (path: string): number => statSync(path).mode & 0o777

describe('a file of a tar archive', () => {
  const archive = Buffer.concat([
    tarOf('LICENSE', 'a licence'),
    tarOf('./bin/temporal', 'x'.repeat(513)),
    tarOf('b', ''),
  ])
  test.each([
    ['LICENSE', 'a licence'],
    ['bin/temporal', 'x'.repeat(513)],
    ['b', ''],
  ])('%s is found by its name, whole', (name, content) => {
    expect(fileFromTar(archive, name).toString()).toBe(content)
  })

  test.each([
    ['another name', archive, 'temporal'],
    ['a name of the archive that is longer', archive, 'bin/temporal2'],
    ['an end inside its content', archive.subarray(0, 1024 + 512 + 512), 'bin/temporal'],
    ['an end inside its header', archive.subarray(0, 1024 + 511), 'bin/temporal'],
    ['an end right after its header', archive.subarray(0, 1024 + 512), 'bin/temporal'],
    ['a size that is no number', tarOf('a', 'content', 'zzzzzzzzzzz'), 'a'],
    ['two empty blocks before it', Buffer.concat([Buffer.alloc(1024), tarOf('a', 'content')]), 'a'],
    ['nothing at all', Buffer.alloc(0), 'a'],
  ])('is refused for %s', (_, cut, name) => {
    expect(() => fileFromTar(cut, name)).toThrow(new Error(`the archive holds no whole file ${name}`))
  })

  test('may be the last thing there is, without what pads it', () => {
    expect(fileFromTar(tarOf('a', 'content').subarray(0, 512 + 7), 'a').toString()).toBe('content')
  })
})

describe('files of a state', () => {
  test("are their owner's alone, written whole, and leave nothing beside", () => {
    makePrivateFolder(join(folder(), 'state', 'deep'))
    const file = join(folder(), 'state', 'deep', 'a.json')
    writePrivateFile(file, '{"a":1}')
    writePrivateFile(file, '{"a":2}')
    expect(readStateFile(file)).toEqual({ a: 2 })
    expect([modeOf(file), modeOf(join(folder(), 'state'))]).toEqual([0o600, 0o700])
    expect(readdirSync(join(folder(), 'state', 'deep'))).toEqual(['a.json'])
    expect(() => {
      writePrivateFile(join(file, 'below'), '')
    }).toThrow()
    expect(readdirSync(join(folder(), 'state', 'deep'))).toEqual(['a.json'])
  })

  test('that are missing or unfinished say nothing, any other trouble is an error', () => {
    writeFileSync(join(folder(), 'torn.json'), '{"a":')
    expect(readStateFile(join(folder(), 'torn.json'))).toBeUndefined()
    expect(readStateFile(join(folder(), 'none.json'))).toBeUndefined()
    expect(() => readStateFile(folder())).toThrow('EISDIR')
  })
})

describe('who uses a service', () => {
  test('says so by a lease, as long as it lives', () => {
    expect(liveLeases(folder())).toEqual([])
    const leave = takeLease(folder())
    const other = takeLease(folder())
    expect(modeOf(join(folder(), 'leases'))).toBe(0o700)
    expect(liveLeases(folder())).toEqual([ownIdentity(), ownIdentity()])
    expect(isWanted(folder())).toBe(true)
    leave()
    leave()
    expect(liveLeases(folder())).toEqual([ownIdentity()])
    other()
    expect(isWanted(folder())).toBe(false)
  })

  test('and has died counts for nothing; other files are left alone', () => {
    const leases = join(folder(), 'leases')
    mkdirSync(leases)
    writeFileSync(join(leases, '1-a.json'), JSON.stringify({ pid: process.pid, startedAt: 'another time' }))
    writeFileSync(join(leases, '1-b.json'), 'torn')
    writeFileSync(join(leases, '1-c.json.part'), '')
    expect(liveLeases(folder())).toEqual([])
    expect(readdirSync(leases)).toEqual(['1-c.json.part'])
  })

  test('or that it is kept is what makes it wanted', () => {
    expect(isKept(folder())).toBe(false)
    setKept(folder(), true)
    expect([isKept(folder()), isWanted(folder()), modeOf(join(folder(), 'kept'))]).toEqual([true, true, 0o600])
    setKept(folder(), false)
    setKept(folder(), false)
    expect([isKept(folder()), isWanted(folder())]).toEqual([false, false])
  })
})

describe('processes', () => {
  test('are known by pid and start', () => {
    expect(identityOf(process.pid)).toEqual(ownIdentity())
    expect(ownIdentity()).toEqual({ pid: process.pid, startedAt: startTimeOf(process.pid) })
    expect(startTimeOf(process.pid)).toMatch(/^\d{3,}$/)
    expect(isAlive(ownIdentity())).toBe(true)
    expect(isAlive({ pid: process.pid, startedAt: '1' })).toBe(false)
    expect([startTimeOf(2 ** 22 + 1), identityOf(2 ** 22 + 1)]).toEqual([undefined, undefined])
  })

  test('that have ended take no signal, which is no error; a signal that is none is', () => {
    signalProcess(2 ** 22 + 1, 'SIGTERM')
    signalProcess(2 ** 22 + 1, 'SIGTERM', true)
    expect(() => {
      signalProcess(process.pid, 'SIGNONE' as NodeJS.Signals)
    }).toThrow('SIGNONE')
  })
})

describe('ports', () => {
  test('are free, all different, and those wished for where they are free', async () => {
    const ports = await freePorts(4)
    expect(new Set(ports).size).toBe(4)
    expect(await freePorts(4, ports)).toEqual(ports)
    const taken = createServer()
    await new Promise<void>(listening => taken.listen(ports[2], '127.0.0.1', listening))
    const others = await freePorts(4, ports)
    expect(new Set(others).size).toBe(4)
    expect(others).not.toContain(ports[2])
    const more = await freePorts(2, ports)
    expect(more).toHaveLength(2)
    taken.close()
  })
})

describe('waiting', () => {
  test('ends with the first answer, and without one after its bound', async () => {
    let asked = 0
    expect(await waitFor(() => ((asked += 1) === 3 ? 'here' : undefined), 60_000, 1)).toBe('here')
    expect(asked).toBe(3)
    expect(await waitFor(() => Promise.resolve(false), 60_000)).toBe(false)
    expect(await waitFor<string>(() => undefined, 0)).toBeUndefined()
    expect(await waitFor<string>(() => undefined, 20, 1)).toBeUndefined()
  })

  test('for a condition says whether it came true', async () => {
    let true_ = false
    void sleep(20).then(() => (true_ = true))
    expect(await waitUntil(() => true_, 60_000, 1)).toBe(true)
    expect(await waitUntil(() => false, 20, 1)).toBe(false)
  })
})

test('a service that is not there says what was tried and what to do', () => {
  const error = new ServiceUnavailable('Temporal', 'no server', ['PATH', 'a download'], 'install one')
  expect(error).toMatchObject({ name: 'ServiceUnavailable', service: 'Temporal', remedy: 'install one' })
  expect(error.tried).toEqual(['PATH', 'a download'])
  expect(error.message).toBe('Temporal: no server\n  tried: PATH\n  tried: a download\n  what to do: install one')
})

test.each([
  [new Error('one\nDETAIL: a value'), 'one'],
  ['two\nthree', 'two'],
  [new AggregateError([new Error('a\nb'), new Error('c')]), 'a; c'],
  [new AggregateError([new Error('a')], 'all of it'), 'all of it'],
  [new Error(''), ''],
])('the reason of an error is its first line, without what may be a value: %s', (error, reason) => {
  expect(reasonOf(error)).toBe(reason)
  expect(existsSync(folder())).toBe(true)
})
