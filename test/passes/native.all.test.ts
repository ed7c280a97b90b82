import { testPassesNatively } from './native-suite.ts';

testPassesNatively({
  levels: ['-O0 -g', '-O1', '-O1 -g', '-O2', '-O3', '-Os -g'],
  randomPrograms: Array.from({ length: 12 }, (_, i) => [['-O0', '-O1', '-O2'][i % 3]!, 100 + i] as const),
});
