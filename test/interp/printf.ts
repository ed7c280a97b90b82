import type { Builtin, Interpreter } from '../../src/interp/index.ts';

/** C's printf for an interpreter, as far as the test programs use it; what is printed is appended to `output`. */
export function printfInto(output: string[], interpreter: () => Interpreter): Builtin {
  return ([format, ...args]) => {
    const rest = [...args];
    const text = readString(interpreter(), format as number);
    const printed = text.replace(
      /%(\.\d+)?(l*)([a-z%])/g,
      (_, precision: string | undefined, long: string, kind: string) => {
        if (kind === '%') return '%';
        const value = rest.shift();
        switch (kind) {
          case 'd':
            return String(value);
          case 'u':
            return String(BigInt.asUintN(long ? 64 : 32, BigInt(value as number)));
          case 'x':
            return BigInt.asUintN(long ? 64 : 32, BigInt(value as number)).toString(16);
          case 's':
            return readString(interpreter(), value as number);
          case 'g':
            return general(value as number, precision === undefined ? 6 : Number(precision.slice(1)));
          default:
            throw new Error(`printf of %${kind}`);
        }
      },
    );
    output.push(printed);
    return printed.length;
  };
}

function readString({ memory }: Interpreter, start: number): string {
  let text = '';
  for (let at = start; ; at++) {
    memory.checkRead(at, 1);
    const byte = memory.view.getUint8(at);
    if (byte === 0) return text;
    text += String.fromCharCode(byte);
  }
}

/** `%g`: the shorter of the two notations, without zeros at the end. */
function general(value: number, precision: number): string {
  if (!Number.isFinite(value)) return String(value).toLowerCase().replace('infinity', 'inf');
  const [mantissa, exponentText] = value.toExponential(precision - 1).split('e') as [string, string];
  const exponent = Number(exponentText);
  const trim = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (exponent >= -4 && exponent < precision) return trim(value.toFixed(precision - 1 - exponent));
  const sign = exponent < 0 ? '-' : '+';
  return `${trim(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
