export { verifyFunction, verifyModule } from './verify.ts';
export { assertValid } from './assert-valid.ts';
