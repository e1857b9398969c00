import { acquireServices } from '../../provision/index.js'

// A command that uses the services until its input ends: what a test starts, interrupts and kills.
const stateFolder = process.argv[2]
if (stateFolder === undefined) throw new Error('the state folder is missing')
const services = await acquireServices({ environment: process.env, stateFolder, progress: () => undefined })
const { postgres, temporal } = services
console.log(
  JSON.stringify({ url: postgres.connectionString, address: temporal.address, namespace: temporal.namespace }),
)
await new Promise(resolve => process.stdin.on('end', resolve).resume())
await services.release()
