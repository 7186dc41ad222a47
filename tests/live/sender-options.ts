import { usualLimits } from '../../src/live/request.ts';
import type { SendOptions } from '../../src/live/send.ts';

/** Everything resolves to the loopback, nobody waits, nothing is random. */
export function senderOptions(changes: Partial<SendOptions> = {}): SendOptions {
  return {
    rules: { hosts: ['127.0.0.1'], allowPrivate: ['127.0.0.1'] },
    limits: usualLimits,
    environment: {},
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    now: Date.now,
    random: () => 0,
    sleep: async () => {},
    ...changes,
  };
}
