// A service of our own on the loopback, over http or https, that plays what a test tells it and keeps what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

export type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

export type StandIn = AsyncDisposable & {
  readonly port: number;
  readonly origin: string;
  readonly asked: Asked[];
  readonly connections: () => number;
};

export type Play = (asked: Asked, response: ServerResponse, request: IncomingMessage) => unknown;

export async function standIn(play: Play, certificate?: Certificate): Promise<StandIn> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url = '', headers } = request;
      const entry = { method, url, headers, body: Buffer.concat(chunks) };
      asked.push(entry);
      await play(entry, response, request);
    } catch {
      response.destroy();
    }
  };
  const limits = { maxHeaderSize: 400_000 };
  const server =
    certificate === undefined
      ? createServer(limits, listener)
      : createSecureServer({ ...certificate, ...limits }, listener);
  server.maxHeadersCount = 0;
  // Longer than any test, so that no client reuses a connection that is being closed.
  server.keepAliveTimeout = 120_000;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export function json(response: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
