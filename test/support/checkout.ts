import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

const rootOf = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : rootOf(dirname(folder)))

/** The checkout's own folder, from the sources as well as from the build. */
export const checkout = rootOf(import.meta.dirname)
