import { testRandomGradients } from './random-gradients.ts';

testRandomGradients(200, 1);
