import type { WhyOptions } from './why-command.js'
import type { CheckOptions } from './check-command.js'
import type { DecisionsOptions } from './decisions-command.js'
import type { FindingsOptions } from './findings-command.js'
import type { ReasonOptions } from './reason.js'
import type { InitOptions } from './init-command.js'
import type { PreviewOptions } from './preview-command.js'
import type { ProfileOptions } from './profile-command.js'
import type { RestoreOptions } from './restore-command.js'
import type { SameOptions } from './same-command.js'
import type { RunOptions } from './run-command.js'
import type { WaiveOptions } from './waive-command.js'
import type { ScheduleOptions } from './nightly-schedule.js'
import type { SynthesizeOptions } from './synthesize-command.js'

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
  readonly findings: (study: string, options: FindingsOptions) => Promise<number>
  readonly forget: (named: string, options: { readonly yes?: boolean }) => Promise<number>
  readonly helpUnits: (test: string | undefined) => Promise<number>
  readonly init: (study: string, folder: string, options: InitOptions) => Promise<number>
  readonly newStudy: (folder: string) => Promise<number>
  readonly preview: (study: string, site: string, options: PreviewOptions) => Promise<number>
  readonly profile: (files: readonly string[], options: ProfileOptions) => Promise<number>
  readonly rebuild: (run: string) => Promise<number>
  readonly rerun: (study: string, options: RunOptions) => Promise<number>
  readonly restore: (file: string, options: RestoreOptions) => Promise<number>
  readonly run: (study: string, options: RunOptions) => Promise<number>
  readonly runs: (study: string | undefined) => Promise<number>
  readonly same: (study: string, one: string, other: string, options: SameOptions) => Promise<number>
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
  readonly synthesize: (study: string, options: SynthesizeOptions) => Promise<number>
  readonly waive: (study: string, id: string, options: WaiveOptions) => Promise<number>
  readonly watchdog: () => Promise<number>
  readonly why: (study: string, subject: string | undefined, options: WhyOptions) => Promise<number>
  readonly worker: (options: { readonly queues?: readonly string[] }) => Promise<number>
}

// The code of each is loaded when it is called: help, a mistake or `check` need neither services nor reports.
const code = {
  accept: () => import('./accept-command.js'),
  backup: () => import('./backup-command.js'),
  check: () => import('./check-command.js'),
  decisions: () => import('./decisions-command.js'),
  findings: () => import('./findings-command.js'),
  forget: () => import('./forget-command.js'),
  helpUnits: () => import('./help-units.js'),
  init: () => import('./init-command.js'),
  newStudy: () => import('./new-command.js'),
  preview: () => import('./preview-command.js'),
  profile: () => import('./profile-command.js'),
  rebuild: () => import('./rebuild-command.js'),
  restore: () => import('./restore-command.js'),
  run: () => import('./run-command.js'),
  same: () => import('./same-command.js'),
  runs: () => import('./runs-commands.js'),
  schedule: () => import('./schedule-command.js'),
  services: () => import('./services-commands.js'),
  studies: () => import('./studies-command.js'),
  synthesize: () => import('./synthesize-command.js'),
  waive: () => import('./waive-command.js'),
  watchdog: () => import('./watchdog-command.js'),
  why: () => import('./why-command.js'),
  worker: () => import('./worker-command.js'),
} as const

const renderer = () => import('../activities/render.js').then(({ loadRenderer }) => loadRenderer())

/** Loads the code of all commands and runs none: what a build keeps for the next start. */
export const loadCommands = async (): Promise<void> => {
  await Promise.all([...Object.values(code), renderer].map(load => load()))
}

/** The commands. */
export const commands: Commands = {
  accept: async (...typed) => (await code.accept()).acceptCommand(...typed),
  backup: async file => (await code.backup()).backupCommand(file),
  cancel: async run => (await code.runs()).cancelCommand(run),
  check: async (...typed) => (await code.check()).checkCommand(...typed),
  decisions: async (...typed) => (await code.decisions()).decisionsCommand(...typed),
  findings: async (...typed) => (await code.findings()).findingsCommand(...typed),
  forget: async (...typed) => (await code.forget()).forgetCommand(...typed),
  helpUnits: async test => (await code.helpUnits()).helpUnitsCommand(test),
  init: async (...typed) => (await code.init()).initCommand(...typed),
  newStudy: async folder => (await code.newStudy()).newCommand(folder),
  preview: async (...typed) => (await code.preview()).previewCommand(...typed),
  profile: async (...typed) => (await code.profile()).profileCommand(...typed),
  rebuild: async run => (await code.rebuild()).rebuildCommand(run),
  rerun: async (study, options) => (await code.run()).runCommand(study, 'rerun', options),
  restore: async (...typed) => (await code.restore()).restoreCommand(...typed),
  run: async (study, options) => (await code.run()).runCommand(study, 'run', options),
  runs: async study => (await code.runs()).runsCommand(study),
  same: async (...typed) => (await code.same()).sameCommand(...typed),
  scheduleRemove: async study => (await code.schedule()).removeSchedule(study),
  scheduleSet: async (...typed) => (await code.schedule()).setSchedule(...typed),
  scheduleShow: async study => (await code.schedule()).showSchedule(study),
  servicesBuild: async () => (await code.services()).buildCommand(),
  servicesDown: async () => (await code.services()).downCommand(),
  servicesStatus: async () => (await code.services()).statusCommand(),
  servicesUp: async () => (await code.services()).upCommand(),
  show: async run => (await code.runs()).showCommand(run),
  start: async () => (await code.run()).startCommand(),
  studies: async () => (await code.studies()).listStudies(),
  studiesAdd: async (...typed) => (await code.studies()).addStudy(...typed),
  studiesRemove: async reference => (await code.studies()).removeStudy(reference),
  synthesize: async (...typed) => (await code.synthesize()).synthesizeCommand(...typed),
  waive: async (...typed) => (await code.waive()).waiveCommand(...typed),
  watchdog: async () => (await code.watchdog()).watchdogCommand(),
  why: async (...typed) => (await code.why()).whyCommand(...typed),
  worker: async options => (await code.worker()).workerCommand(options),
}
