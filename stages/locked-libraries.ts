interface LockedPackage {
  readonly version?: string
  readonly integrity?: string
  readonly dev?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** The file in which npm keeps what is installed: folder of each package to its version and hash. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

const lineOf = (path: string, { version, integrity }: LockedPackage): string =>
  `${path} ${version ?? ''} ${integrity ?? ''}`

/** The locked packages that the product runs on, each with version and hash; those of development change no number. */
export const lockedLibraries = ({ packages }: Lock): readonly string[] =>
  Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, locked]) => lineOf(path, locked))
    .sort()

// A package finds another in its own folder first, then in those above, as Node does.
const folderOf = ({ packages }: Lock, name: string, from: string): string | undefined => {
  const path = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`
  if (packages[path] !== undefined) return path
  if (from === '') return undefined
  const above = from.lastIndexOf('/node_modules/')
  return folderOf({ packages }, name, above < 0 ? '' : from.slice(0, above))
}

/** The locked packages of some names with all that they depend on, each with version and hash. */
export const lockedWith = (lock: Lock, names: readonly string[]): readonly string[] => {
  const met = new Map<string, LockedPackage>()
  const visit = (name: string, from: string): void => {
    const path = folderOf(lock, name, from)
    const locked = path === undefined ? undefined : lock.packages[path]
    if (path === undefined || locked === undefined || met.has(path)) return
    met.set(path, locked)
    for (const needed of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) visit(needed, path)
  }
  for (const name of names) visit(name, '')
  return [...met].map(([path, locked]) => lineOf(path, locked)).sort()
}
