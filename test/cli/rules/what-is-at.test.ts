import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { whatIsAt } from '../../../cli/what-is-at.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()

test('files, folders, links to them, pipes and what is not there are told apart', () => {
  const at = (name: string) => join(folder(), name)
  writeFileSync(at('file'), 'x')
  mkdirSync(at('folder'))
  symlinkSync(at('folder'), at('link'))
  symlinkSync(at('nowhere'), at('lost'))
  symlinkSync(at('loop'), at('loop'))
  execFileSync('mkfifo', [at('pipe')])
  expect(
    ['file', 'folder', 'link', 'lost', 'loop', 'pipe', 'none', 'file/none'].map(name => whatIsAt(at(name))),
  ).toEqual(['file', 'folder', 'folder', 'lost link', 'nothing', 'other', 'nothing', 'nothing'])
})

test('what this account may not read is forbidden, not absent', () => {
  const closed = join(folder(), 'closed')
  mkdirSync(closed)
  writeFileSync(join(closed, 'labs.csv'), 'x')
  writeFileSync(join(folder(), 'own.csv'), 'x')
  chmodSync(join(folder(), 'own.csv'), 0)
  chmodSync(closed, 0)
  const asOther = (path: string): string => {
    // Who runs the tests may be root, who reads everything: then somebody else asks.
    if (process.getuid?.() !== 0) return whatIsAt(path)
    process.seteuid!(65_534)
    try {
      return whatIsAt(path)
    } finally {
      process.seteuid!(0)
    }
  }
  chmodSync(folder(), 0o755)
  const found = [closed, join(closed, 'labs.csv'), join(folder(), 'own.csv')].map(asOther)
  chmodSync(closed, 0o700)
  expect(found).toEqual(['forbidden', 'forbidden', 'forbidden'])
})
