import { keepServer } from './keep-server.js'

// A keeper is the parent of one server. It outlives the command that started it, so that the server is stopped in
// order however that command ended (interrupted, killed), and it ends with the server once nobody wants that any more.

const folder = process.argv[2]
if (folder === undefined) throw new Error('a keeper needs the folder of its service')
// Whatever the server writes is its owner's alone.
process.umask(0o077)
const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stop.abort()
  })
}
void keepServer(folder, stop.signal)
