import { instructionRules } from '../../src/rules/index.ts';
import { arithmeticTexts } from '../../src/rules/instruction-rules.ts';
import { intrinsicTable } from '../../src/rules/intrinsic-table.ts';
import { libraryTable } from '../../src/rules/library-table.ts';
import type { MathEntry } from '../../src/rules/math-table.ts';
import { inactiveMath, mathTable } from '../../src/rules/math-table.ts';

/** The text of docs/rules.md, made from the rules themselves. */
export function rulesDocument(): string {
  return [
    introduction,
    '## Instructions',
    table(['instruction', 'partial derivatives'], arithmeticRows()),
    instructionLists(),
    '## Mathematical functions',
    mathIntroduction,
    table(['function', 'intrinsic', 'partial derivatives', 'at special points'], mathTable.map(mathRow)),
    '### Without a derivative',
    table(
      ['functions', 'because'],
      inactiveMath.map(({ names, intrinsics, reason }) => [
        codeList([...names, ...(intrinsics ?? [])]),
        reason,
      ]),
    ),
    '## Other intrinsics',
    table(['intrinsics', 'treated as'], intrinsicRows()),
    '## Library functions',
    libraryIntroduction,
    table(['functions', 'treated as'], libraryRows()),
  ]
    .join('\n\n')
    .concat('\n');
}

const introduction = `<!-- Made from src/rules by test/rules/rules-doc.test.ts. Do not edit; run FLUXION_BLESS=1 npx vitest run test/rules/rules-doc.test.ts -->

# Derivative rules

What Fluxion knows about single operations. Forward and reverse mode are both derived from these rules. A function that
has no body and no rule is an error, never a silent zero.

Operands are called x, y, z by position when they are floating point, n and m when they are integers, p and q when they are
pointers; r is the result, r0 and r1 are the members of a struct result. \`a < b ? c : d\` is c if the comparison holds.

## Conventions

- **Where a derivative is infinite**, it is infinite: \`sqrt\` at 0, \`log\` at 0, \`asin\` at 1.
- **Where a value is not used** (the other side of a \`select\`, of a branch that the compiler has removed), it has no derivative, even if it
  is infinite or NaN: 0 · ∞ is 0 there.
- **Where there is none**, it is NaN: \`atan2\` at (0, 0), \`pow\` by its exponent for a negative base, \`tgamma\` at its poles.
- **At a kink**, it is a generalised derivative: at a minimum such as \`fabs\` and \`hypot\` at 0, the smallest subgradient, 0;
  when \`fmax\`, \`fmin\` and their kin compare equal values, the first operand has the derivative, 1, and the second 0.
- **With one NaN operand**, \`fmax\` and \`fmin\` return the other operand, and that one has the derivative.
- **At a jump**, such as those of \`floor\` and \`fmod\`, it is the derivative beside the jump.
- **errno and floating-point exception flags** are not part of the derivative.
- **half and bfloat** are differentiated in float, and rounded. In **long double** the constants (π, log 2, …) and the
  digamma function have the precision of double.`;

const mathIntroduction = `C's \`<math.h>\` of C99, C11 and C23, with GNU and POSIX additions. Each name stands for its kinds by suffix as well
(\`sinf\`, \`sinl\`, \`sinf128\`, …) and, where glibc had one, the form of -ffinite-math-only (\`__sin_finite\`). A rule applies
only when the types are those of the C function. The intrinsics are overloaded on scalars and vectors. \`gamma\` has no rule:
it is lgamma in one C library and the gamma function in another.

\`digamma\` is the derivative of \`lgamma\`. No C library has it, so it is emitted into the module where it is needed.`;

const libraryIntroduction = `Apart from mathematics. As above, the types must be those of the library's function, and the module must not define it.`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const escapeCell = (text: string): string => text.replace(/\|/g, '\\|');
const code = (text: string): string => `\`${text}\``;
const codeList = (names: readonly string[]): string => names.map(code).join(', ');

function arithmeticRows(): string[][] {
  return Object.entries(arithmeticTexts).map(([opcode, texts]) => [
    code(opcode),
    texts.map((text, i) => `${'xy'[i]}: ${code(text)}`).join('<br>'),
  ]);
}

function instructionLists(): string {
  const groups = new Map<string, string[]>();
  for (const [opcode, rule] of Object.entries(instructionRules)) {
    const title = instructionTitle(rule);
    if (title) groups.set(title, [...(groups.get(title) ?? []), opcode]);
  }
  return [...groups].map(([title, opcodes]) => `- ${title}: ${codeList(opcodes)}`).join('\n');
}

function instructionTitle(
  rule: (typeof instructionRules)[keyof typeof instructionRules],
): string | undefined {
  switch (rule.kind) {
    case 'arithmetic':
      return undefined;
    case 'convert':
      return 'Conversion, which is linear';
    case 'structural':
      return 'Moves values, or directs control';
    case 'inactive':
      return `No derivative, ${rule.reason}${rule.onlyForIntegers ? ' (on integers proper, not on the bits of floating-point values)' : ''}`;
    case 'unsupported':
      return `Not differentiated yet, ${rule.reason}`;
  }
}

function mathRow(entry: MathEntry): string[] {
  return [
    entry.names.map((name) => code(signatureOf(entry, name.replace('*', '')))).join(', '),
    codeList(entry.intrinsics ?? []),
    derivativesOf(entry).join('<br>'),
    entry.note ?? '',
  ];
}

const signatureOf = (entry: MathEntry, name: string): string => `${name}(${entry.operands.join(', ')})`;

function derivativesOf(entry: MathEntry): string[] {
  const list = (prefix: string, texts: Readonly<Record<string, string>> | null | undefined): string[] =>
    Object.entries(texts ?? {}).map(([operand, text]) => `${prefix}${operand}: ${code(text)}`);
  return [
    ...list('', entry.partials),
    ...(entry.members ?? []).flatMap((m, i) => list(`r${i} by `, m)),
    ...Object.entries(entry.outputs ?? {}).flatMap(([pointer, texts]) =>
      texts === 'integer' ? [] : list(`\\*${pointer} by `, texts),
    ),
  ];
}

function intrinsicRows(): string[][] {
  return groupRows([...intrinsicTable].map(([name, rule]) => [code(name), describeRule(rule)]));
}

function libraryRows(): string[][] {
  return groupRows(
    libraryTable.map(({ names, rule }) => [
      names instanceof RegExp ? `names like ${code(names.source)}` : codeList(names),
      describeRule(rule),
    ]),
  );
}

/** Joins the names that have the same description. */
function groupRows(pairs: readonly (readonly [string, string])[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const [name, description] of pairs) {
    const names = groups.get(description);
    if (!names) groups.set(description, [name]);
    else if (!names.includes(name)) names.push(name);
  }
  return [...groups].map(([description, names]) => [names.join(', '), description]);
}

function describeRule(rule: (typeof libraryTable)[number]['rule']): string {
  switch (rule.kind) {
    case 'math':
      return 'a mathematical function';
    case 'inactive':
      return `no derivative: ${rule.reason}`;
    case 'identity':
      return 'its first operand';
    case 'sum':
      return 'the sum of its operands, a vector by its elements';
    case 'allocation':
      return rule.zeroed ? 'an allocation of zeroed memory' : 'an allocation';
    case 'reallocation':
      return 'a change of the size of an allocation';
    case 'free':
      return 'the end of an allocation';
    case 'copy':
      return 'a copy of memory';
    case 'fill':
      return 'a fill of memory';
    case 'noreturn':
      return `does not return: ${rule.reason}`;
  }
}
