import { Command, CommanderError } from 'commander'
import { codeVersion } from '../stages/code-version.js'
import type { Commands, PlaceOptions } from './commands.js'
import type { DecisionsOptions } from './decisions-command.js'
import { exitCodes } from '../words/exit-codes.js'
import { helpOf, overview } from './help-texts.js'
import type { CheckOptions } from './check-command.js'
import type { InitOptions } from './init-command.js'
import type { PreviewOptions } from './preview-command.js'
import type { ProfileOptions } from './profile-command.js'
import type { RestoreOptions } from './restore-command.js'
import type { SameOptions } from './same-command.js'
import type { RunOptions } from './run-command.js'
import type { ScheduleOptions } from './nightly-schedule.js'
import type { SynthesizeOptions } from './synthesize-command.js'
import type { WhyOptions } from './why-command.js'
import { terminal } from './terminal.js'
import type { FindingsOptions } from './findings-command.js'
import type { WaiveOptions } from './waive-command.js'
import type { ReasonOptions } from './reason.js'
import { shownOnTerminal } from '../words/shown-signs.js'

const reasonFile = [
  '--reason-file <file>',
  'the same from a file, - for standard input; without either it is asked for',
] as const

const list = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== ''),
]

/** The command line over its commands; `finish` gets the exit code of the one that ran. */
export const createProgram = (commands: Commands, finish: (code: number) => void): Command => {
  const finishWith = async (ending: Promise<number>): Promise<void> => {
    finish(await ending)
  }
  const program = new Command('cohortium')
    .description('From hospital exports to a traceable workbook: harmonize, select, match, analyze, report')
    .option('--version', 'the version of the code, as reports name it')
    .on('option:version', () => {
      terminal.print(codeVersion())
      throw new CommanderError(exitCodes.done, 'cohortium.version', '')
    })
    .addHelpText('after', overview)
    .showHelpAfterError('(cohortium --help shows every command with examples)')
    .showSuggestionAfterError(true)
    // Beside long names a screen of 80 has less room than the usual least, and unwrapped lines are torn there.
    .configureHelp({ minWidthToWrap: 20 })
    // A mistake ends like every other error does: shown by `tellError`. The commands below inherit it.
    .exitOverride()
    // What was typed is quoted in them.
    .configureOutput({
      writeOut: text => process.stdout.write(shownOnTerminal(text)),
      writeErr: text => process.stderr.write(shownOnTerminal(text)),
    })

  program
    .command('check STUDY')
    .description('check a study and its mappings, and exports where a folder is named; no service is needed')
    .option('--resolved', 'print the study with every default written out')
    .option('--mapping', 'retell the mappings whole: where every field and variable comes from, and how it is read')
    .option(
      '--exports <folder>',
      'read these exports, one folder per site, and show all that a run would hold or refuse',
    )
    .option('--against <earlier>', 'earlier exports, one folder per site, or a kept profile: tell what columns changed')
    .action((study: string, options: CheckOptions) => finishWith(commands.check(study, options)))

  program
    .command('preview STUDY SITE')
    .description('received cells beside what they become, with the rule; no service is needed')
    .option('--subject <id>', 'all rows of one subject, by its id as it stands in the files')
    .option('--rows <count>', 'so many rows of each file (default: 3; of a subject all)')
    .option('--exports <folder>', "where the exports are, one folder per site (default: the study's own)")
    .action((study: string, site: string, options: PreviewOptions) =>
      finishWith(commands.preview(study, site, options)),
    )

  program
    .command('profile FILE...')
    .description('what can be seen of files without a mapping; no service is needed')
    .option('--json', 'as JSON (protocol/schemas/profile.schema.json)')
    .option('--html <page>', 'write it as one page, too')
    .option('--against <profile>', 'say what changed since this profile (written by --json), and nothing else')
    .action((files: readonly string[], options: ProfileOptions) => finishWith(commands.profile(files, options)))

  program
    .command('init STUDY FOLDER')
    .description("draft a site's mapping from a folder of its files; no service is needed")
    .requiredOption('--site <site>', "the site's id, as 'sites' of study.yaml lists it")
    .option('--update', 'put what is new into the mapping that is there, and leave all else as it is')
    .option('--dry-run', 'show the draft and write nothing')
    .action((study: string, folder: string, options: InitOptions) => finishWith(commands.init(study, folder, options)))

  program
    .command('new STUDY')
    .description('write a commented study that runs at once, with synthetic exports; no service is needed')
    .action((folder: string) => finishWith(commands.newStudy(folder)))

  program
    .command('synthesize STUDY')
    .description('make up exports by the mappings of a study, to try it before data come; no service is needed')
    .option('--out <folder>', 'where they go, one folder per site (default: ./<study>-synthetic)')
    .option('--subjects <count>', 'so many subjects of each site (default: 60)')
    .option('--seed <number>', 'the same seed gives the same bytes (default: 1)')
    .option('--dirt <share>', 'the share of spoilt cells, such as 0.05; 0 for none (default: 0.02)')
    .action((study: string, options: SynthesizeOptions) => finishWith(commands.synthesize(study, options)))

  program
    .command('run STUDY')
    .description('run now and wait, with live progress')
    .option('--exports <folder>', "where the exports are, one folder per site (default: the study's own)")
    .option('--out <folder>', 'where the report goes (default: ./out)')
    .option('--data-cut <day>', "count what is dated until this day, YYYY-MM-DD (default: the latest export's day)")
    .option('--explain', 'say in the end which stages were found and which were made, and why')
    .action((study: string, options: RunOptions) => finishWith(commands.run(study, options)))

  program
    .command('rerun STUDY')
    .description('run again after new follow-up; untouched sites keep their last data')
    .option('--reason <text>', 'why, kept with the run and printed on its cover')
    .option(...reasonFile)
    .option(
      '--site <sites>',
      'the sites to read again, with commas between (default: those in --exports, else all)',
      list,
    )
    .option('--exports <folder>', 'where the new exports are, one folder per site')
    .option('--out <folder>', 'where the report goes (default: ./out)')
    .option('--data-cut <day>', 'count what is dated until this day, YYYY-MM-DD')
    .option('--explain', 'say in the end which stages were found and which were made, and why')
    .option('--afresh [stage]', 'make what is kept of a stage again, or of all, and compare: a difference ends the run')
    .action((study: string, options: RunOptions) => finishWith(commands.rerun(study, options)))

  program
    .command('accept STUDY SITE FILE')
    .description('let a refused export through at the next run: a named decision')
    .option('--reason <text>', 'why it is right and who confirmed it, kept and printed in the report')
    .option(...reasonFile)
    .action((study: string, site: string, file: string, options: ReasonOptions) =>
      finishWith(commands.accept(study, site, file, options)),
    )
  program
    .command('same STUDY SUBJECT OTHER')
    .description('keep what is known of two subjects: one person, or two')
    .option('--same', 'they are one person: one record counts, as where their link ids are equal')
    .option('--different', 'they are two persons: nobody is asked about them again')
    .option('--reason <text>', 'how it is known and who confirmed it, kept with the decision')
    .option(...reasonFile)
    .action((study: string, one: string, other: string, options: SameOptions) =>
      finishWith(commands.same(study, one, other, options)),
    )
  program
    .command('findings STUDY')
    .description('what the last report found that somebody should look at, by cause: new, as before, waived')
    .option('--site <site>', 'of this site alone')
    .option('--cause <id>', 'one by one, the findings of a cause')
    .option('--json', 'the same as JSON')
    .action((study: string, options: FindingsOptions) => finishWith(commands.findings(study, options)))
  program
    .command('waive STUDY ID')
    .description('put up with a finding, or with all of a cause, until a day: a named decision')
    .requiredOption('--until <day>', 'its last day, YYYY-MM-DD')
    .option('--at-most <number>', 'with so many rows at most (default: as many as there are now)')
    .option('--reason <text>', 'why it may stay as it is, kept and printed in the report')
    .option(...reasonFile)
    .action((study: string, id: string, options: WaiveOptions) => finishWith(commands.waive(study, id, options)))
  program
    .command('decisions STUDY')
    .description('what was accepted or waived by whom and why; undo one')
    .option('--undo <decision>', 'undo this decision')
    .option('--reason <text>', 'why it is undone')
    .option(...reasonFile)
    .action((study: string, options: DecisionsOptions) => finishWith(commands.decisions(study, options)))

  const schedule = program
    .command('schedule')
    .description('the nightly run, a Temporal Schedule; a worker has to be up')
  schedule
    .command('set STUDY')
    .description('run every night, or as cron says; replaces what was set')
    .option('--cron <expression>', "when, as cron writes it (default: operations.yaml's, else 0 2 * * *)")
    .option('--zone <zone>', "time zone (default: the study's)")
    .option('--exports <folder>', 'where the exports are')
    .option('--out <folder>', 'where the reports go (default: ./out)')
    .action((study: string, options: ScheduleOptions) => finishWith(commands.scheduleSet(study, options)))
  schedule
    .command('show STUDY')
    .description('when it runs next, what it did, what it skipped')
    .action((study: string) => finishWith(commands.scheduleShow(study)))
  schedule
    .command('remove STUDY')
    .description('no more nights; a run that is going on goes on')
    .action((study: string) => finishWith(commands.scheduleRemove(study)))

  program
    .command('runs [STUDY]')
    .description('list runs, the newest first')
    .action((study: string | undefined) => finishWith(commands.runs(study)))
  program
    .command('show RUN')
    .description('one run: sites, stages, files, mail')
    .action((run: string) => finishWith(commands.show(run)))
  program
    .command('cancel RUN')
    .description('end a run that is going on')
    .action((run: string) => finishWith(commands.cancel(run)))
  program
    .command('why STUDY [SUBJECT]')
    .description(
      'one subject: source rows, criteria, arm, endpoints, score, partner; or what became of a row, as FILE:ROW',
    )
    .option('--run <run>', 'a run by its id or a part of it (default: the last reported one)')
    .action((study: string, subject: string | undefined, options: WhyOptions) =>
      finishWith(commands.why(study, subject, options)),
    )
  program
    .command('rebuild RUN')
    .description("compute a run's results again from its harmonized rows, and compare them with what it stored")
    .action((run: string) => finishWith(commands.rebuild(run)))
  program
    .command('backup FILE')
    .description('write all that the database holds into one file')
    .action(async (file: string) => {
      finish(await commands.backup(file))
    })
  program
    .command('restore FILE')
    .description('read a backup into an empty database')
    .option('--replace', 'remove what the database holds now, after asking')
    .option('--yes', 'do not ask')
    .action(async (file: string, options: RestoreOptions) => {
      finish(await commands.restore(file, options))
    })
  program
    .command('forget NAMED')
    .description('remove a run, or a study with all that is known of it: rows and files')
    .option('--yes', 'do not ask')
    .action(async (named: string, options: { yes?: boolean }) => {
      finish(await commands.forget(named, options))
    })
  program
    .command('watchdog')
    .description('mail keepers about nights that did not run, stale sites, failed runs, unsent mail')
    .action(async () => {
      finish(await commands.watchdog())
    })
  program
    .command('worker')
    .description('work runs and schedules until stopped')
    .option(
      '--queues <queues>',
      "the queues to poll, with commas between (default: its version's and the common)",
      list,
    )
    .action((options: { queues?: readonly string[] }) => finishWith(commands.worker(options)))

  const studies = program
    .command('studies')
    .description('the studies whose folders workers of this installation may use')
    .action(() => finishWith(commands.studies()))
  studies
    .command('add STUDY')
    .description('register folders without running; run and schedule set do it by themselves')
    .option('--exports <folder>', "where the exports are, one folder per site (default: the study's own)")
    .option('--out <folder>', 'where the report goes (default: ./out)')
    .action((study: string, options: PlaceOptions) => finishWith(commands.studiesAdd(study, options)))
  studies
    .command('remove REFERENCE')
    .description('take folders off the list; REFERENCE is a study or the first 8 signs of a reference')
    .action((reference: string) => finishWith(commands.studiesRemove(reference)))

  const services = program.command('services').description('Postgres and Temporal')
  services
    .command('up')
    .description('start both and leave them up')
    .action(() => finishWith(commands.servicesUp()))
  services
    .command('down')
    .description('stop them; data stay')
    .action(() => finishWith(commands.servicesDown()))
  services
    .command('build')
    .description(
      'build the Temporal server with certificates, which no other account reaches; once, some eight minutes',
    )
    .action(() => finishWith(commands.servicesBuild()))
  services
    .command('status')
    .description('what they are doing')
    .action(() => finishWith(commands.servicesStatus()))

  program
    .helpCommand(false)
    .command('help [COMMAND] [TEST]')
    .description('more of one command; help units: built-in tests, their units and ranges')
    .action((asked: string | undefined, test: string | undefined) => {
      if (asked === 'units') return finishWith(commands.helpUnits(test))
      const command = asked === undefined ? program : program.commands.find(one => one.name() === asked)
      return (command ?? program).help({ error: command === undefined })
    })

  for (const command of program.commands) {
    for (const one of [command, ...command.commands]) one.addHelpText('after', helpOf(command.name()))
  }
  program.command('start', { hidden: true }).action(() => finishWith(commands.start()))
  return program
}
