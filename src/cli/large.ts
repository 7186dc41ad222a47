/** Octets; below this a second thread takes longer to start than it saves. */
export const LARGE: number = 64 * 1024 * 1024;
