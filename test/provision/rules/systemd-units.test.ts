import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exitCodes } from '../../../words/exit-codes.js'
import { commands } from '../../../cli/commands.js'
import { createProgram } from '../../../cli/program.js'
import { checkout } from '../../support/checkout.js'
import { readDocument } from '../../support/documents.js'

const folder = join(checkout, 'setup', 'systemd')
const names = readdirSync(folder).sort()

type Unit = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** A unit as systemd.syntax(7) reads it: sections of keys, a key as often as it stands there. */
const parsed = (text: string): Unit => {
  const unit: Record<string, Record<string, string[]>> = {}
  let section: Record<string, string[]> = {}
  for (const line of text.split('\n').map(one => one.trim())) {
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue
    const heading = /^\[(\w+)\]$/.exec(line)?.[1]
    if (heading !== undefined) {
      section = unit[heading] ??= {}
      continue
    }
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? []
    if (key === undefined) throw new Error(`neither section nor key: ${line}`)
    ;(section[key] ??= []).push(value ?? '')
  }
  return unit
}

const unitOf = (name: string): Unit => parsed(readFileSync(join(folder, name), 'utf8'))
const valueOf = (name: string, section: string, key: string): string | undefined => unitOf(name)[section]?.[key]?.at(-1)

// A key under a wrong heading, or one that is written wrong, is passed over by systemd with a line in its log.
const known: Readonly<Record<string, readonly string[]>> = {
  Unit: ['Description', 'After', 'Wants', 'Documentation'],
  Service: [
    ...['Type', 'WorkingDirectory', 'EnvironmentFile', 'ExecStart', 'User', 'UMask', 'Restart', 'RestartSec'],
    ...['RestartPreventExitStatus', 'TimeoutStopSec', 'SuccessExitStatus'],
  ],
  Timer: ['OnCalendar', 'Persistent'],
  Install: ['WantedBy'],
}

const services = names.filter(name => name.endsWith('.service'))
const timers = names.filter(name => name.endsWith('.timer'))

test('the units that the document names are there, and no others', () => {
  expect(names).toEqual(['cohortium-watchdog.service', 'cohortium-watchdog.timer', 'cohortium-worker.service'])
  const text = readDocument('docs/operations.md')
  for (const name of services) expect(text).toContain(`\`${name}\``)
})

test.each(names)('%s has known keys under their sections', name => {
  for (const [section, keys] of Object.entries(unitOf(name)))
    expect(
      Object.keys(keys).filter(key => !known[section]?.includes(key)),
      section,
    ).toEqual([])
})

describe.each(services)('%s', name => {
  test('starts a command of the product in its checkout, and asks no registry for it', () => {
    const [program = '', ...args] = (valueOf(name, 'Service', 'ExecStart') ?? '').split(' ')
    expect(program).toMatch(/^\//)
    expect(args.slice(0, 2)).toEqual(['--no-install', 'cohortium'])
    const known = createProgram(commands, () => undefined).commands.map(command => command.name())
    expect(known).toContain(args[2])
    const { bin } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
      readonly bin: Readonly<Record<string, string>>
    }
    expect(existsSync(join(checkout, bin['cohortium'] ?? ''))).toBe(true)
    expect(valueOf(name, 'Service', 'WorkingDirectory')).toMatch(/^\//)
  })

  test('runs under an account of its own, with the environment of one file, and what it writes is its own', () => {
    expect(valueOf(name, 'Service', 'User')).toBe('cohortium')
    expect(valueOf(name, 'Service', 'EnvironmentFile')).toBe('/etc/cohortium.env')
    expect(valueOf(name, 'Service', 'UMask')).toBe('0077')
  })
})

test('all services stand in one checkout and have one environment', () => {
  for (const key of ['WorkingDirectory', 'EnvironmentFile', 'User'])
    expect(new Set(services.map(name => valueOf(name, 'Service', key))).size, key).toBe(1)
})

test('the worker is started again whatever it ended with, not so fast that systemd gives up, and may finish its stage', () => {
  const worker = 'cohortium-worker.service'
  expect(valueOf(worker, 'Service', 'Restart')).toBe('always')
  // Five starts in ten seconds are where systemd gives up.
  expect(Number(valueOf(worker, 'Service', 'RestartSec'))).toBeGreaterThanOrEqual(3)
  // It lets activities go on for 20 seconds; services of its own are stopped after.
  expect(Number(valueOf(worker, 'Service', 'TimeoutStopSec'))).toBeGreaterThanOrEqual(40)
  expect(valueOf(worker, 'Install', 'WantedBy')).toBe('multi-user.target')
})

test('what the watchdog told is no failure of its unit, what it could not do is', () => {
  const codes = (valueOf('cohortium-watchdog.service', 'Service', 'SuccessExitStatus') ?? '').split(' ').map(Number)
  expect(codes).toEqual([exitCodes.failed])
  expect(codes).not.toContain(exitCodes.serviceMissing)
  expect(valueOf('cohortium-watchdog.service', 'Service', 'Type')).toBe('oneshot')
})

test.each(timers)(
  '%s starts a service that is there, at times that systemd knows, and makes up for what it slept through',
  name => {
    expect(services).toContain(name.replace('.timer', '.service'))
    // The words of systemd.time(7); anything longer would want systemd itself to judge it.
    expect(['minutely', 'hourly', 'daily']).toContain(valueOf(name, 'Timer', 'OnCalendar'))
    expect(valueOf(name, 'Timer', 'Persistent')).toBe('true')
    expect(valueOf(name, 'Install', 'WantedBy')).toBe('timers.target')
  },
)
