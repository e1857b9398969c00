import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A door in front of a server, whose connections can be cut. */
export interface OpenProxy {
  readonly port: number
  /** Cuts every connection that goes through now. */
  readonly cut: () => void
  readonly close: () => Promise<void>
}

/** Opens a door of this machine that leads to a port. */
export const openProxy = async (target: number): Promise<OpenProxy> => {
  const through = new Set<Socket>()
  const server = createServer(from => {
    const to = connect({ host: '127.0.0.1', port: target })
    for (const socket of [from, to]) {
      through.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        through.delete(socket)
        from.destroy()
        to.destroy()
      })
    }
    from.pipe(to).pipe(from)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const socket of through) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    close: async () => {
      const closed = new Promise(resolve => server.close(resolve))
      cut()
      await closed
    },
  }
}
