import { FluxionError } from '../diagnostics/index.ts';

/** clang or the linker refused its input. */
export class CompilerError extends FluxionError {
  /** What the tool wrote, byte for byte; it ends with a line break. A command line prints this and nothing else. */
  readonly stderr: string;

  constructor(code: 'FX4001' | 'FX4003', message: string, stderr: string) {
    super({ code, severity: 'error', message });
    this.stderr = stderr;
    // For those who only see the message of what was thrown.
    this.message = `${this.message}\n${stderr}`;
  }
}
