import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'

const listen = (): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => {
      resolve(server)
    })
  })

const close = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => {
      resolve()
    })
  })

/** Ports of the loopback address that nobody listens on, all different. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  // Held open together, so that the system does not give the same one twice.
  const servers = await Promise.all(Array.from({ length: count }, listen))
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(close))
  return ports
}
