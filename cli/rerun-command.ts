import { runCommand, type RunOptions } from './run-command.js'

/** A data manager's rerun: who and why stay with the run, untouched sites keep their last batch. */
export const rerunCommand = (named: string, options: RunOptions & { readonly reason: string }): Promise<number> =>
  runCommand(named, 'rerun', options)
