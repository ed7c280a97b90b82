import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('themes/', import.meta.url));

export const themes = readdirSync(folder)
  .filter((f) => !f.endsWith('.h'))
  .map((name) => ({ name, file: folder + name }));
