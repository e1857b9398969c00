import { expect, test } from 'vitest'
import { createProgram } from '../../../cli/program.js'
import { recordedCommands } from '../../support/recorded-commands.js'

const program = () => createProgram(recordedCommands().commands, () => undefined)

type Described = readonly [command: string, what: string, options?: readonly (readonly [flags: string, what: string])[]]

const where = 'where the report goes (default: ./out)'

const described: readonly Described[] = [
  [
    'check STUDY',
    'check a study and its mappings, and exports where a folder is named; no service is needed',
    [
      ['--resolved', 'print the study with every default written out'],
      ['--mapping', 'retell the mappings whole: where every field and variable comes from, and how it is read'],
      ['--exports <folder>', 'read these exports, one folder per site, and show all that a run would hold or refuse'],
      ['--against <earlier>', 'earlier exports, one folder per site, or a kept profile: tell what columns changed'],
    ],
  ],
  [
    'preview STUDY SITE',
    'received cells beside what they become, with the rule; no service is needed',
    [
      ['--subject <id>', 'all rows of one subject, by its id as it stands in the files'],
      ['--rows <count>', 'so many rows of each file (default: 3; of a subject all)'],
      ['--exports <folder>', "where the exports are, one folder per site (default: the study's own)"],
    ],
  ],
  [
    'profile FILE...',
    'what can be seen of files without a mapping; no service is needed',
    [
      ['--json', 'as JSON (protocol/schemas/profile.schema.json)'],
      ['--html <page>', 'write it as one page, too'],
      ['--against <profile>', 'say what changed since this profile (written by --json), and nothing else'],
    ],
  ],
  [
    'init STUDY FOLDER',
    "draft a site's mapping from a folder of its files; no service is needed",
    [
      ['--site <site>', "the site's id, as 'sites' of study.yaml lists it"],
      ['--update', 'put what is new into the mapping that is there, and leave all else as it is'],
      ['--dry-run', 'show the draft and write nothing'],
    ],
  ],
  ['new STUDY', 'write a commented study that runs at once, with synthetic exports; no service is needed'],
  [
    'synthesize STUDY',
    'make up exports by the mappings of a study, to try it before data come; no service is needed',
    [
      ['--out <folder>', 'where they go, one folder per site (default: ./<study>-synthetic)'],
      ['--subjects <count>', 'so many subjects of each site (default: 60)'],
      ['--seed <number>', 'the same seed gives the same bytes (default: 1)'],
      ['--dirt <share>', 'the share of spoilt cells, such as 0.05; 0 for none (default: 0.02)'],
    ],
  ],
  [
    'run STUDY',
    'run now and wait, with live progress',
    [
      ['--exports <folder>', "where the exports are, one folder per site (default: the study's own)"],
      ['--out <folder>', where],
      ['--data-cut <day>', "count what is dated until this day, YYYY-MM-DD (default: the latest export's day)"],
      ['--explain', 'say in the end which stages were found and which were made, and why'],
    ],
  ],
  [
    'rerun STUDY',
    'run again after new follow-up; untouched sites keep their last data',
    [
      ['--reason <text>', 'why, kept with the run and printed on its cover'],
      ['--reason-file <file>', 'the same from a file, - for standard input; without either it is asked for'],
      ['--site <sites>', 'the sites to read again, with commas between (default: those in --exports, else all)'],
      ['--exports <folder>', 'where the new exports are, one folder per site'],
      ['--out <folder>', where],
      ['--data-cut <day>', 'count what is dated until this day, YYYY-MM-DD'],
      ['--explain', 'say in the end which stages were found and which were made, and why'],
      ['--afresh [stage]', 'make what is kept of a stage again, or of all, and compare: a difference ends the run'],
    ],
  ],
  [
    'accept STUDY SITE FILE',
    'let a refused export through at the next run: a named decision',
    [
      ['--reason <text>', 'why it is right and who confirmed it, kept and printed in the report'],
      ['--reason-file <file>', 'the same from a file, - for standard input; without either it is asked for'],
    ],
  ],
  [
    'same STUDY SUBJECT OTHER',
    'keep what is known of two subjects: one person, or two',
    [
      ['--same', 'they are one person: one record counts, as where their link ids are equal'],
      ['--different', 'they are two persons: nobody is asked about them again'],
      ['--reason <text>', 'how it is known and who confirmed it, kept with the decision'],
      ['--reason-file <file>', 'the same from a file, - for standard input; without either it is asked for'],
    ],
  ],
  [
    'findings STUDY',
    'what the last report found that somebody should look at, by cause: new, as before, waived',
    [
      ['--site <site>', 'of this site alone'],
      ['--cause <id>', 'one by one, the findings of a cause'],
      ['--json', 'the same as JSON'],
    ],
  ],
  [
    'waive STUDY ID',
    'put up with a finding, or with all of a cause, until a day: a named decision',
    [
      ['--until <day>', 'its last day, YYYY-MM-DD'],
      ['--at-most <number>', 'with so many rows at most (default: as many as there are now)'],
      ['--reason <text>', 'why it may stay as it is, kept and printed in the report'],
      ['--reason-file <file>', 'the same from a file, - for standard input; without either it is asked for'],
    ],
  ],
  [
    'decisions STUDY',
    'what was accepted or waived by whom and why; undo one',
    [
      ['--undo <decision>', 'undo this decision'],
      ['--reason <text>', 'why it is undone'],
      ['--reason-file <file>', 'the same from a file, - for standard input; without either it is asked for'],
    ],
  ],
  ['schedule', 'the nightly run, a Temporal Schedule; a worker has to be up'],
  [
    'schedule set STUDY',
    'run every night, or as cron says; replaces what was set',
    [
      ['--cron <expression>', "when, as cron writes it (default: operations.yaml's, else 0 2 * * *)"],
      ['--zone <zone>', "time zone (default: the study's)"],
      ['--exports <folder>', 'where the exports are'],
      ['--out <folder>', 'where the reports go (default: ./out)'],
    ],
  ],
  ['schedule show STUDY', 'when it runs next, what it did, what it skipped'],
  ['schedule remove STUDY', 'no more nights; a run that is going on goes on'],
  ['runs [STUDY]', 'list runs, the newest first'],
  ['show RUN', 'one run: sites, stages, files, mail'],
  ['cancel RUN', 'end a run that is going on'],
  [
    'why STUDY [SUBJECT]',
    'one subject: source rows, criteria, arm, endpoints, score, partner; or what became of a row, as FILE:ROW',
    [['--run <run>', 'a run by its id or a part of it (default: the last reported one)']],
  ],
  ['rebuild RUN', "compute a run's results again from its harmonized rows, and compare them with what it stored"],
  ['backup FILE', 'write all that the database holds into one file'],
  [
    'restore FILE',
    'read a backup into an empty database',
    [
      ['--replace', 'remove what the database holds now, after asking'],
      ['--yes', 'do not ask'],
    ],
  ],
  ['forget NAMED', 'remove a run, or a study with all that is known of it: rows and files', [['--yes', 'do not ask']]],
  ['watchdog', 'mail keepers about nights that did not run, stale sites, failed runs, unsent mail'],
  [
    'worker',
    'work runs and schedules until stopped',
    [['--queues <queues>', "the queues to poll, with commas between (default: its version's and the common)"]],
  ],
  ['studies', 'the studies whose folders workers of this installation may use'],
  [
    'studies add STUDY',
    'register folders without running; run and schedule set do it by themselves',
    [
      ['--exports <folder>', "where the exports are, one folder per site (default: the study's own)"],
      ['--out <folder>', where],
    ],
  ],
  ['studies remove REFERENCE', 'take folders off the list; REFERENCE is a study or the first 8 signs of a reference'],
  ['services', 'Postgres and Temporal'],
  ['services up', 'start both and leave them up'],
  [
    'services build',
    'build the Temporal server with certificates, which no other account reaches; once, some eight minutes',
  ],
  ['services down', 'stop them; data stay'],
  ['services status', 'what they are doing'],
  ['help [COMMAND] [TEST]', 'more of one command; help units: built-in tests, their units and ranges'],
]

const shown = () => program().commands.filter(command => command.description() !== '')
const textOf = (command: ReturnType<typeof program>): string => {
  let text = ''
  command.configureOutput({
    writeOut: more => {
      text += more
    },
  })
  command.outputHelp()
  return text
}

test.each(described.map(([command, what, options = []]) => ({ command, what, options })))(
  'the help of $command says what it does, and what each option means',
  ({ command, what, options }) => {
    const names = command.split(' ').filter(word => /^[a-z]+$/.test(word))
    const operands = command.split(' ').filter(word => !names.includes(word))
    let found = program()
    for (const name of names) found = found.commands.find(one => one.name() === name) ?? found
    expect(found.name()).toBe(names.at(-1))
    expect(found.description()).toBe(what)
    const written = found.registeredArguments.map(one => {
      const name = `${one.name()}${one.variadic ? '...' : ''}`
      return one.required ? name : `[${name}]`
    })
    expect(written).toEqual(operands)
    expect(
      found
        .createHelp()
        .visibleOptions(found)
        .map(option => [option.flags, found.createHelp().optionDescription(option)]),
    ).toEqual([...options, ['-h, --help', 'display help for command']])
  },
)

test('the help lists every command but the one that npm start calls', () => {
  const text = textOf(program())
  const names = [...new Set(described.map(([command]) => command.split(' ')[0] ?? ''))]
  expect([...text.matchAll(/^ {2}([a-z]+) (?:.*?) {2,}/gm)].map(([, name]) => name)).toEqual(names)
  expect(shown().map(command => command.name())).toEqual(names)
})

test('the help says what the product is, what its words mean, and what an exit code means', () => {
  const text = textOf(program())
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    'From hospital exports to a traceable workbook: harmonize, select, match, analyze, report Options: ' +
      '--version the version of the code, as reports name it',
  )
  expect(text).toContain('cohortium [options] [command]')
  for (const meaning of [
    "STUDY is a study's folder, or its id once it has run. RUN is a run's id, or the beginning or end of it.",
    '0 done; 1 something is held that nobody waives; 2 the study is wrong; 3 an export was refused (the report is PROVISIONAL)',
    '4 Postgres or Temporal is not there; 5 the run failed or was cancelled, or the command is wrong.',
    'the gravest wins: 4 > 2 > 5 > 3 > 1 > 0.',
  ])
    expect(text.replaceAll(/\s+/g, ' ')).toContain(meaning)
})

test('every command teaches by examples of itself that are right commands, and keeps within the terminal', async () => {
  for (const command of shown()) {
    for (const one of [command, ...command.commands]) {
      const text = textOf(one)
      const examples = [...text.matchAll(/^ {2}(cohortium .*?)(?: {2,}.*| > .*)?$/gm)].map(([, line = '']) => line)
      expect(examples.length, one.name()).toBeGreaterThan(0)
      for (const example of examples) {
        const { commands, calls } = recordedCommands()
        const words = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
        await createProgram(commands, () => undefined).parseAsync(words.slice(1), { from: 'user' })
        expect(
          calls.map(([called]) => called.startsWith(command.name())),
          example,
        ).toEqual([true])
      }
      expect(
        text.split('\n').filter(line => line.length > 120),
        one.name(),
      ).toEqual([])
    }
  }
})

test.each([
  ['check', /With --exports the files of every site are read as a run would read them/],
  ['run', /The first Ctrl-C cancels the run, a second one leaves it to other workers/],
  ['rerun', /Reads again the sites named by --site, else those that have a folder in --exports, else all/],
  ['accept', /What could not be read at all cannot be accepted/],
  ['schedule', /A night that falls into an\noutage is made up for once, within 20 hours/],
  ['why', /SUBJECT is a display id, as the workbook and pairs.csv print it/],
  ['worker', /A run that a stopped or killed\nworker leaves is taken up by the next one/],
  ['services', /'services up' leaves them up/],
])('the help of %s says how it behaves', (name, words) => {
  const found = program().commands.find(command => command.name() === name)
  expect(found === undefined ? '' : textOf(found)).toMatch(words)
})

test('on a screen of 80 no line of options and commands is torn', () => {
  const all = program()
  const widest = (text: string): number => Math.max(...text.split('\n').map(line => line.length))
  for (const one of [all, ...all.commands])
    expect(widest(one.configureHelp({ ...one.configureHelp(), helpWidth: 80 }).helpInformation())).toBeLessThanOrEqual(
      80,
    )
})
