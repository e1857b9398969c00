import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { initCommand } from '../../../cli/init-command.js'
import { replaceFile } from '../../../cli/replace-file.js'
import { loadStudy } from '../../../protocol/load/load-study.js'
import { checkout } from '../../support/checkout.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const site = 'institutions-01-06'

interface Place {
  readonly study: string
  readonly exports: string
  readonly mapping: string
}

// The study that ships, with the exports of one of its sites to be changed.
const place = (): Place => {
  const study = join(folder(), 'study')
  const exports = join(folder(), 'next')
  const shipped = join(checkout, 'studies/ncctg-lung')
  mkdirSync(study)
  for (const name of readdirSync(shipped))
    if (/\.yaml$|^sites$/.test(name)) cpSync(join(shipped, name), join(study, name), { recursive: true })
  cpSync(join(shipped, 'exports', site), exports, { recursive: true })
  return { study, exports, mapping: join(study, 'sites', `${site}.yaml`) }
}

const rename = ({ exports }: Place, was: string, is: string): void => {
  for (const name of readdirSync(exports)) {
    const file = join(exports, name)
    writeFileSync(file, readFileSync(file, 'latin1').replace(was, is), 'latin1')
  }
}

describe('init --update', () => {
  test('puts a new name of a column into the mapping, which is read as before', async () => {
    const here = place()
    rename(here, 'age', 'age_years')
    const before = readFileSync(here.mapping, 'utf8')
    expect(await initCommand(here.study, here.exports, { site, update: true })).toBe(0)
    const after = readFileSync(here.mapping, 'utf8')
    expect(after).toContain('age_years')
    const left = before.split('\n').filter(line => !line.includes('age'))
    expect(after.split('\n')).toEqual(expect.arrayContaining(left))
    expect((await loadStudy(here.study)).mappings[site]).toBeDefined()
    expect(readdirSync(join(here.study, 'sites'))).not.toContainEqual(expect.stringContaining('.new'))
  })

  test('shows with --dry-run what it would write, and writes nothing', async () => {
    const here = place()
    rename(here, 'age', 'age_years')
    const before = readFileSync(here.mapping)
    expect(await initCommand(here.study, here.exports, { site, update: true, dryRun: true })).toBe(0)
    expect(readFileSync(here.mapping)).toEqual(before)
  })

  test('needs a mapping that is there and can be read', async () => {
    const here = place()
    await expect(initCommand(here.study, here.exports, { site: 'elsewhere', update: true })).rejects.toThrow(
      /there is no .*elsewhere\.yaml yet: draft it without --update/,
    )
    writeFileSync(here.mapping, 'site: [')
    await expect(initCommand(here.study, here.exports, { site, update: true })).rejects.toThrow()
    expect(readFileSync(here.mapping, 'utf8')).toBe('site: [')
  })

  test.each([
    ['Vim', `.${site}.yaml.swp`],
    ['Emacs', `.#${site}.yaml`],
    ['LibreOffice', `.~lock.${site}.yaml#`],
  ])('leaves a mapping alone that somebody has open in %s', async (_, mark) => {
    const here = place()
    rename(here, 'age', 'age_years')
    // Emacs makes a link that leads nowhere.
    symlinkSync('somebody@somewhere.1', join(here.study, 'sites', mark))
    const before = readFileSync(here.mapping)
    await expect(initCommand(here.study, here.exports, { site, update: true })).rejects.toThrow(/is open in an editor/)
    expect(readFileSync(here.mapping)).toEqual(before)
  })

  test('a text that somebody changed in between stays as that person left it', () => {
    const here = place()
    const before = readFileSync(here.mapping)
    writeFileSync(here.mapping, 'theirs')
    expect(() => {
      replaceFile(here.mapping, before, 'mine')
    }).toThrow(/changed while the draft was made: nothing was written/)
    expect(readFileSync(here.mapping, 'utf8')).toBe('theirs')
    expect(readdirSync(join(here.study, 'sites')).filter(name => name.endsWith('.new'))).toEqual([])
  })

  test('a text keeps who may read it, and is found through a link', () => {
    const here = place()
    const link = join(folder(), 'link.yaml')
    symlinkSync(here.mapping, link)
    chmodSync(here.mapping, 0o640)
    replaceFile(link, readFileSync(link), 'new')
    expect(readFileSync(here.mapping, 'utf8')).toBe('new')
    expect(statSync(here.mapping).mode & 0o777).toBe(0o640)
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
  })
})
