import { CommanderError } from 'commander'
import colors from 'picocolors'
import { exitCodeOf, exitCodes } from './exit-codes.js'
import { createProgram } from './program.js'
import { terminal } from './terminal.js'

/** Errors that say all there is to say; any other is a defect of ours and shows where it came from. */
const plain = new Set([
  'StudyInvalid', 'StudyNotFound', 'DataCutRefused', 'IdentityKeyMissing', 'NothingToReuse', 'ServiceUnavailable', 'SchemaNewerThanCode',
  'OptionInvalid', 'RunNotFound', 'SubjectNotFound', 'RunGoingOn',
])

const tell = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.failed
  const name = error instanceof Error ? error.name : 'Error'
  const message = error instanceof Error ? error.message : String(error)
  terminal.progress(colors.red(plain.has(name) ? `${name}: ${message}` : (error instanceof Error ? error.stack ?? message : message)))
  return exitCodeOf(name)
}

const main = async (): Promise<number> => {
  let code: number = exitCodes.done
  const program = createProgram((finished) => {
    code = finished
  })
  const quietly = (command: typeof program): void => {
    command.exitOverride()
    command.commands.forEach(quietly)
  }
  quietly(program)
  try {
    await program.parseAsync()
    return code
  } catch (error) {
    return tell(error)
  }
}

process.exitCode = await main()
// Native libraries may keep idle threads: nothing of ours is open here any more.
process.exit()
