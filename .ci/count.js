// Adds up test reports; the last line it prints is 'N passed, N failed'. A suite that was left out is a failure.
import { readFileSync } from 'node:fs';

const args = process.argv.slice(2);
let failed = Number(args.pop());
let passed = 0;
for (const file of args) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.log(`no report of the tests in ${file}`);
    failed++;
    continue;
  }
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  const leftOut = report.testResults.flatMap((suite) =>
    suite.assertionResults
      .filter((t) => t.status !== 'passed' && t.status !== 'failed')
      .map((t) => t.fullName),
  );
  for (const name of leftOut) console.log(`left out: ${name}`);
  failed += leftOut.length;
  if (report.numTotalTests === 0) failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
