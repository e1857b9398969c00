import { spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isAlive, identityOf } from '../../../provision/processes.js'
import { buildTemporalServer } from '../../../provision/temporal-build.js'
import { waitFor, waitUntil } from '../../../provision/wait-for.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const patience = 500_000

const goThat = (script: string): string => {
  const go = join(folder(), 'go')
  writeFileSync(go, `#!/bin/sh\n${script}\n`)
  chmodSync(go, 0o755)
  return go
}

const build = (script: string, progress: (line: string) => void = () => undefined): Promise<void> =>
  buildTemporalServer({
    go: goThat(script),
    version: '9.8.7',
    target: join(folder(), 'temporal-server'),
    environment: { PATH: process.env['PATH'], ASKED: join(folder(), 'asked'), GOFLAGS: '-mod=vendor' },
    progress,
  })

test('the server is installed from its module by the Go that is there, stripped, and appears when it is whole', async () => {
  const told: string[] = []
  await build(
    'for a in "$@"; do echo "$a"; done > "$ASKED"; echo "$GOTOOLCHAIN|$GOFLAGS|$(dirname "$GOBIN")|$(pwd)|$GOBIN" >> "$ASKED"; echo built > "$GOBIN/server"',
    line => told.push(line),
  )
  const asked = readFileSync(join(folder(), 'asked'), 'utf8').trimEnd().split('\n')
  expect(asked.slice(0, -1)).toEqual(['install', '-ldflags', '-s -w', 'go.temporal.io/server/cmd/server@v9.8.7'])
  const [toolchain, flags, above, cwd, bin] = (asked.at(-1) ?? '').split('|')
  expect({ toolchain, flags, above }).toEqual({ toolchain: 'local', flags: '', above: folder() })
  expect(cwd).toBe(bin)
  expect(bin).toMatch(/\/building-[^/]+$/)
  expect(readFileSync(join(folder(), 'temporal-server'), 'utf8')).toBe('built\n')
  expect(readdirSync(folder()).sort()).toEqual(['asked', 'go', 'temporal-server'])
  expect(told).toEqual(['Building the Temporal server 9.8.7 with Go: about 8 minutes on two cores, once'])
})

test.each([
  ['echo first >&2; echo "last word" >&2; exit 3', 'last word'],
  [`head -c 5000 /dev/zero | tr '\\0' x >&2; exit 3`, 'x'.repeat(2_000)],
])('a build that fails is named by the last line of its complaint, and leaves nothing', async (script, told) => {
  await expect(build(script)).rejects.toThrow(new Error(told))
  expect(readdirSync(folder())).toEqual(['go'])
})

test('a build that fails without a word is named by its code', async () => {
  await expect(build('exit 3')).rejects.toThrow(new Error('go ended with 3'))
  expect(readdirSync(folder())).toEqual(['go'])
})

test('a Go that cannot be started is an error, and leaves nothing', async () => {
  const attempt = buildTemporalServer({
    go: join(folder(), 'no-go'),
    version: '1',
    target: join(folder(), 'temporal-server'),
    environment: {},
    progress: () => undefined,
  })
  await expect(attempt).rejects.toThrow('ENOENT')
  expect(readdirSync(folder())).toEqual([])
})

test('while it builds it listens to interruptions, afterwards no more', async () => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'] as const
  const before = signals.map(signal => process.listenerCount(signal))
  const building = build('while [ ! -e "$ASKED" ]; do sleep 0.05; done; echo built > "$GOBIN/server"')
  expect(signals.map(signal => process.listenerCount(signal))).toEqual(before.map(count => count + 1))
  writeFileSync(join(folder(), 'asked'), '')
  await building
  expect(signals.map(signal => process.listenerCount(signal))).toEqual(before)
})

// The interrupted command is a process of its own: here a signal would end the tests.
const interrupted = async (signal: NodeJS.Signals, answered: boolean) => {
  const go = goThat('sleep 600 & echo $! > "$ASKED"; wait')
  const script = join(folder(), 'build.mts')
  const room = join(import.meta.dirname, '..', '..', '..', 'provision', 'temporal-build.ts')
  writeFileSync(
    script,
    `const { buildTemporalServer } = await import(${JSON.stringify(room)})
     ${answered ? `process.on('${signal}', () => undefined)` : ''}
     try {
       await buildTemporalServer({ go: ${JSON.stringify(go)}, version: '1', target: ${JSON.stringify(join(folder(), 'server'))},
         environment: { PATH: process.env.PATH, ASKED: ${JSON.stringify(join(folder(), 'asked'))} }, progress: () => undefined })
     } catch (error) { console.log(error.message) }`,
  )
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  const ended = new Promise<readonly unknown[]>(resolve => child.once('close', (...how) => resolve(how)))
  const compiler = await waitFor(() => {
    if (child.exitCode !== null) throw new Error(`the command ended: ${printed}`)
    const pid = existsSync(join(folder(), 'asked')) ? Number(readFileSync(join(folder(), 'asked'), 'utf8')) : 0
    return pid > 0 ? identityOf(pid) : undefined
  }, patience)
  child.kill(signal)
  const [code, by] = await ended
  const compilerEnded = await waitUntil(() => compiler === undefined || !isAlive(compiler), patience)
  const left = readdirSync(folder()).filter(name => name.startsWith('building-'))
  return { code, by, printed, compilerEnded, left }
}

test('an interrupted build ends its compilers, leaves nothing, and the command ends by the signal', async () => {
  expect(await interrupted('SIGTERM', false)).toEqual({
    code: null,
    by: 'SIGTERM',
    printed: '',
    compilerEnded: true,
    left: [],
  })
})

test('where the command has its own answer to a signal, the build is an error of it', async () => {
  expect(await interrupted('SIGHUP', true)).toEqual({
    code: 0,
    by: null,
    printed: 'interrupted\n',
    compilerEnded: true,
    left: [],
  })
})
