import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(import.meta.url)

/** The folder of the rooms as they run: the checkout, or what was built of it. */
export const codeRoot = dirname(dirname(here))

/** The ending of the files that run: `.ts` in tests, `.js` of what was built. */
export const extension = extname(here)

/** The nearest folder above that has a package's manifest: that of the checkout, also for the built code. */
const packageFolder = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : packageFolder(dirname(folder))

/** A JSON file of the checkout. */
export const readJson = (name: string): unknown => JSON.parse(readFileSync(join(packageFolder(codeRoot), name), 'utf8'))
