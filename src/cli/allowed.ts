export { createAllowed } from '../report/allowed.ts';
