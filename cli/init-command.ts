import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import colors from 'picocolors'
import { type Draft, isFilledIn, isSure } from '../drafting/draft-model.js'
import { draftSite } from '../drafting/draft-site.js'
import { type SeenTable, seenTable } from '../drafting/seen-table.js'
import { writeDraft } from '../drafting/write-draft.js'
import { profileFile } from '../profiling/profile-file.js'
import { idSchema } from '../protocol/language/ids.js'
import { type Pack, packNames } from '../protocol/language/packs.js'
import { loadStudy, loadToDraft } from '../protocol/load/load-study.js'
import { readPack } from '../protocol/load/read-packs.js'
import { printProblem, StudyInvalid } from '../protocol/load/study-problems.js'
import { counted } from '../words/counted.js'
import { exitCodes } from '../words/exit-codes.js'
import { told } from '../words/told.js'
import { studyFolder, studyNotFound } from './find-study.js'
import { OptionInvalid } from './option-invalid.js'
import { terminal } from './terminal.js'

/** What `init` may be asked besides study and folder. */
export interface InitOptions {
  readonly site: string
  readonly dryRun?: boolean
}

const filesIn = (folder: string): readonly string[] => {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new OptionInvalid(`there is no folder '${folder}'`)
  // What a program of tables keeps open, and what is hidden, is no export.
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    entry => entry.isFile() && !/^[.~]/.test(entry.name),
  )
  if (files.length === 0) throw new OptionInvalid(`there is no file in '${folder}'`)
  return files.map(({ name }) => name).sort()
}

const packsThatShip = async (): Promise<readonly Pack[]> => {
  const read = await Promise.all(packNames.map(readPack))
  const problems = read.flatMap(one => one.problems)
  if (problems.length > 0) throw new StudyInvalid(problems)
  return read.flatMap(({ pack }) => pack ?? [])
}

interface Seen {
  readonly tables: readonly SeenTable[]
  readonly refused: readonly string[]
}

const seenIn = async (folder: string): Promise<Seen> => {
  const [tables, refused]: [SeenTable[], string[]] = [[], []]
  for (const file of filesIn(folder)) {
    const seen = await profileFile(join(folder, file), file, (profile, table) => {
      tables.push(seenTable(file, profile, table))
    })
    if (seen.refused !== null) refused.push(`${seen.file}: ${seen.refused}`)
    for (const table of seen.tables)
      if (table.refused !== null) refused.push(`${seen.file}, sheet '${table.sheet ?? ''}': ${table.refused}`)
  }
  return { tables, refused }
}

const countsOf = ({ files, dataDate, link, drop, missing, blocks, open }: Draft) => {
  const filled = blocks.filter(isFilledIn)
  const lines = [
    ...files.flatMap(file => file.lines),
    ...missing,
    ...filled.flatMap(({ fields, wide }) => [...fields, ...wide]),
  ]
  const named = [dataDate, link].filter(line => line !== null).length + Object.values(drop).flat().length
  const unfilled = blocks.filter(block => !isFilledIn(block)).flatMap(({ fields, wide }) => [...fields, ...wide]).length
  const isFilled = lines.filter(isSure).length + named
  return { filled: isFilled, proposed: lines.filter(line => !isSure(line)).length + unfilled, open: open.length }
}

// What a draft left to a person may be what a mapping has to have.
const problemsOf = async (study: string): Promise<readonly string[]> => {
  try {
    await loadStudy(study)
    return []
  } catch (error) {
    if (error instanceof StudyInvalid) return error.problems.map(printProblem)
    throw error
  }
}

/** Drafts the mapping of a site from a folder of its files; a mapping that is there is never written over. */
export const initCommand = async (named: string, folder: string, { site, dryRun }: InitOptions): Promise<number> => {
  const study = studyFolder(named)
  if (study === null) throw studyNotFound(named)
  if (!idSchema.safeParse(site).success)
    throw new OptionInvalid(
      `--site ${site}: a site's id has lower-case letters, digits and hyphens, and not digits alone`,
    )
  const target = join(study, 'sites', `${site}.yaml`)
  if (dryRun !== true && existsSync(target))
    throw new OptionInvalid(
      `${target} is there already, and is never written over: move it away, or see the draft with --dry-run`,
    )
  const { study: asked, others } = await loadToDraft(study, site)
  const { tables, refused } = await seenIn(resolve(folder))
  for (const line of refused) terminal.progress(colors.yellow(`left out: ${line}`))
  if (tables.length === 0) return exitCodes.exportRefused
  const draft = draftSite(site, tables, asked, others, await packsThatShip())
  const text = writeDraft(draft, site)
  if (dryRun === true) terminal.print(text.trimEnd())
  else {
    mkdirSync(dirname(target), { recursive: true })
    // Another one may have come since it was looked for.
    writeFileSync(target, text, { flag: 'wx' })
    terminal.print(`written: ${target}`)
  }
  const counts = countsOf(draft)
  terminal.progress(
    `${counted(counts.filled, told`line`)} filled in, ${counted(counts.proposed, told`line`)} proposed as comments, ${counted(counts.open, told`point`)} open`,
  )
  if (dryRun !== true && asked.sites.includes(site)) {
    const lacks = await problemsOf(study)
    for (const line of lacks) terminal.progress(colors.yellow(`still wrong: ${line}`))
    if (lacks.length > 0) return exitCodes.studyWrong
  }
  if (!asked.sites.includes(site)) terminal.progress(`next: add ${site} to 'sites' of ${join(study, 'study.yaml')}`)
  terminal.progress(`then: cohortium check ${named} --exports DIR (DIR has one folder per site)`)
  return refused.length > 0 ? exitCodes.exportRefused : exitCodes.done
}
