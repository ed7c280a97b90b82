export { verifyFunction, verifyModule } from './verify.ts';
