// Octets that wait for those of the next block, in memory that is used again: buffers of a few octets each, one a block, would be
// freed late, since V8 counts what lies outside of its heap against a limit of its own.

export type Carry = {
  readonly isEmpty: () => boolean;
  readonly add: (octets: Uint8Array) => void;
  /** What was added since it was last emptied; until then. */
  readonly octets: () => Buffer;
  readonly empty: () => void;
};

export function createCarry(): Carry {
  let memory = Buffer.alloc(0);
  let length = 0;
  return {
    isEmpty: () => length === 0,
    add: (octets) => {
      const needed = length + octets.length;
      if (needed > memory.length) {
        const larger = Buffer.allocUnsafeSlow(2 * needed);
        larger.set(memory.subarray(0, length));
        memory = larger;
      }
      memory.set(octets, length);
      length = needed;
    },
    octets: () => memory.subarray(0, length),
    empty: () => {
      length = 0;
    },
  };
}
