/** The usual report on the terminal; with FLUXION_TEST_REPORT=FILE, results as JSON there too, for counting. */
const file = process.env.FLUXION_TEST_REPORT;

export const testReporters: ('default' | ['json', { outputFile: string }])[] =
  file === undefined ? ['default'] : ['default', ['json', { outputFile: file }]];
