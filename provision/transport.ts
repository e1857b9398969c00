import { BlockList, isIP } from 'node:net'

/** How a host is spoken to: within this machine, in plain because the owner said so, or only by verified TLS. */
export type Transport = 'this machine' | 'plain' | 'tls'

/** The variable in which the owner names hosts that may be spoken to without TLS. */
export const plainHostsVariable = 'COHORTIUM_PLAIN_HOSTS'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

// A name that only begins like loopback ('127.example.org', 'localhost.example.org') is somebody else's.
const withinMachine = (host: string): boolean => {
  const version = isIP(host)
  if (version !== 0) return loopback.check(host, version === 4 ? 'ipv4' : 'ipv6')
  return host === '' || host === 'localhost' || host.startsWith('/')
}

const asCompared = (host: string): string =>
  host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')

/** How a host (a name, an address, or the folder of a socket) is spoken to, given the hosts that COHORTIUM_PLAIN_HOSTS lists. */
export const transportTo = (host: string, plainHosts: string | undefined): Transport => {
  const name = asCompared(host)
  if (withinMachine(name)) return 'this machine'
  const allowed = (plainHosts ?? '').split(',').map(asCompared)
  return allowed.includes(name) ? 'plain' : 'tls'
}

/** The host of an address as `host:port`, with or without a scheme. */
export const hostOf = (address: string): string => {
  const authority = address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/, '')
  const bare = authority.slice(authority.lastIndexOf('@') + 1)
  return /^\[[^\]]*\]/.exec(bare)?.[0] ?? (isIP(bare) === 6 ? bare : bare.replace(/:[^:]*$/, ''))
}

/** What to do about a host that would be spoken to in plain. */
export const plainRemedy = (host: string): string =>
  `or, where nobody can listen on the way to it, name the host: ${plainHostsVariable}=${host}`
