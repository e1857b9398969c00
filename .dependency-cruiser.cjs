/** The import law, made from the list of rooms: which room may import which, as values or as types, and which packages. */
const rooms = require('./setup/rooms.json')

const inRooms = names => `^(${names.join('|').replaceAll('.', '[.]')})(/|$)`
const libraries = '(^|/)node_modules/'
const ownFiles = ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown', 'undetermined']

/** What stands in a room: its folder, and files beside it that the list gives to it. */
const within = ({ room, files = [] }) =>
  `^(${[`${room}/`, ...files.map(file => `${file}$`)].join('|').replaceAll('.', '[.]')})`

const neighbours = ({ room, files = [], knows = [], types = [] }) => [
  {
    name: `${room}-imports-only-its-neighbours`,
    severity: 'error',
    from: { path: within({ room, files }) },
    to: {
      path: '^(?!node_modules/)[^/]+',
      pathNot: [inRooms([room, ...knows, ...types]), libraries],
      dependencyTypesNot: ownFiles,
    },
  },
  ...(types.length === 0
    ? []
    : [
        {
          name: `${room}-imports-types-only-of-${types.join('-')}`,
          severity: 'error',
          from: { path: within({ room, files }) },
          to: { path: inRooms(types), dependencyTypesNot: ['type-only'] },
        },
      ]),
]

/** What a room's files may import besides: everywhere in the room, and more in the folders that hide a library. */
const limited = (name, { room, files }, everywhere, byFolder, target) => {
  const folders = Object.entries(byFolder).map(([folder, more]) => [`^${room}/(${folder})`, [...everywhere, ...more]])
  const rest = [within({ room, files }), everywhere, folders.map(([folder]) => folder)]
  return [...folders, rest].map(([path, names, pathNot = []], index) => ({
    name: `${room}-uses-only-its-${name}${index < folders.length ? `-in-${index + 1}` : ''}`,
    severity: 'error',
    from: { path, pathNot },
    to: target(names),
  }))
}

const packages = room =>
  limited('libraries', room, room.packages ?? [], room.packagesOf ?? {}, names => ({
    path: libraries,
    ...(names.length === 0
      ? {}
      : { pathNot: names.map(name => `node_modules/(@types/)?${name.replace(/^@types\//, '')}/`) }),
  }))

/** A pure room reads no file, clock or network; a workflow would differ at its replay. */
const builtins = room =>
  room.builtins === 'any'
    ? []
    : limited('builtins', room, room.builtins ?? [], room.builtinsOf ?? {}, names => ({
        dependencyTypes: ['core'],
        ...(names.length === 0 ? {} : { pathNot: names.map(name => `^(node:)?${name}$`) }),
      }))

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea, or the shared part wants a file of its own.',
      severity: 'error',
      from: { pathNot: libraries },
      to: { circular: true },
    },
    { name: 'nothing-missing', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: inRooms(rooms.map(({ room }) => room)) },
      to: { path: '^(test|studies)/' },
    },
    {
      name: 'recipes-are-not-imported',
      comment: 'What made the synthetic data is run by hand and is no part of the product.',
      severity: 'error',
      from: { pathNot: '^(studies|test)/' },
      to: { path: '^studies/' },
    },
    ...rooms.flatMap(room => [...neighbours(room), ...packages(room), ...builtins(room)]),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|coverage|test/fixtures)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
