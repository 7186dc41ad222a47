// Loaded before the program: whatever would open a socket or ask a name is told to standard error, and fails.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

function refuse(what) {
  return () => {
    process.stderr.write(`SOCKET ${what}\n`);
    throw new Error(`guard: ${what}`);
  };
}

net.Socket.prototype.connect = refuse('connect');
net.Server.prototype.listen = refuse('listen');
dgram.createSocket = refuse('datagram');
dns.lookup = refuse('lookup');
dns.promises.lookup = refuse('lookup');
globalThis.fetch = refuse('fetch');
syncBuiltinESMExports();
