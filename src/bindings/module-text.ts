/** Writes the JavaScript module that loads a compiled program. It depends on nothing and runs in Node and in browsers. */
import type { Diagnostic } from '../diagnostics/index.ts';
import { exportName } from './declarations.ts';
import type { FunctionLayout } from './layout.ts';

export interface ModuleText {
  /** The WebAssembly file beside the module. */
  readonly wasmFile: string;
  readonly layouts: readonly FunctionLayout[];
  readonly withoutGradient: ReadonlyMap<string, readonly Diagnostic[]>;
  /** The text of `runtime.ts` as a JavaScript module. */
  readonly runtime: string;
  /** What the module was made from, in one line. */
  readonly origin: string;
}

export function writeModule({ wasmFile, layouts, withoutGradient, runtime, origin }: ModuleText): string {
  const problems = Object.fromEntries(
    [...withoutGradient].map(([name, diagnostics]) => [
      name,
      diagnostics.map((d) => `${d.message} [${d.code}]`).join('\n'),
    ]),
  );
  const bindings = layouts.map((l, i) => `const f${i} = functions[${literal(l.name)}];`);
  const exported = layouts.map((l, i) => `f${i} as ${exportName(l.name)}`);
  return `// ${origin}

${wrapRuntime(runtime)}
/** What the module throws on purpose. */
class FluxionError extends Error {
  name = 'FluxionError';
  constructor(code, message) {
    super(\`\${message} [\${code}]\`);
    this.code = code;
  }
}

const withoutGradient = new Map(Object.entries(${literal(problems)}));

const host = {
  fail(code, message) {
    throw new FluxionError(code, message);
  },
  failWithoutGradient({ name }) {
    throw new FluxionError('FX5009', \`\${name} has no gradient: \${withoutGradient.get(name) ?? 'none was asked for'}\`);
  },
  print(line, stream) {
    (stream === 1 ? console.log : console.error)(line);
  },
};

async function load(url) {
  if (url.protocol === 'file:') {
    // Node has no fetch for files. The name is hidden from bundlers, which would look for the package.
    const files = 'node:fs/promises';
    const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ files);
    return readFile(url);
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(\`cannot load \${url}: \${response.status} \${response.statusText}\`);
  return response.arrayBuffer();
}

const module = await WebAssembly.compile(await load(new URL(${literal(`./${wasmFile}`)}, import.meta.url)));
const functions = bindFunctions(module, ${literal(layouts)}, host);
${bindings.join('\n')}
export { ${exported.join(', ')} };
`;
}

/** JSON is JavaScript but for two line separators in old engines and `</script>` where a page holds the text. */
function literal(data: unknown): string {
  return JSON.stringify(data).replace(
    /[\u2028\u2029]|<(?=[/!])/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The runtime's module as a value, so that none of its names meets those of the program. */
function wrapRuntime(runtime: string): string {
  const body = runtime.replace(/^export\s*\{[^}]*\};?\s*$/m, '').trim();
  return `const bindFunctions = (() => {\n${body}\nreturn bindFunctions;\n})();\n`;
}
