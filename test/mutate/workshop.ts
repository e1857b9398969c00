import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { checkout } from '../support/checkout.js'
import type { Mutant } from './draw.js'
import type { Suite } from './suites.js'

/** How a run of tests ended: all passed, one failed, or none came to an end in its time. */
export type SuiteEnd = 'passed' | 'failed' | 'timed out'

/** A copy of the checkout in which changes are made and tried, so that the checkout itself is never changed. */
export interface Workshop {
  readonly apply: (mutant: Mutant, built: boolean) => Promise<void>
  readonly restore: (mutant: Mutant) => void
  /** Runs a suite: of the pure tests those that reach the change, or all where there is none. */
  readonly run: (suite: Suite, mutant: Mutant | null) => Promise<SuiteEnd>
  readonly close: () => void
}

const patience = 15 * 60_000

const compiled = (text: string, file: string): string =>
  ts.transpileModule(text, {
    fileName: file,
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true },
  }).outputText

/** Ends a run of tests with all that it started; it may have ended by itself in between. */
const endGroup = (pid: number | undefined, signal: NodeJS.Signals): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const outcomeOf = (folder: string, args: readonly string[]): Promise<SuiteEnd> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore', detached: true })
    // The group is its own, so an interruption has to be passed on: its servers stop with it.
    const onExit = (): void => endGroup(child.pid, 'SIGTERM')
    process.once('exit', onExit)
    const timer = setTimeout(() => {
      endGroup(child.pid, 'SIGKILL')
      resolve('timed out')
    }, patience)
    child.once('error', reject)
    child.once('close', code => {
      process.off('exit', onExit)
      clearTimeout(timer)
      resolve(code === 0 ? 'passed' : 'failed')
    })
  })

const left = /^(node_modules|\.git|\.cohortium|out|coverage|dist\.)/

/** Copies the checkout, its build included, into a folder of its own: one for each that works side by side. */
export const openWorkshop = (name: string): Workshop => {
  const folder = join(checkout, '.cohortium', 'mutate', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(checkout).filter(entry => !left.test(entry))) {
    cpSync(join(checkout, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'))
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs')
  const write = (file: string, text: string): void => {
    writeFileSync(join(folder, file), text)
  }
  const bundle = (): Promise<SuiteEnd> =>
    outcomeOf(folder, [
      join('setup', 'bundle-workflows.mjs'),
      join(folder, 'dist', 'workflows', 'index.js'),
      join(folder, 'dist', 'workflow-bundle.js'),
    ])
  const bundlePrograms = (): Promise<SuiteEnd> =>
    outcomeOf(folder, [join('setup', 'bundle-programs.mjs'), join(folder, 'dist')])
  const builtFile = (file: string): string => join('dist', file.replace(/\.ts$/, '.js'))
  return {
    apply: async ({ file, whole, room }, built) => {
      write(file, whole)
      if (!built) return
      write(builtFile(file), compiled(whole, file))
      if (room === 'workflows') await bundle()
      await bundlePrograms()
    },
    restore: ({ file, room }) => {
      cpSync(join(checkout, file), join(folder, file))
      cpSync(join(checkout, builtFile(file)), join(folder, builtFile(file)))
      cpSync(join(checkout, 'dist', 'programs'), join(folder, 'dist', 'programs'), { recursive: true })
      if (room === 'workflows') {
        cpSync(join(checkout, 'dist', 'workflow-bundle.js'), join(folder, 'dist', 'workflow-bundle.js'))
      }
    },
    run: ({ tests }, mutant) => {
      const how = ['--bail', '1', '--project', tests === 'related' ? 'pure' : 'served']
      if (tests !== 'related') return outcomeOf(folder, [vitest, 'run', ...how, ...tests])
      const pure = [...how, '--passWithNoTests']
      return outcomeOf(
        folder,
        mutant === null ? [vitest, 'run', ...pure] : [vitest, 'related', '--run', ...pure, mutant.file],
      )
    },
    close: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
