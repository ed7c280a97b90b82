import { testPassesNatively } from './native-suite.ts';

testPassesNatively({
  levels: ['-O0', '-O2 -g'],
  randomPrograms: [
    ['-O0', 20],
    ['-O1', 22],
  ],
});
