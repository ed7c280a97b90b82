import { cppPrograms } from './cpp-programs.ts';
import { describeAtAllLevels } from './cpp-levels.ts';

describeAtAllLevels(
  'slow C++ programs at all levels',
  cppPrograms.filter((p) => p.slow),
);
