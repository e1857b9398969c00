import { commands } from './commands.js'
import { exitCodes } from '../words/exit-codes.js'
import { createProgram } from './program.js'
import { tellError } from './tell-error.js'
import { terminal } from './terminal.js'
import { writtenOut } from './written-out.js'

export { loadCommands } from './commands.js'

const obey = async (): Promise<number> => {
  let code: number = exitCodes.done
  const program = createProgram(commands, finished => {
    code = finished
  })
  try {
    await program.parseAsync()
    return code
  } catch (error) {
    const { text, exitCode } = tellError(error)
    if (text !== null) terminal.progress(text)
    return exitCode
  }
}

/** Does what was typed, and ends this process with the exit code of that. */
export const startCommandLine = async (): Promise<void> => {
  // What a command writes is its owner's alone, whatever wrote it.
  process.umask(0o077)
  // A reader that has read enough (`show … | head`) closes the pipe; the command goes on, to put its services away.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  process.exitCode = await obey()
  await Promise.all([process.stdout, process.stderr].map(writtenOut))
  // Native libraries may keep idle threads: nothing of ours is open here any more.
  process.exit()
}
