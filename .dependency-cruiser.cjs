/** The import law of ARCHITECTURE.md: which room may import which, as values or as types only. */
const rooms = [
  'activities',
  'analysis',
  'cli',
  'cohort',
  'harmonize',
  'installation',
  'protocol',
  'provision',
  'reports',
  'sources',
  'sql',
  'statistics',
  'words',
  'workflows',
]

const inRooms = names => `^(${names.join('|')})/`

/** A room may import the named rooms; `types` only as types. */
const room = (name, values, types = []) => {
  const allowed = [name, ...values]
  const rules = [
    {
      name: `${name}-imports-only-its-neighbours`,
      severity: 'error',
      from: { path: `^${name}/` },
      to: {
        path: '^(?!node_modules/)[^/]+',
        pathNot: [inRooms([...allowed, ...types]), '^node_modules/'],
        dependencyTypesNot: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown', 'undetermined'],
      },
    },
  ]
  if (types.length > 0) {
    rules.push({
      name: `${name}-imports-types-only-of-${types.join('-')}`,
      severity: 'error',
      from: { path: `^${name}/` },
      to: { path: inRooms(types), dependencyTypesNot: ['type-only'] },
    })
  }
  return rules
}

/** A room may import the named packages and no others. */
const packages = (name, names, files = `^${name}/`, not = []) => ({
  name: `${name}-uses-only-its-libraries`,
  severity: 'error',
  from: { path: files, pathNot: not },
  to: { path: 'node_modules/', ...(names.length > 0 ? { pathNot: names.map(one => `node_modules/${one}/`) } : {}) },
})

const noNode = (name, files = `^${name}/`, except = undefined) => ({
  name: `${name}-has-no-effects`,
  comment: 'A pure room reads no file, clock or network; a workflow would differ at its replay.',
  severity: 'error',
  from: { path: files },
  to: { dependencyTypes: ['core'], ...(except === undefined ? {} : { pathNot: except }) },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea, or the shared part wants a file of its own.',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { circular: true },
    },
    { name: 'nothing-missing', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: inRooms(rooms) },
      to: { path: '^(test|studies)/' },
    },
    {
      name: 'recipes-are-not-imported',
      comment: 'What made the synthetic data is run by hand and is no part of the product.',
      severity: 'error',
      from: { pathNot: '^(studies|test)/' },
      to: { path: '^studies/' },
    },
    ...room('words', []),
    packages('words', []),
    noNode('words'),
    ...room('statistics', []),
    packages('statistics', [], '^statistics/', ['^statistics/distributions/']),
    // Resampling uses every core; its worker threads are the one effect of the statistics.
    noNode('statistics', '^statistics/(?!resampling/(worker-pool|resampling-worker)[.])'),
    ...room('protocol', ['words']),
    packages('protocol', ['zod', 'yaml', 'fastest-levenshtein', 'croner']),
    ...room('sources', ['protocol', 'words']),
    ...room('harmonize', ['protocol', 'words'], ['cohort', 'sources']),
    packages('harmonize', []),
    noNode('harmonize', '^harmonize/', '^crypto$'),
    ...room('cohort', ['protocol', 'words'], ['harmonize']),
    packages('cohort', []),
    noNode('cohort'),
    ...room('analysis', ['statistics', 'protocol', 'cohort', 'words']),
    // jstat stands behind one file: the second opinion, from which no P is taken.
    packages('analysis', [], '^analysis/', ['^analysis/second-opinion[.]']),
    packages('analysis', ['jstat'], '^analysis/second-opinion[.]'),
    noNode('analysis'),
    ...room('sql', ['protocol', 'words'], ['cohort', 'harmonize', 'analysis']),
    packages('sql', ['kysely', 'pg', '@types/pg', 'pg-copy-streams', '@types/pg-copy-streams']),
    ...room('reports', ['cohort', 'analysis', 'protocol', 'words']),
    packages('reports', ['d3-scale', 'd3-shape', '@types/d3-scale', '@types/d3-shape'], '^reports/', [
      '/render-',
      '/send-',
    ]),
    ...room('installation', []),
    packages('installation', ['@temporalio/common', '@temporalio/proto']),
    ...room('activities', [
      'analysis',
      'cohort',
      'harmonize',
      'installation',
      'protocol',
      'reports',
      'sources',
      'sql',
      'statistics',
      'words',
    ]),
    ...room('workflows', ['words'], ['activities', 'protocol']),
    packages('workflows', ['@temporalio/workflow', '@temporalio/common', '@temporalio/activity']),
    noNode('workflows'),
    ...room('provision', []),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|coverage|test/fixtures)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
