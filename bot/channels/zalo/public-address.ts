/** Keeps a download from reaching into the network that this server stands in, whatever a name resolves to. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const inner = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(network, bits, 'ipv4');
}
// Nothing but the part of IPv6 that is handed out to the world, less what wraps an address of the older kind.
const world = new BlockList();
world.addSubnet('2000::', 3, 'ipv6');
const wrapped = new BlockList();
wrapped.addSubnet('2001::', 32, 'ipv6');
wrapped.addSubnet('2002::', 16, 'ipv6');

export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !inner.check(address, 'ipv4');
    case 6:
      return world.check(address, 'ipv6') && !wrapped.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Looks a name up and leaves out what is not public, so that what is checked is what is connected to. */
export async function lookupPublic(hostname: string): Promise<PublicAddress[]> {
  const addresses = await lookup(hostname, { all: true });
  const open = addresses.flatMap(({ address, family }) =>
    isPublicAddress(address) ? [{ address, family: family === 6 ? (6 as const) : (4 as const) }] : [],
  );
  if (open.length === 0) throw Object.assign(new Error('not a public address'), { code: innerAddress });
  return open;
}

export interface PublicAddress {
  address: string;
  family: 4 | 6;
}

/** The code of the error that says so. */
export const innerAddress = 'EINNER';
