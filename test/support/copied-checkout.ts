import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { checkout } from './checkout.js'

/** A copy of the built product on the same installation, as it was before an upgrade or is after a mishap. */
export interface CopiedCheckout {
  readonly folder: string
  readonly remove: () => void
}

const leftOut = new Set(['test', 'studies'])

/** Copies the built product and changes the copy; packages and state (key, registered folders) are those of the checkout. */
export const copiedCheckout = (change: (folder: string) => void): CopiedCheckout => {
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-copy-'))
  const dist = join(checkout, 'dist')
  cpSync(dist, join(folder, 'dist'), {
    recursive: true,
    filter: path => !leftOut.has(relative(dist, path)),
  })
  for (const file of ['package.json', 'package-lock.json', 'setup/rooms.json'])
    cpSync(join(checkout, file), join(folder, file))
  mkdirSync(join(checkout, '.cohortium'), { recursive: true, mode: 0o700 })
  for (const shared of ['node_modules', '.cohortium']) symlinkSync(join(checkout, shared), join(folder, shared))
  change(folder)
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
