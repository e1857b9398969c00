'use strict'
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { basename, dirname, join } = require('node:path')
const { Script, constants } = require('node:vm')

const readIfThere = file => {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Loads the code of a program, which lies in `code/` under the program's name, with what V8 compiled of it when it was built: that
 * halves a start. Another version of Node, or other flags than the build's, compile it anew.
 */
exports.load = program => {
  const file = join(dirname(program), 'code', basename(program))
  // Kept programs are written in ASCII.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: readIfThere(`${file}.cache`),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(program), module, program, dirname(program))
  return { code: module.exports, script }
}
