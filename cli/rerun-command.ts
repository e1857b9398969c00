import { readdirSync } from 'node:fs'
import { runCommand, rerunSites, type RunOptions } from './run-command.js'

const foldersIn = (folder: string | undefined): readonly string[] => {
  if (folder === undefined) return []
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()
  } catch {
    return []
  }
}

/** A data manager's rerun: who and why stay with the run, untouched sites keep their last batch. */
export const rerunCommand = async (named: string, options: RunOptions & { readonly reason: string }): Promise<number> => {
  const site = rerunSites(options, foldersIn(options.exports))
  return runCommand(named, 'rerun', site === undefined ? options : { ...options, site })
}
