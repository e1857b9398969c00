import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import colors from 'picocolors'
import { type Draft, isFilledIn, isSure } from '../drafting/draft-model.js'
import { draftSite } from '../drafting/draft-site.js'
import { writeDraft } from '../drafting/write-draft.js'
import { idSchema } from '../protocol/language/ids.js'
import { loadStudy } from '../protocol/load/load-study.js'
import { loadToDraft } from '../protocol/load/load-to-draft.js'
import { printProblem, StudyInvalid } from '../protocol/load/study-problems.js'
import { counted } from '../words/counted.js'
import { exitCodes } from '../words/exit-codes.js'
import { told } from '../words/told.js'
import { studyFolder, studyNotFound } from './find-study.js'
import { OptionInvalid } from './option-invalid.js'
import { packsThatShip, seenIn } from './seen-in-folder.js'
import { terminal } from './terminal.js'
import { updateDraft } from './update-draft.js'

/** What `init` may be asked besides study and folder. */
export interface InitOptions {
  readonly site: string
  readonly dryRun?: boolean
  /** Put what is new into the mapping that is there. */
  readonly update?: boolean
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

const finished = async (
  named: string,
  study: string,
  site: string,
  isListed: boolean,
  dryRun: boolean,
  isPartial: boolean,
): Promise<number> => {
  if (!dryRun && isListed) {
    const lacks = await problemsOf(study)
    for (const line of lacks) terminal.progress(colors.yellow(`still wrong: ${line}`))
    if (lacks.length > 0) return exitCodes.studyWrong
  }
  if (!isListed) terminal.progress(`next: add ${site} to 'sites' of ${join(study, 'study.yaml')}`)
  terminal.progress(`then: cohortium check ${named} --exports DIR (DIR has one folder per site)`)
  return isPartial ? exitCodes.exportRefused : exitCodes.done
}

/** Drafts the mapping of a site from a folder of its files; a mapping that is there is never written over, but what is new may be put into it. */
export const initCommand = async (
  named: string,
  folder: string,
  { site, dryRun, update }: InitOptions,
): Promise<number> => {
  const study = studyFolder(named)
  if (study === null) throw studyNotFound(named)
  if (!idSchema.safeParse(site).success)
    throw new OptionInvalid(
      `--site ${site}: a site's id has lower-case letters, digits and hyphens, and not digits alone`,
    )
  const target = join(study, 'sites', `${site}.yaml`)
  if (update !== true && dryRun !== true && existsSync(target))
    throw new OptionInvalid(
      `${target} is there already, and is never written over: put in what is new with --update, or see a draft with --dry-run`,
    )
  const { study: asked, others } = await loadToDraft(study, site)
  const { tables, refused, beside } = await seenIn(resolve(folder))
  for (const line of [...beside, ...refused]) terminal.progress(colors.yellow(`left out: ${line}`))
  if (tables.length === 0) return exitCodes.exportRefused
  if (update === true) {
    await updateDraft(target, site, { study: asked, others, tables, dryRun: dryRun === true })
    return finished(named, study, site, asked.sites.includes(site), dryRun === true, refused.length > 0)
  }
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
  return finished(named, study, site, asked.sites.includes(site), dryRun === true, refused.length > 0)
}
