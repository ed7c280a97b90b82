export type { PlacedAccess } from './separation.ts';
export { Separation } from './separation.ts';
