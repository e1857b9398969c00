import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { acquireServices } from '../../provision/index.js'
import { openStore, type Store } from '../../sql/connect.js'
import { selectRuns } from '../../sql/runs.js'
import { selectStages } from '../../sql/stages.js'
import { stageNamed } from '../../words/stages.js'
import { copiedColumns, copyByPsql, psqlVersion } from './intake/copy-by-psql.js'
import { writeWorkbook } from './intake/workbook-file.js'
import { type Contender, type Measured, measureInTurns } from './measure/in-turns.js'
import { measureProcess } from './measure/measure-process.js'
import { optionOf, sizesOf, turnsAndLimit } from './measure/options.js'
import { turnsTable } from './measure/turns-table.js'
import { conditions } from './run-scale.js'
import { runStudy } from './scale/measure-study.js'
import { type ScaleStudy, writeLaboratory, writeRegister } from './scale/scale-study.js'

const calamine = `
import sys, python_calamine
rows = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print(len(rows), 'rows')
`

const hasCalamine = (): boolean => spawnSync('python3', ['-c', 'import python_calamine']).status === 0

/** The time of a run's stages that work one site: reading, the door, storing, harmonizing, comparing with the last export. */
const intakeOf = async ({ database }: Store, study: string): Promise<number | null> => {
  const [run] = await selectRuns(database, study, 1)
  if (run === undefined) return null
  const stages = await selectStages(database, run.run_id)
  const ofSites = stages.filter(({ stage }) => stageNamed(stage.split('/')[0] ?? '')?.scope === 'site')
  return ofSites.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
}

const ours = (
  store: Store,
  folder: string,
  shape: ScaleStudy['labs'],
  exports: readonly string[],
  n: number,
  limit: number,
): Contender => ({
  name: 'Cohortium, intake (CPU and peak of its whole run)',
  run: async turn => {
    const intake = { milliseconds: Number.NaN }
    const whole = await runStudy(
      folder,
      `intake-${shape}-${String(n)}-${String(turn + 1)}`,
      { matching: false, labs: shape },
      exports,
      limit,
      async study => {
        intake.milliseconds = (await intakeOf(store, study)) ?? Number.NaN
        return null
      },
    )
    return 'failed' in whole ? whole : { ...whole, used: { ...whole.used, ...intake } }
  },
})

const csvPart = async (
  store: Store,
  target: string | null,
  folder: string,
  shape: ScaleStudy['labs'],
  { sizes, turns, limit }: { readonly sizes: readonly number[]; readonly turns: number; readonly limit: number },
): Promise<readonly Measured[]> => {
  const measured: Measured[] = []
  for (const n of sizes) {
    const [register, laboratory] = [join(folder, 'register.csv'), join(folder, 'labs.csv')]
    await writeRegister(register, shape === 'wide' ? n : Math.ceil(n / 100), shape)
    if (shape === 'long') await writeLaboratory(laboratory, n)
    const copied = shape === 'wide' ? register : laboratory
    const exports = shape === 'wide' ? [register] : [register, laboratory]
    const contenders: Contender[] = [ours(store, folder, shape, exports, n, limit)]
    if (target !== null)
      contenders.push({
        name: 'psql \\copy, no key (CPU and peak of psql alone)',
        run: () => measureProcess(copyByPsql(target, copied, copiedColumns[shape]), limit),
      })
    measured.push(...(await measureInTurns(contenders, n, turns)))
  }
  return measured
}

const workbookPart = async (
  folder: string,
  rows: number,
  turns: number,
  limit: number,
): Promise<readonly Measured[]> => {
  const path = join(folder, 'register.xlsx')
  writeWorkbook(path, rows)
  const program = fileURLToPath(new URL('./intake/measure-cells.js', import.meta.url))
  const contenders: Contender[] = [
    {
      name: 'Cohortium, to cells',
      run: () => measureProcess({ command: process.execPath, args: [program, path] }, limit),
    },
  ]
  if (hasCalamine())
    contenders.push({
      name: 'python-calamine, to cells',
      run: () => measureProcess({ command: 'python3', args: ['-c', calamine, path] }, limit),
    })
  else process.stdout.write('python-calamine is not there: this product only\n\n')
  return measureInTurns(contenders, rows, turns)
}

/**
 * Intake of one site beside psql's \copy of the same file: a long laboratory file, a wide register of 21 columns; then a
 * workbook of 20 columns to cells. `--sizes` are rows, `--workbook` those of the workbook, `--turns` and `--limit` as in `run`.
 */
export const benchIntake = async (args: readonly string[]): Promise<void> => {
  const quick = args.includes('--quick')
  const sizes = sizesOf(args, quick ? [10_000] : [10_000, 100_000])
  const { turns, limit } = turnsAndLimit(args, quick ? 1 : 3)
  const services = await acquireServices({
    environment: process.env,
    progress: text => process.stderr.write(`${text}\n`),
  })
  const store = openStore(services.postgres.connection.config)
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-bench-'))
  const psql = psqlVersion()
  const target = psql === null ? null : services.postgres.connectionString
  const how = { sizes, turns, limit }
  process.stdout.write(
    `${conditions(psql ?? 'psql is not there: this product only', `${String(turns)} ${turns === 1 ? 'turn' : 'turns'}, each in a study of its own`)}\n\n`,
  )
  const print = (title: string, measured: readonly Measured[]): void => {
    process.stdout.write(`${title}\n\n${turnsTable(measured)}\n\n`)
  }
  try {
    print('A long laboratory file, n rows of n / 100 subjects', await csvPart(store, target, folder, 'long', how))
    print('A wide register, n rows of 21 columns', await csvPart(store, target, folder, 'wide', how))
    const rows = Number(optionOf(args, 'workbook') ?? (quick ? 10_000 : 100_000))
    print('A workbook, n rows of 20 columns', await workbookPart(folder, rows, turns, limit))
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await store.close()
    await services.release()
  }
}
