export * from './codes.ts';
export * from './diagnostic.ts';
export * from './render.ts';
