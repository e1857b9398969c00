import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { acquireServices } from '../../provision/index.js'
import { openStore } from '../../sql/connect.js'
import { copiedColumns, copyByPsql, psqlVersion } from './intake/copy-by-psql.js'
import { writeWorkbook } from './intake/workbook-file.js'
import { serverProcess } from './measure/database-bytes.js'
import { type Contender, type Measured, measureInTurns } from './measure/in-turns.js'
import { measureProcess, type Outcome, type Used } from './measure/measure-process.js'
import { optionOf, sizesOf, turnsAndLimit } from './measure/options.js'
import { cpuOfTree } from './measure/process-tree.js'
import { turnsTable } from './measure/turns-table.js'
import { conditions } from './run-scale.js'
import { checkout } from '../support/checkout.js'
import { labs, registerColumns } from './scale/invented-rows.js'
import { withStudy } from './scale/measure-study.js'
import { type ScaleStudy, writeLaboratory, writeRegister } from './scale/scale-study.js'

const calamine = `
import sys, python_calamine
rows = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print(len(rows), 'rows')
`

const hasCalamine = (): boolean => spawnSync('python3', ['-c', 'import python_calamine']).status === 0

/** Adds the CPU of the server to what psql took, as our program does by itself: who asks for more has to answer for that. */
const withServer = async (server: number | null, run: () => Promise<Outcome>): Promise<Outcome> => {
  const cpuOfServer = (): number | null => (server === null ? null : cpuOfTree(server))
  const before = cpuOfServer()
  const outcome = await run()
  const after = cpuOfServer()
  if ('failed' in outcome || before === null || after === null) return outcome
  const own = outcome.used.cpuMilliseconds
  const cpuMilliseconds = own === null ? null : own + after - before
  return { ...outcome, used: { ...outcome.used, cpuMilliseconds } }
}

type Taken = Pick<Used, 'milliseconds' | 'cpuMilliseconds'> & { readonly databaseBytes: number }

/** Bytes of the database for each value that a mapping takes: cells of mapped columns but the ids. */
type ToldBytes = (bytes: number) => void

const ours = (
  folder: string,
  shape: ScaleStudy['labs'],
  exports: readonly string[],
  { n, limit }: { readonly n: number; readonly limit: number },
  tellBytes: ToldBytes,
): Contender => ({
  name: 'Cohortium, from file to accepted rows',
  run: turn =>
    withStudy(
      folder,
      `intake-${shape}-${String(n)}-${String(turn + 1)}`,
      { matching: false, labs: shape },
      exports,
      limit,
      async own => {
        // Bundled as the product is: else it would ask the bundler for its code's version, in processes of 300 MB.
        const program = join(checkout, 'dist', 'programs', 'measure-intake.js')
        const whole = await measureProcess({ command: process.execPath, args: [program, own] }, limit)
        if ('failed' in whole) return whole
        const { databaseBytes, ...used } = JSON.parse(whole.output) as Taken
        // A value takes a byte at least.
        if (databaseBytes < n) return { failed: 'nothing was stored: its export was known from an earlier study' }
        tellBytes(databaseBytes)
        return { ...whole, used: { ...whole.used, ...used } }
      },
    ),
})

interface CsvPart {
  readonly measured: readonly Measured[]
  /** By rows, bytes of the database for each mapped cell. */
  readonly bytes: ReadonlyMap<number, number>
}

const csvPart = async (
  target: string | null,
  server: number | null,
  folder: string,
  shape: ScaleStudy['labs'],
  { sizes, turns, limit }: { readonly sizes: readonly number[]; readonly turns: number; readonly limit: number },
): Promise<CsvPart> => {
  const measured: Measured[] = []
  const bytes = new Map<number, number>()
  for (const n of sizes) {
    const [register, laboratory] = [join(folder, 'register.csv'), join(folder, 'labs.csv')]
    await writeRegister(register, shape === 'wide' ? n : Math.ceil(n / 100), shape)
    if (shape === 'long') await writeLaboratory(laboratory, n)
    const copied = shape === 'wide' ? register : laboratory
    const exports = shape === 'wide' ? [register] : [register, laboratory]
    const values = n * mappedColumns[shape] + (shape === 'long' ? Math.ceil(n / 100) * mappedColumns.register : 0)
    const contenders: Contender[] = [ours(folder, shape, exports, { n, limit }, all => bytes.set(n, all / values))]
    if (target !== null)
      contenders.push({
        name: 'psql \\copy, no key',
        run: () => withServer(server, () => measureProcess(copyByPsql(target, copied, copiedColumns[shape]), limit)),
      })
    measured.push(...(await measureInTurns(contenders, n, turns)))
  }
  return { measured, bytes }
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

const profilePart = async (folder: string, n: number, turns: number, limit: number): Promise<readonly Measured[]> => {
  const path = join(folder, 'register.csv')
  await writeRegister(path, n, 'wide')
  const program = fileURLToPath(new URL('./intake/measure-profile.js', import.meta.url))
  const contender = (name: string, what: 'read' | 'profile'): Contender => ({
    name,
    run: () => measureProcess({ command: process.execPath, args: [program, what, path] }, limit),
  })
  return measureInTurns(
    [contender('Cohortium, profile', 'profile'), contender('Cohortium, reading alone', 'read')],
    n,
    turns,
  )
}

const shapes = [
  ['long', 'A long laboratory file, n rows of n / 100 subjects, with a register of these'],
  ['wide', 'A wide register, n rows of 21 columns'],
] as const

// The register of so many rows is what is promised; ten times as many are a text of more bytes than are read.
const mostRows = { long: Infinity, wide: 1_000_000 }

// Beside the id; a register of a long file has nine columns.
const mappedColumns = {
  long: 4,
  wide: registerColumns.length - 1 + Object.keys(labs).length,
  register: registerColumns.length - 1,
}

/**
 * Intake of one site beside psql's \copy of the same file: a long laboratory file, a wide register of 21 columns; this seen
 * without a mapping, which takes 1.5 times as long as reading it at most; then a workbook of 20 columns to cells. `--sizes` are rows, of the register at most a million, `--workbook` those of the workbook, `--turns` and `--limit` as in `run`.
 */
export const benchIntake = async (args: readonly string[]): Promise<void> => {
  const quick = args.includes('--quick')
  const sizes = sizesOf(args, quick ? [10_000] : [100_000, 1_000_000, 10_000_000])
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
    const server = await serverProcess(store.database)
    for (const [shape, title] of shapes) {
      const own = { ...how, sizes: sizes.filter(n => n <= mostRows[shape]) }
      const { measured, bytes } = await csvPart(target, server, folder, shape, own)
      print(title, measured)
      const ofSizes = [...bytes].map(([n, each]) => `${each.toFixed(1)} at ${n.toLocaleString('en')} rows`)
      process.stdout.write(`Bytes of the database for each mapped cell: ${ofSizes.join(', ')}\n\n`)
    }
    const widest = Math.max(0, ...sizes.filter(n => n <= mostRows.wide))
    if (widest > 0) print('A wide register seen without a mapping', await profilePart(folder, widest, turns, limit))
    const rows = Number(optionOf(args, 'workbook') ?? (quick ? 10_000 : 100_000))
    print('A workbook, n rows of 20 columns', await workbookPart(folder, rows, turns, limit))
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await store.close()
    await services.release()
  }
}
