/** RFC 9110 section 15: three digits. */
export function isStatus(status: unknown): status is number {
  return typeof status === 'number' && status >= 100 && status <= 999 && Number.isInteger(status);
}

/** Recorders write 0, or nothing, for a request that was aborted or blocked. */
export function statusProblem(status: unknown): string {
  return status === 0 || status === undefined || status === null
    ? 'no response: aborted, blocked or not answered (status 0)'
    : 'no exchange: its status is no status code';
}
