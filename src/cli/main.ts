/** What `bin/fluxion.js` loads. */
import process from 'node:process';
import picocolors from 'picocolors';
import { cacheFolder } from '../toolchain/node/file-cache.ts';
import type { Io } from './io.ts';
import { run } from './run.ts';

/** A reader such as `head` may close our output before its end; that is not our error. */
function endQuietlyWhenClosed(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Whether to colour a stream: as the environment says, and otherwise if it is a terminal. */
function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR: off, FORCE_COLOR: on } = process.env;
  return (
    picocolors.isColorSupported && off === undefined && (stream.isTTY || (on !== undefined && on !== '0'))
  );
}

const io: Io = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  stdin: () => readAll(process.stdin),
  terminal: process.stderr.isTTY,
  colour: { stdout: wantsColour(process.stdout), stderr: wantsColour(process.stderr) },
  folder: process.cwd(),
  cacheFolder: cacheFolder(),
};

endQuietlyWhenClosed(process.stdout);
endQuietlyWhenClosed(process.stderr);
process.exitCode = await run(process.argv.slice(2), io);
