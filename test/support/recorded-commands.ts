import type { Commands } from '../../cli/commands.js'

/** A command as it was called, with what was typed. */
export type Call = readonly [command: keyof Commands, ...typed: readonly unknown[]]

/** Commands that do nothing but write down how they are called; each ends with the code given. */
export const recordedCommands = (code = 0): { readonly commands: Commands; readonly calls: Call[] } => {
  const calls: Call[] = []
  const write =
    (command: keyof Commands) =>
    (...typed: readonly unknown[]): Promise<number> => {
      calls.push([command, ...typed])
      return Promise.resolve(code)
    }
  return {
    calls,
    commands: {
      accept: write('accept'),
      backup: write('backup'),
      cancel: write('cancel'),
      check: write('check'),
      decisions: write('decisions'),
      findings: write('findings'),
      forget: write('forget'),
      helpUnits: write('helpUnits'),
      init: write('init'),
      newStudy: write('newStudy'),
      preview: write('preview'),
      profile: write('profile'),
      rebuild: write('rebuild'),
      rerun: write('rerun'),
      restore: write('restore'),
      run: write('run'),
      runs: write('runs'),
      same: write('same'),
      scheduleRemove: write('scheduleRemove'),
      scheduleSet: write('scheduleSet'),
      scheduleShow: write('scheduleShow'),
      servicesBuild: write('servicesBuild'),
      servicesDown: write('servicesDown'),
      servicesStatus: write('servicesStatus'),
      servicesUp: write('servicesUp'),
      show: write('show'),
      start: write('start'),
      studies: write('studies'),
      studiesAdd: write('studiesAdd'),
      studiesRemove: write('studiesRemove'),
      synthesize: write('synthesize'),
      waive: write('waive'),
      watchdog: write('watchdog'),
      why: write('why'),
      worker: write('worker'),
    },
  }
}
