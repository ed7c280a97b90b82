import { cppPrograms } from './cpp-programs.ts';
import { describeAtAllLevels } from './cpp-levels.ts';

// Those that are slow are another suite, so that the two run side by side.
describeAtAllLevels(
  'C++ programs at all levels',
  cppPrograms.filter((p) => !p.slow),
);
