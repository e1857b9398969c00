// A server for tests of the keeper: `node toy-server.mjs PORT [deaf]` answers each connection; deaf to SIGTERM where asked.
import { createServer } from 'node:net'

const [port, deaf] = process.argv.slice(2)
if (deaf === 'deaf') process.on('SIGTERM', () => undefined)
createServer(socket => socket.end('here')).listen({ host: '127.0.0.1', port: Number(port) }, () => {
  console.log(`listening in ${process.cwd()} as ${process.env.TOY ?? '-'}, HOME ${process.env.HOME ?? '-'}`)
})
