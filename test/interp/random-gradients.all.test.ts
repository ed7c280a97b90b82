import { testRandomGradients } from './random-gradients.ts';

for (let seed = 2; seed < 6; seed++) testRandomGradients(500, seed);
