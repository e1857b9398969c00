import { spawn } from 'node:child_process'
import { canLook, cpuOfEndedChildren, residentBytes, residentOnce } from './process-tree.js'

/** What one run of a program took: all of its processes, but not the servers that were up before. */
export interface Used {
  readonly milliseconds: number
  /** User and system together; null where the system does not say. */
  readonly cpuMilliseconds: number | null
  readonly peakBytes: number | null
  /** The same with pages that several of them share counted once. */
  readonly peakSharedOnce: number | null
  /** The most that a single one of its processes held. */
  readonly peakOfOne: number | null
}

/** A run that ended well, or why it did not. */
export type Outcome = { readonly used: Used; readonly output: string } | { readonly failed: string }

/** A program to be measured. */
export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly environment?: NodeJS.ProcessEnv
}

const lookEvery = 50
// Twice a second.
const looksForShared = 10

const lastWords = (text: string): string => text.trim().split('\n').at(-1)?.trim().slice(0, 160) ?? ''

/** Runs a program to its end, at most so many seconds; CPU is counted of it and of all children that it waited for. */
export const measureProcess = ({ command, args, environment }: Program, limitSeconds: number): Promise<Outcome> =>
  new Promise(resolve => {
    const cpuBefore = cpuOfEndedChildren()
    const started = performance.now()
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
    let [output, complaint, looks, peak, peakSharedOnce, peakOfOne, late] = ['', '', 0, 0, 0, 0, false]
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-4000)))
    const look = setInterval(() => {
      if (child.pid === undefined || !canLook()) return
      const { together, largest } = residentBytes(child.pid)
      peak = Math.max(peak, together)
      looks += 1
      if (looks % looksForShared === 0) peakSharedOnce = Math.max(peakSharedOnce, residentOnce(child.pid))
      peakOfOne = Math.max(peakOfOne, largest)
    }, lookEvery)
    const limit = setTimeout(() => {
      late = true
      child.kill('SIGTERM')
    }, limitSeconds * 1_000)
    const end = (outcome: Outcome): void => {
      clearInterval(look)
      clearTimeout(limit)
      resolve(outcome)
    }
    child.on('error', error => {
      end({ failed: error.message })
    })
    child.on('close', (code, signal) => {
      const milliseconds = performance.now() - started
      if (late) end({ failed: `not done after ${String(limitSeconds)} s` })
      else if (code !== 0)
        end({ failed: `ended with ${String(code ?? signal)}: ${lastWords(complaint) || lastWords(output)}` })
      else {
        const cpuAfter = cpuOfEndedChildren()
        const cpuMilliseconds = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore
        const seen = (bytes: number): number | null => (bytes === 0 ? null : bytes)
        const peaks = { peakBytes: seen(peak), peakSharedOnce: seen(peakSharedOnce), peakOfOne: seen(peakOfOne) }
        end({ used: { milliseconds, cpuMilliseconds, ...peaks }, output })
      }
    })
  })
