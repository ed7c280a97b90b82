/**
 * Every diagnostic that Fluxion can give, by its stable code. The code is what users search for and what tests
 * assert; the wording may improve, the code does not change its meaning. FEATURES.md lists what each one stands for.
 *
 * Ranges: FX1xxx reading IR text, FX2xxx the verifier, FX3xxx what cannot be differentiated, FX4xxx the toolchain,
 * FX5xxx the command line and the API, FX6xxx the interpreter, FX9xxx Fluxion itself.
 */
export const textCodes = {
  FX1001: 'invalid character or token',
  FX1002: 'unexpected token',
  FX1003: 'unexpected end of file',
  FX1004: 'typed pointer of an LLVM older than 15',
  FX1005: 'unknown instruction',
  FX1006: 'use of an undefined value',
  FX1007: 'type mismatch',
  FX1008: 'nesting too deep',
  FX1009: 'redefinition',
  FX1010: 'number out of range',
  FX1011: 'empty input',
  FX1012: 'invalid data layout',
} as const;

export const verifyCodes = {
  FX2001: 'malformed control flow',
  FX2002: 'definition does not dominate its use',
  FX2003: 'operand has the wrong type',
  FX2004: 'phi does not match the predecessors',
  FX2005: 'inconsistent use list',
  FX2006: 'malformed module',
} as const;

export const differentiateCodes = {
  FX3001: 'call to a function without a body or a derivative rule',
  FX3002: 'instruction that cannot be differentiated yet',
  FX3003: 'type of memory or value unknown',
  FX3004: 'active value stored in memory that was declared constant',
  FX3005: 'unsupported type in an active computation',
  FX3006: 'malformed request',
  FX3007: 'entry point that is not available yet',
  FX3008: 'call through a function pointer',
  FX3009: 'pointer without a shadow',
  FX3010: 'memory operation that cannot be differentiated yet',
  FX3011: 'name of a library function that a derivative needs is taken',
} as const;

/** What is suspicious, though it can be differentiated. */
export const lintCodes = {
  FX3101: 'input without influence on the result',
  FX3102: 'registered derivative that is not used',
  FX3103: 'variable that may lead to an argument unseen',
} as const;

export const toolchainCodes = {
  FX4001: 'the compiler reported errors',
  FX4002: 'the compiler could not be started',
  FX4003: 'the linker reported errors',
  FX4004: 'the compiled program could not be loaded',
  FX4005: 'the compiler crashed',
  FX4006: 'module for another target',
  FX4007: 'file that the compiler does not take',
  FX4008: 'too many or too large include files',
  FX4009: 'the compiler warns',
  FX4010: 'native tool not found, or of another LLVM',
  FX4011: 'the LLVM plugin could not be built',
} as const;

export const usageCodes = {
  FX5001: 'unknown option or command',
  FX5002: 'file not found or not readable',
  FX5003: 'malformed JSON',
  FX5004: 'function not found',
  FX5005: 'wrong number of arguments',
  FX5006: 'argument of the wrong type',
  FX5007: 'parameter type not supported by the bindings',
  FX5008: 'the program trapped while it ran',
  FX5009: 'nothing to differentiate',
  FX5010: 'arguments too large for the memory',
  FX5011: 'file that is not textual IR',
  FX5012: 'file not writable',
} as const;

export const interpretCodes = {
  FX6001: 'the interpreted program trapped',
  FX6002: 'invalid access to memory in the interpreter',
  FX6003: 'limit of the interpreter reached',
  FX6004: 'not supported by the interpreter',
  FX6005: 'arithmetic without a defined result',
} as const;

export const internalCodes = {
  FX9001: 'internal error, a bug in Fluxion',
} as const;

export const diagnosticCodes = {
  ...textCodes,
  ...verifyCodes,
  ...differentiateCodes,
  ...lintCodes,
  ...toolchainCodes,
  ...usageCodes,
  ...interpretCodes,
  ...internalCodes,
} as const;

export type DiagnosticCode = keyof typeof diagnosticCodes;
