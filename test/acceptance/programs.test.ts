import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { computerFlags } from '../../computing/work-apart.js'
import { boundsFor } from '../../reading/reading-bounds.js'
import { readerFlags } from '../../reading/start-reader.js'
import { checkout } from '../support/checkout.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

const programs = join(checkout, 'dist', 'programs')

/** How the code of a program loads under some flags: whether V8 took what the build had kept. */
const loaded = (program: string, flags: readonly string[]): string => {
  const script = `const { load } = require(${JSON.stringify(join(programs, 'load.cjs'))})
    const { script } = load(${JSON.stringify(join(programs, `${program}.js`))})
    process.stdout.write(script.cachedDataRejected === false ? 'kept' : 'compiled anew')
    process.exit()`
  return spawnSync(process.execPath, [...flags, '-e', script], { encoding: 'utf8', cwd: programs }).stdout
}

describe('a program of the build', () => {
  test.each([
    ['main', []],
    ['reader', readerFlags(boundsFor(1))],
    ['computer', computerFlags],
  ])('%s is loaded with what V8 compiled of it, under the flags that it is started with', (program, flags) => {
    expect(loaded(program, flags)).toBe('kept')
  })

  test('is compiled anew under flags that it was not built with', () => {
    expect(loaded('reader', ['--max-old-space-size=100', '--expose-gc'])).toBe('compiled anew')
  })

  const inAscii = (code: string): ReturnType<typeof spawnSync> => {
    const script = `import(${JSON.stringify(join(checkout, 'setup', 'ascii.mjs'))})
      .then(({ inAscii }) => process.stdout.write(inAscii(${JSON.stringify(code)})))`
    return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
  }

  test('keeps the signs of its texts and patterns, which it holds in ASCII', () => {
    mkdirSync(join(folder(), 'code'))
    const code =
      'const tag=(texts,value)=>texts.join(value);exports.told=tag`56 → ${57} 姓名 𠮷`;exports.key={姓:"é"};exports.isName=/^[姓𠮷]名|Pågående$/u.test("𠮷名")'
    const written = String(inAscii(`(function(exports,require,module,__filename,__dirname){${code}})`).stdout)
    expect(written).toMatch(/^[\t\n -~]+$/)
    writeFileSync(join(folder(), 'code', 'made.js'), written)
    const script = `const { load } = require(${JSON.stringify(join(programs, 'load.cjs'))})
      process.stdout.write(JSON.stringify(load(${JSON.stringify(join(folder(), 'made.js'))}).code))`
    const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
    expect(JSON.parse(stdout)).toEqual({ told: '56 → 57 姓名 𠮷', key: { 姓: 'é' }, isName: true })
  })

  test.each([String.raw`a = /\é/`, 'a = String.raw`\n → b`'])(
    'is not built where an escape would be another text: %s',
    code => {
      const { status, stderr } = inAscii(code)
      expect(status).not.toBe(0)
      expect(String(stderr)).toContain('a sign beyond ASCII cannot be escaped in')
    },
  )

  test.each(['workflow-worker-thread.js', 'sealed-failures.cjs', 'mappings.wasm'])(
    "%s lies where Temporal's SDK looks for it",
    file => {
      expect(existsSync(join(programs, file))).toBe(true)
    },
  )
})
