import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildOwnServer, findTemporalProgram, programOnPath, programRuns } from '../../../provision/temporal-program.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const machine = `${process.platform}-${process.arch}`

const program = (place: string, name: string, script = 'exit 0'): string => {
  mkdirSync(join(folder(), place), { recursive: true })
  const path = join(folder(), place, name)
  writeFileSync(path, `#!/bin/sh\n[ "$1" = --version ] || exit 9\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

const environment = (path: string) => ({
  PATH: path,
  XDG_CACHE_HOME: join(folder(), 'cache'),
  COHORTIUM_TEMPORAL_DOWNLOAD: 'off',
})
const find = (path = '') => findTemporalProgram(environment(path), () => undefined)

test('a program runs when it answers with its version', async () => {
  expect(await programRuns(program('a', 'good'))).toBe(true)
  expect(await programRuns(program('a', 'bad', 'exit 1'))).toBe(false)
  expect(await programRuns(join(folder(), 'none'))).toBe(false)
})

test('the first on PATH that may be run counts', () => {
  const [first, second] = [join(folder(), 'a'), join(folder(), 'b')]
  const later = program('b', 'tool')
  expect(programOnPath('tool', { PATH: `:${first}:${second}` })).toBe(later)
  const earlier = program('a', 'tool')
  expect(programOnPath('tool', { PATH: `${first}:${second}` })).toBe(earlier)
  chmodSync(earlier, 0o644)
  expect(programOnPath('tool', { PATH: `${first}:${second}` })).toBe(later)
  expect(programOnPath('other', { PATH: `${first}:${second}` })).toBeUndefined()
  expect(programOnPath('tool', {})).toBeUndefined()
})

test('the server with certificates comes first, then PATH, then the developers’ program in the cache', async () => {
  const cli = program('cache/cohortium', `temporal-cli-${machine}`)
  expect(await find()).toEqual({ kind: 'cli', path: cli, origin: 'cache' })
  const onPath = program('bin', 'temporal')
  expect(await find(join(folder(), 'bin'))).toEqual({ kind: 'cli', path: onPath, origin: 'PATH' })
  program('bin', 'temporal', 'exit 1')
  expect(await find(join(folder(), 'bin'))).toEqual({ kind: 'cli', path: cli, origin: 'cache' })
  program('bin', 'temporal')
  const server = program('cache/cohortium', `temporal-server-1.32.0-${machine}`)
  expect(await find(join(folder(), 'bin'))).toEqual({ kind: 'server', path: server, origin: 'cache' })
  program('cache/cohortium', `temporal-server-1.32.0-${machine}`, 'exit 1')
  expect(await find(join(folder(), 'bin'))).toEqual({ kind: 'cli', path: onPath, origin: 'PATH' })
})

const remedy =
  '  what to do: install one of: the Temporal CLI (https://docs.temporal.io/cli), Go 1.26 or newer ' +
  '(https://go.dev/doc/install), or set TEMPORAL_ADDRESS to a server (https://docs.temporal.io/self-hosted-guide)'

test('where none can be had, every way that was tried is named, and what to do', async () => {
  await expect(find()).rejects.toThrow(
    new Error(
      [
        'Temporal: no server is there and none could be obtained',
        '  tried: `temporal` on PATH: not there',
        `  tried: a program in ${join(folder(), 'cache', 'cohortium')}: none`,
        '  tried: the download of the Temporal CLI: switched off by COHORTIUM_TEMPORAL_DOWNLOAD',
        '  tried: building the server: `go` is not on PATH',
        remedy,
      ].join('\n'),
    ).message,
  )
})

test('a server is built where there is Go, and its failure is named', async () => {
  const go = (script: string) => {
    const path = program('bin', 'go')
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
  }
  const path = `${join(folder(), 'bin')}:${process.env['PATH'] ?? ''}`
  go('echo "no network" >&2; exit 1')
  const told: string[] = []
  await expect(findTemporalProgram(environment(path), line => told.push(line))).rejects.toThrow(
    `building the server with ${join(folder(), 'bin', 'go')}: no network`,
  )
  expect(told).toEqual(['Building the Temporal server 1.32.0 with Go: about 8 minutes on two cores, once'])
  go('printf "#!/bin/sh\\n" > "$GOBIN/server"; chmod 755 "$GOBIN/server"')
  const built = join(folder(), 'cache', 'cohortium', `temporal-server-1.32.0-${machine}`)
  expect(await find(path)).toEqual({ kind: 'server', path: built, origin: 'built with Go' })
  expect(existsSync(built)).toBe(true)
})

test('the server with certificates is built when it is asked for, whatever else is there, and once', async () => {
  const path = `${join(folder(), 'bin')}:${process.env['PATH'] ?? ''}`
  program('bin', 'temporal')
  const go = program('bin', 'go')
  writeFileSync(go, '#!/bin/sh\nprintf "#!/bin/sh\\n" > "$GOBIN/server"; chmod 755 "$GOBIN/server"\n')
  const build = () => buildOwnServer(environment(path), () => undefined)
  const built = join(folder(), 'cache', 'cohortium', `temporal-server-1.32.0-${machine}`)
  expect(await build()).toEqual({ kind: 'server', path: built, origin: 'built with Go' })
  expect(await build()).toEqual({ kind: 'server', path: built, origin: 'cache' })
  expect(await find(path)).toEqual({ kind: 'server', path: built, origin: 'cache' })
})

test('where it cannot be built, it is said why and what to do', async () => {
  await expect(buildOwnServer(environment(''), () => undefined)).rejects.toThrow(
    /^Temporal: the server could not be built\n {2}tried: building the server: `go` is not on PATH\n {2}what to do: install Go 1\.26/,
  )
})
