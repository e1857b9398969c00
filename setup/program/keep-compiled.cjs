'use strict'
// Keeps what V8 compiles of a program's code while it is loaded; `loads` names what the code offers for loading the rest of it.
const { writeFileSync } = require('node:fs')
const { basename, dirname, join } = require('node:path')
const { isMainThread, Worker } = require('node:worker_threads')
const { load } = require('./load.cjs')

const [, , program, loads, where] = process.argv

const keep = async () => {
  const { code, script } = load(program)
  if (loads !== '') await code[loads]()
  writeFileSync(join(dirname(program), 'code', `${basename(program)}.cache`), script.createCachedData())
  process.exit()
}

// What can only be loaded in a thread is loaded in one.
if (isMainThread && where === 'thread') {
  new Worker(process.argv[1], { argv: [program, loads, where] }).on('exit', code => process.exit(code))
} else void keep()
