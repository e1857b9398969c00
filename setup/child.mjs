import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { waitForLeavingServers } from './keepers.mjs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
const running = new Map()
let ending
let lastSignalAt = -Infinity
let listening = false

const tellGroup = (pid, signal) => {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

const exitCodeOf = signal => 128 + constants.signals[signal]

const endOnceAlone = async () => {
  if (ending === undefined || running.size > 0) return
  await waitForLeavingServers()
  process.exit(exitCodeOf(ending))
}

/**
 * An interruption reaches each child once, as a whole group: a terminal would send it to all of us, another program
 * to this process alone. We leave when the children have; a step without an own way to stop is killed after a grace.
 */
const interrupt = signal => {
  // npm passes on what the terminal has sent to us already: one Ctrl-C, two signals.
  if (performance.now() - lastSignalAt < 400) return
  lastSignalAt = performance.now()
  const again = ending !== undefined
  ending ??= signal
  for (const [pid, { graceSeconds }] of running) {
    tellGroup(pid, signal)
    if (again || graceSeconds === undefined) continue
    setTimeout(() => {
      tellGroup(pid, 'SIGKILL')
    }, graceSeconds * 1000)
  }
  void endOnceAlone()
}

/** Makes this process pass interruptions on to what it runs; safe to call more than once. */
export const passSignalsOn = () => {
  if (listening) return
  listening = true
  for (const signal of signals) process.on(signal, interrupt)
  process.once('exit', () => {
    for (const pid of running.keys()) tellGroup(pid, 'SIGKILL')
  })
}

const watch = (label, began, detail) => {
  if (label === undefined) return () => undefined
  const screen = process.stdout.isTTY === true
  let last = began
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1000)
    const line = `  ${label}: ${seconds} s${detail === undefined ? '' : `, ${detail()}`}`
    if (screen) process.stdout.write(`\r\u001b[K${line}`)
    else if (performance.now() - last >= 10_000) {
      last = performance.now()
      console.log(line)
    }
  }, 1_000)
  return () => {
    clearInterval(timer)
    if (screen && performance.now() - began > 1_000) process.stdout.write('\r\u001b[K')
  }
}

/**
 * Runs a program in a group of its own and gives back its exit code and, when captured, its output. A patient step
 * (the product itself) answers an interruption in its own time and with its own exit code.
 */
export const run = (command, args, options = {}) => {
  passSignalsOn()
  const began = performance.now()
  const { cwd, env, capture = false, label, detail, graceSeconds = 5 } = options
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      detached: true,
    })
    const stopWatching = watch(label, began, detail)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', text => {
        output += text
      })
    }
    if (child.pid !== undefined)
      running.set(child.pid, { graceSeconds: options.patient === true ? undefined : graceSeconds })
    child.once('error', error => {
      stopWatching()
      reject(error)
    })
    child.once('close', (code, signal) => {
      stopWatching()
      running.delete(child.pid)
      if (ending === undefined || options.patient === true) resolve({ code: code ?? exitCodeOf(signal), output })
      // An interrupted set-up goes no further.
      else void endOnceAlone()
    })
  })
}
