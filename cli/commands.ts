import type { CheckOptions } from './check-command.js'
import type { DecisionsOptions } from './decisions-command.js'
import type { ReasonOptions } from './reason.js'
import type { RestoreOptions } from './restore-command.js'
import type { RunOptions } from './run-command.js'
import type { ScheduleOptions } from './nightly-schedule.js'

/** Folders beside the study's own, as typed. */
export interface PlaceOptions {
  readonly exports?: string
  readonly out?: string
}

/** What the command line calls, with what was typed; each gives the exit code. */
export interface Commands {
  readonly accept: (study: string, site: string, file: string, options: ReasonOptions) => Promise<number>
  readonly backup: (file: string) => Promise<number>
  readonly cancel: (run: string) => Promise<number>
  readonly check: (study: string, options: CheckOptions) => Promise<number>
  readonly decisions: (study: string, options: DecisionsOptions) => Promise<number>
  readonly forget: (named: string, options: { readonly yes?: boolean }) => Promise<number>
  readonly rebuild: (run: string) => Promise<number>
  readonly rerun: (study: string, options: RunOptions) => Promise<number>
  readonly restore: (file: string, options: RestoreOptions) => Promise<number>
  readonly run: (study: string, options: RunOptions) => Promise<number>
  readonly runs: (study: string | undefined) => Promise<number>
  readonly scheduleRemove: (study: string) => Promise<number>
  readonly scheduleSet: (study: string, options: ScheduleOptions) => Promise<number>
  readonly scheduleShow: (study: string) => Promise<number>
  readonly servicesBuild: () => Promise<number>
  readonly servicesDown: () => Promise<number>
  readonly servicesStatus: () => Promise<number>
  readonly servicesUp: () => Promise<number>
  readonly show: (run: string) => Promise<number>
  readonly start: () => Promise<number>
  readonly studies: () => Promise<number>
  readonly studiesAdd: (study: string, options: PlaceOptions) => Promise<number>
  readonly studiesRemove: (reference: string) => Promise<number>
  readonly watchdog: () => Promise<number>
  readonly why: (study: string, subject: string) => Promise<number>
  readonly worker: (options: { readonly queues?: readonly string[] }) => Promise<number>
}

/** The commands; the code of each is loaded when it is called: help, a mistake or `check` need neither services nor reports. */
export const commands: Commands = {
  accept: async (...typed) => (await import('./accept-command.js')).acceptCommand(...typed),
  backup: async file => (await import('./backup-command.js')).backupCommand(file),
  cancel: async run => (await import('./runs-commands.js')).cancelCommand(run),
  check: async (...typed) => (await import('./check-command.js')).checkCommand(...typed),
  decisions: async (...typed) => (await import('./decisions-command.js')).decisionsCommand(...typed),
  forget: async (...typed) => (await import('./forget-command.js')).forgetCommand(...typed),
  rebuild: async run => (await import('./rebuild-command.js')).rebuildCommand(run),
  rerun: async (study, options) => (await import('./run-command.js')).runCommand(study, 'rerun', options),
  restore: async (...typed) => (await import('./restore-command.js')).restoreCommand(...typed),
  run: async (study, options) => (await import('./run-command.js')).runCommand(study, 'run', options),
  runs: async study => (await import('./runs-commands.js')).runsCommand(study),
  scheduleRemove: async study => (await import('./schedule-command.js')).removeSchedule(study),
  scheduleSet: async (...typed) => (await import('./schedule-command.js')).setSchedule(...typed),
  scheduleShow: async study => (await import('./schedule-command.js')).showSchedule(study),
  servicesBuild: async () => (await import('./services-commands.js')).buildCommand(),
  servicesDown: async () => (await import('./services-commands.js')).downCommand(),
  servicesStatus: async () => (await import('./services-commands.js')).statusCommand(),
  servicesUp: async () => (await import('./services-commands.js')).upCommand(),
  show: async run => (await import('./runs-commands.js')).showCommand(run),
  start: async () => (await import('./run-command.js')).startCommand(),
  studies: async () => (await import('./studies-command.js')).listStudies(),
  studiesAdd: async (...typed) => (await import('./studies-command.js')).addStudy(...typed),
  studiesRemove: async reference => (await import('./studies-command.js')).removeStudy(reference),
  watchdog: async () => (await import('./watchdog-command.js')).watchdogCommand(),
  why: async (...typed) => (await import('./why-command.js')).whyCommand(...typed),
  worker: async options => (await import('./worker-command.js')).workerCommand(options),
}
