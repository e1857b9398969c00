import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { initCommand } from '../../../cli/init-command.js'
import { terminal } from '../../../cli/terminal.js'
import { loadStudy } from '../../../protocol/load/load-study.js'
import { checkout } from '../../support/checkout.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const shown: string[] = []

beforeEach(() => {
  shown.length = 0
  vi.spyOn(terminal, 'print').mockImplementation(line => void shown.push(line))
  vi.spyOn(terminal, 'progress').mockImplementation(line => void shown.push(line))
})

const ncctg = join(checkout, 'studies/ncctg-lung')
const exports = join(ncctg, 'exports/institutions-07-13')

const study = (): string => {
  const own = join(folder(), 'study')
  mkdirSync(own)
  for (const name of ['study.yaml', 'sites']) cpSync(join(ncctg, name), join(own, name), { recursive: true })
  rmSync(join(own, 'sites/institutions-07-13.yaml'))
  return own
}

describe('what of a folder is looked at', () => {
  const filled = (): string => {
    const own = join(folder(), 'received')
    cpSync(exports, own, { recursive: true })
    return own
  }

  test('files that are still being written, pipes, links and folders are left out by name, without a word of locks', async () => {
    const received = filled()
    for (const name of ['register.csv.part', 'register.xlsx.crdownload', '~$register.xlsx', '.hidden', '_COMPLETE'])
      writeFileSync(join(received, name), 'id,sex\n1,m\n')
    execFileSync('mkfifo', [join(received, 'pipe.csv')])
    symlinkSync(join(received, 'nowhere'), join(received, 'link.csv'))
    mkdirSync(join(received, 'old'))
    expect(await initCommand(study(), received, { site: 'institutions-07-13', dryRun: true })).toBe(0)
    const text = shown.join('\n')
    expect(text.match(/left out: [^:]+: [^:,]+/g)).toEqual([
      'left out: link.csv: a symbolic link',
      'left out: old: a folder',
      'left out: pipe.csv: a pipe between programs',
      'left out: register.csv.part: its name says that it is still being written',
      'left out: register.xlsx.crdownload: its name says that it is still being written',
    ])
    expect(text).toMatch(/name: register\.csv[,} ]/)
    expect(text).not.toMatch(/name: .*(part|crdownload)/)
  })

  test('a folder without a file says what it has, a file in the place of a folder that it is one', async () => {
    const empty = join(folder(), 'sites')
    mkdirSync(join(empty, 'north'), { recursive: true })
    const [own, asked] = [study(), { site: 'institutions-07-13', dryRun: true }]
    await expect(initCommand(own, empty, asked)).rejects.toThrow(/there is no file in '.*sites': north: a folder, and/)
    await expect(initCommand(own, join(exports, 'register.csv'), asked)).rejects.toThrow('is a file: name the folder')
  })
})

describe('a site is drafted from its folder', () => {
  test('into a mapping that loads with the study', async () => {
    const own = study()
    expect(await initCommand(own, exports, { site: 'institutions-07-13' })).toBe(0)
    const { mappings } = await loadStudy(own)
    expect(mappings['institutions-07-13']?.map.subject).toMatchObject({
      sex: { column: 'Sex' },
      ageYears: 'Age at enrolment',
    })
    expect(shown.join('\n')).toMatch(/\d+ lines filled in, \d+ lines? proposed as comments, \d+ points? open/)
  })

  test('and a mapping that is there is never written over', async () => {
    const own = study()
    const file = join(own, 'sites/institutions-07-13.yaml')
    writeFileSync(file, '# mine')
    await expect(initCommand(own, exports, { site: 'institutions-07-13' })).rejects.toThrow('is never written over')
    expect(readFileSync(file, 'utf8')).toBe('# mine')
  })

  test('or is shown alone', async () => {
    const own = study()
    expect(await initCommand(own, exports, { site: 'institutions-07-13', dryRun: true })).toBe(0)
    expect(existsSync(join(own, 'sites/institutions-07-13.yaml'))).toBe(false)
    expect(shown.join('\n')).toContain('ageYears: Age at enrolment')
  })

  test('a site that the study does not list yet is told how to be one', async () => {
    await initCommand(study(), exports, { site: 'another', dryRun: true })
    expect(shown.join('\n')).toContain("add another to 'sites'")
  })

  test('a file that cannot be read is left out by name', async () => {
    const own = join(folder(), 'exports')
    cpSync(exports, own, { recursive: true })
    writeFileSync(join(own, 'letter.pdf'), '%PDF-1.4')
    expect(await initCommand(study(), own, { site: 'another', dryRun: true })).toBe(3)
    expect(shown.join('\n')).toContain('left out: letter.pdf: it is a PDF')
  })

  test('what a draft lacks to be a mapping is told', async () => {
    const own = join(folder(), 'exports')
    mkdirSync(own)
    writeFileSync(join(own, 'a.csv'), 'id,kind\n1,a\n2,b\n3,a\n')
    expect(await initCommand(study(), own, { site: 'institutions-07-13' })).toBe(2)
    expect(shown.join('\n')).toContain("'subject' is missing")
  })

  test.each([
    ['no folder', 'nowhere', 'north', 'there is no folder'],
    ['an id that is none', exports, 'North One', "a site's id has lower-case letters"],
  ])('%s is refused', async (_, place, site, message) => {
    await expect(initCommand(study(), place, { site })).rejects.toThrow(message)
  })

  test('a word with a line end stays in its comment', async () => {
    const own = join(folder(), 'exports')
    mkdirSync(own)
    writeFileSync(
      join(own, 'a.csv'),
      'id,"odd\nmap: {}",sex,status\n1,x,m,a\n2,y,f,b\n3,x,m,a\n4,x,f,"b\nfiles: {}"\n5,x,f,"b\nfiles: {}"\n',
    )
    const there = study()
    await initCommand(there, own, { site: 'institutions-07-13' })
    await expect(loadStudy(there)).resolves.toBeDefined()
    expect(readdirSync(join(there, 'sites'))).toHaveLength(3)
  })
})
