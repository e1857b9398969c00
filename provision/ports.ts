import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'

const listen = (port = 0): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      resolve(server)
    })
  })

const close = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => {
      resolve()
    })
  })

const take = async (wanted: readonly number[]): Promise<readonly number[] | null> => {
  // Held open together, so that the system does not give the same one twice.
  const held = await Promise.allSettled(wanted.map(listen))
  const servers = held.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(close))
  return ports.length === wanted.length ? ports : null
}

/** Ports of the loopback address that nobody listens on, all different: those wished for where all are still free. */
export const freePorts = async (count: number, wished: readonly number[] = []): Promise<readonly number[]> => {
  const again = wished.length === count ? await take(wished) : null
  const ports = again ?? (await take(Array.from({ length: count }, () => 0)))
  if (ports === null) throw new Error('no free port on the loopback address')
  return ports
}
