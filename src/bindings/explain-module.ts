/** Explains the gradient of a function of a textual module, or what its marker calls request. */
import { FluxionError, fail } from '../diagnostics/index.ts';
import { explainGradient, explainRequests, type ExplainReport } from '../explain/index.ts';
import type { Fn } from '../ir/index.ts';
import { isFloatingPoint, scalarOf, voidType } from '../ir/index.ts';
import { parseModule } from '../text/index.ts';
import { findRequests, readRequest } from '../transform/request.ts';
import type { GradientSpec, ParameterActivity } from '../transform/index.ts';
import { assertValid } from '../verify/index.ts';
import { gradientSpec } from './entry.ts';
import { findDefinedFunction } from './lookup.ts';
import { describeLayout } from './signature.ts';

export interface ExplainOptions {
  /** The function to explain; unless given, those that marker calls of the module request. */
  readonly function?: string | undefined;
  /** Parameters to differentiate by; all that have a derivative unless given. */
  readonly wrt?: readonly string[] | undefined;
  /** What error messages call the text. */
  readonly file?: string | undefined;
}

/**
 * @throws FluxionError for malformed IR and for a function that is not there; what cannot be differentiated is in the report
 */
export function explainText(ir: string, options: ExplainOptions = {}): ExplainReport {
  const module = parseModule(ir, { fileName: options.file });
  assertValid(module, 'input');
  if (options.function === undefined) {
    if (findRequests(module).length === 0)
      fail(
        'FX5009',
        `nothing in ${options.file ?? 'the program'} requests a derivative: name the function to explain`,
      );
    return explainRequests(module);
  }
  const fn = findDefinedFunction(module, options.function);
  const requested = findRequests(module).some((call) => requestsFunction(() => readRequest(call).fn, fn));
  if (!requested || options.wrt) return explainGradient(module, fn, specOf(fn, options.wrt));
  const report = explainRequests(module);
  return { ...report, functions: reachableFrom(report, fn) };
}

function requestsFunction(read: () => Fn, fn: Fn): boolean {
  try {
    return read() === fn;
  } catch {
    return false;
  }
}

/** The requests of the function, and what is differentiated with each. */
function reachableFrom({ functions }: ExplainReport, fn: Fn): ExplainReport['functions'] {
  let isWanted = false;
  return functions.filter((report) => {
    if (report.role === 'requested') isWanted = report.symbol === fn.name;
    return isWanted;
  });
}

/** As `compile` would ask for it, where it can call the function; else every pointer and number is differentiated. */
function specOf(fn: Fn, wrt: readonly string[] | undefined): GradientSpec {
  try {
    return gradientSpec(describeLayout(fn, wrt));
  } catch (error) {
    if (wrt || !(error instanceof FluxionError) || error.code !== 'FX5007') throw error;
  }
  const isFloat = fn.returnType !== voidType && isFloatingPoint(scalarOf(fn.returnType));
  return {
    parameters: fn.args.map((arg): ParameterActivity => {
      if (arg.type.kind === 'pointer') return 'dup';
      return isFloatingPoint(scalarOf(arg.type)) ? 'out' : 'const';
    }),
    returnActivity: isFloat ? 'active' : 'const',
    primalReturn: false,
  };
}
