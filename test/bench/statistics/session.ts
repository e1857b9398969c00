import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** One measured run: the time of the statement alone, the memory it took beyond what was in use, its answer. */
export interface Measurement {
  readonly milliseconds: number
  readonly peakBytes: number | null
  readonly answer: number
}

/** A program that stays up through a benchmark and measures what it is asked, a line at a time. */
export interface Session {
  readonly ask: (line: string) => Promise<Measurement>
  readonly end: () => Promise<void>
}

// R parses each line first, collects garbage, then times the evaluation and nothing else.
const driver = `
options(warn = -1)
suppressPackageStartupMessages(library(survival))
memory <- function(field) {
  line <- grep(paste0('^', field, ':'), readLines('/proc/self/status'), value = TRUE)
  1024 * as.numeric(gsub('[^0-9]', '', line))
}
input <- file('stdin', 'r')
repeat {
  line <- readLines(input, 1)
  if (length(line) == 0) break
  parts <- strsplit(line, '\\t', fixed = TRUE)[[1]]
  statement <- parse(text = parts[1])
  invisible(gc())
  before <- tryCatch({ writeLines('5', '/proc/self/clear_refs'); memory('VmRSS') }, error = function(e) NA)
  started <- Sys.time()
  eval(statement, globalenv())
  taken <- as.numeric(difftime(Sys.time(), started, units = 'secs')) * 1000
  peak <- if (is.na(before)) NA else memory('VmHWM') - before
  answer <- if (length(parts) > 1) eval(parse(text = parts[2]), globalenv()) else NA
  if (exists('fit')) rm(fit, envir = globalenv())
  cat(sprintf('@@ %.6f %s %.17g\\n', taken, format(peak, scientific = FALSE), answer))
  flush(stdout())
}
`

const talkTo = (child: ChildProcess, name: string): Session => {
  const { stdin, stdout, stderr } = child
  if (stdin === null || stdout === null || stderr === null) throw new Error(`${name} has no pipes`)
  let complaints = ''
  stderr.on('data', (text: Buffer) => {
    complaints = (complaints + text.toString()).slice(-2000)
  })
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<Measurement> => {
    for (;;) {
      const line = await answers.next()
      if (line.done === true) throw new Error(`${name} ended early: ${complaints}`)
      const [mark, milliseconds, peak, answer] = line.value.split(/\s+/)
      if (mark !== '@@') continue
      return {
        milliseconds: Number(milliseconds),
        peakBytes: peak === 'NA' ? null : Number(peak),
        answer: answer === 'NA' ? Number.NaN : Number(answer),
      }
    }
  }
  return {
    ask: line => {
      stdin.write(`${line}\n`)
      return next()
    },
    end: async () => {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      stdin.end()
      await ended
    },
  }
}

const startProgram = (flags: readonly string[], environment: NodeJS.ProcessEnv): Session => {
  const program = fileURLToPath(new URL('./measure-jobs.js', import.meta.url))
  const options = { stdio: 'pipe', env: { ...process.env, ...environment } } as const
  return talkTo(spawn(process.execPath, ['--expose-gc', ...flags, program], options), 'the measured program')
}

/** Starts the measured program of this product in a process of its own. */
export const startOurs = (): Session => startProgram([], {})

/**
 * The same program, giving freed columns back to the system at once and collecting young garbage at a megabyte, so
 * that its peak is what a job needs and not what is left lying for the time being.
 */
export const startOursForMemory = (): Session =>
  startProgram(['--max-semi-space-size=1'], { MALLOC_MMAP_THRESHOLD_: '65536' })

/** Starts R, or gives null where there is no Rscript with survival and MatchIt. */
export const startR = (): { readonly session: Session; readonly versions: string } | null => {
  const asked = [
    'v <- function(p) as.character(packageVersion(p))',
    "cat(as.character(getRversion()), v('survival'), v('MatchIt'))",
  ]
  const { status, stdout } = spawnSync('Rscript', ['--vanilla', '-e', asked.join('; ')], { encoding: 'utf8' })
  if (status !== 0) return null
  const [r, survival, matchIt] = stdout.trim().split(' ')
  const versions = `R ${r ?? '?'}, survival ${survival ?? '?'}, MatchIt ${matchIt ?? '?'}`
  return { session: talkTo(spawn('Rscript', ['--vanilla', '-e', driver], { stdio: 'pipe' }), 'R'), versions }
}
