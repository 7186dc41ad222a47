/** Of this package; the path is the same from src/cli and from the chunks in dist/cli. */
export const packageRoot: URL = new URL('../../', import.meta.url);
