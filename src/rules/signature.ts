import type { FloatingPointType, FunctionType, Type } from '../ir/index.ts';
import {
  doubleType,
  fp128Type,
  isFloatingPoint,
  isInteger,
  isPointer,
  ppcFp128Type,
  scalarOf,
  voidType,
  x86Fp80Type,
} from '../ir/index.ts';

/**
 * Signatures of C functions, so that a rule is not applied to a user's own function that has the name of a library
 * function. Written as the result, then the parameters in parentheses, one letter each:
 *
 *     v  void                     p  pointer
 *     i  integer of any width     s  integer of 16, 32 or 64 bits (size_t, ptrdiff_t)
 *     T  the kind of floating point that the name stands for (or a vector of one, in an intrinsic); always the same
 *     I  integer or vector of integers
 *     D  long double              d  double             ?  anything       *  any type that has a value
 *     .  (last) variadic          ~  (last) any further parameters
 */
export function matchesSignature(
  signature: string,
  type: FunctionType,
  isKind: (type: Type) => boolean = isFloatingPoint,
): boolean {
  const result = signature[0]!;
  const close = signature.indexOf(')');
  const last = signature[close - 1]!;
  const open = last === '.' || last === '~';
  const letters = [...signature.slice(2, open ? close - 1 : close)];
  if (type.variadic !== (last === '.')) return false;
  const { parameters } = type;
  if (last === '~' ? parameters.length < letters.length : parameters.length !== letters.length) return false;
  const matcher = new SignatureMatcher(isKind);
  return (
    matcher.matches(result, type.returnType) && letters.every((l, i) => matcher.matches(l, parameters[i]!))
  );
}

class SignatureMatcher {
  readonly #isKind: (type: Type) => boolean;
  #kind: Type | undefined;

  constructor(isKind: (type: Type) => boolean) {
    this.#isKind = isKind;
  }

  matches(letter: string, type: Type): boolean {
    switch (letter) {
      case 'v':
        return type === voidType;
      case 'p':
        return isPointer(type);
      case 'i':
        return isInteger(type);
      case 'I':
        return isInteger(scalarOf(type));
      case 's':
        return isInteger(type) && (type.bits === 16 || type.bits === 32 || type.bits === 64);
      case 'T':
        if (this.#kind) return type === this.#kind;
        this.#kind = type;
        return this.#isKind(type);
      case 'D':
        return isFloatingPoint(type) && longDoubleTypes.includes(type);
      case 'd':
        return type === doubleType;
      case '*':
        return type !== voidType;
      case '?':
        return true;
      default:
        throw new Error(`unknown letter '${letter}' in a signature`);
    }
  }
}

/** What `long double` can be, by target. */
export const longDoubleTypes: readonly FloatingPointType[] = [
  x86Fp80Type,
  fp128Type,
  ppcFp128Type,
  doubleType,
];

export const isFloatingPointLike = (type: Type): boolean => isFloatingPoint(scalarOf(type));
