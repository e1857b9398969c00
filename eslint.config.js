import tseslint from 'typescript-eslint'
import { house } from './setup/lint/house.mjs'

const testsAreRun = {
  selector: 'CallExpression[callee.object.name=/^(test|it|describe)$/][callee.property.name=/^(skip|only|todo)$/]',
  message: 'A test is run or it is not there.',
}

const nodeGlobals = Object.fromEntries(
  [
    'console',
    'process',
    'URL',
    'Buffer',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'performance',
    'fetch',
    'AbortSignal',
    'AbortController',
    'TextDecoder',
    'structuredClone',
    'module',
  ].map(name => [name, 'readonly']),
)

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'dist.*', 'out', 'coverage', '.cohortium', 'test/fixtures', '**/*.d.ts'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 350 }],
      'func-style': ['error', 'expression'],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Numbers from typed arrays and indices that a loop has just checked; the compiler's check of them stays on.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-restricted-syntax': ['error', testsAreRun],
    },
  },
  {
    // Schedules and histories store the names of workflows, which a declaration keeps whatever bundles it.
    files: ['workflows/**/*.ts'],
    rules: { 'func-style': 'off' },
  },
  ...house,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: nodeGlobals },
    rules: {
      'max-lines': ['error', { max: 350 }],
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'no-empty': 'error',
      'no-unreachable': 'error',
      'no-dupe-keys': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
)
