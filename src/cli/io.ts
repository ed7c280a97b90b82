/** What a command sees of the world, so that tests can run one without a process. */
export interface Io {
  /** Results, and nothing else. */
  stdout(text: string): void;
  stderr(text: string): void;
  /** All of standard input. */
  stdin(): Promise<Uint8Array>;
  /** How diagnostics are written to standard error: for people, or one JSON object a line. */
  readonly diagnostics?: 'text' | 'json' | undefined;
  /** Whether standard error is a terminal, where a spinner can turn. */
  readonly terminal: boolean;
  /** Whether to colour standard output and standard error. */
  readonly colour: { readonly stdout: boolean; readonly stderr: boolean };
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Folder of the compile cache; undefined for none. */
  readonly cacheFolder: string | undefined;
}
