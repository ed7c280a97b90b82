/** The built package in a browser: a page loads `fluxion/core` and clang as WebAssembly, compiles, and sends a gradient back. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPackage } from '../cli/package.ts';
import { repository } from '../cli/support.ts';
import { findProgram } from '../support/native.ts';

const page = `<!doctype html><meta charset="utf-8">
<script type="importmap">{ "imports": { "@yowasp/clang": "/clang/gen/bundle.js" } }</script>
<script type="module">
const send = (result) => fetch('/result', { method: 'POST', body: JSON.stringify(result) });
try {
  const { compile, FluxionError } = await import('/dist/index.js');
  const m = await compile({
    'f.c': 'double f(const double *x, int n) { double s = 1; for (int i = 0; i < n; i++) s *= x[i]; return s; }' +
      'double g(const double *x) { union { double d; long long i; } u = { x[0] }; u.i *= 3; return u.d; }',
  });
  const { value, gradient } = m.f.valueAndGrad([2, 3, 5], 3);
  let code = null;
  try { m.g.grad([1]); } catch (error) { code = error instanceof FluxionError ? error.code : String(error); }
  await send({ value, gradient: [...gradient[0]], code });
} catch (error) {
  await send({ error: String(error && error.stack || error) });
}
</script>`;

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

const chromium = findProgram('chromium');
if (chromium === undefined) console.warn('left out: a browser (not installed: chromium)');

let built: Awaited<ReturnType<typeof buildPackage>>;
let server: Server;
let browser: ChildProcess | undefined;
let profile: string;
let result: Promise<unknown>;

describe.skipIf(!chromium)('a browser', () => {
  beforeAll(async () => {
    built = await buildPackage();
    profile = await mkdtemp(path.join(tmpdir(), 'fluxion-browser-'));
    let deliver: (value: unknown) => void;
    result = new Promise((resolve) => (deliver = resolve));
    const roots: Readonly<Record<string, string>> = {
      '/dist/': path.join(built.folder, 'dist/'),
      '/clang/': path.join(repository, 'node_modules/@yowasp/clang/'),
    };
    server = createServer((request, response) => {
      const url = request.url ?? '/';
      if (request.method === 'POST') {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString()));
        request.on('end', () => {
          response.end();
          deliver(JSON.parse(text));
        });
        return;
      }
      if (url === '/') return void response.setHeader('content-type', 'text/html').end(page);
      const prefix = Object.keys(roots).find((p) => url.startsWith(p));
      const file = prefix && path.join(roots[prefix]!, path.normalize(url.slice(prefix.length)));
      if (!file) return void response.writeHead(404).end();
      const type = types[path.extname(file)] ?? 'application/octet-stream';
      readFile(file).then(
        (bytes) => response.setHeader('content-type', type).end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    if (browser?.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
    server.close();
    await built.remove();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  test('compiles and differentiates', async () => {
    const { port } = server.address() as AddressInfo;
    browser = spawn(
      chromium!,
      [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'],
        ...['--disable-background-networking', `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`],
      ],
      // A group of its own, so that all its processes can be ended.
      { stdio: 'ignore', detached: true },
    );
    expect(await result).toEqual({ value: 30, gradient: [15, 10, 6], code: 'FX3002' });
  });
});
