/** Whether a line holds only white space and control characters. */
export function isBlank(octets: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((octets[at] ?? 0) > 0x20) return false;
  return true;
}
