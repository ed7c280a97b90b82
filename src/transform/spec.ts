/** `out`: a float by value whose adjoint is returned. `dup`: a pointer with a shadow. `const`: not differentiated. */
export type ParameterActivity = 'const' | 'out' | 'dup';

/** `plain`: a pointer that is its own shadow, since no derivative can be stored behind it: to code (`plain-pointers.ts`). */
export type ArgumentActivity = ParameterActivity | 'plain';

/** What to differentiate a function with respect to, and what the gradient returns. */
export interface GradientSpec {
  /** One for each parameter of the function. */
  readonly parameters: readonly ArgumentActivity[];
  /** `active`: the gradient takes a seed for the result. */
  readonly returnActivity: 'active' | 'const';
  /** Whether the gradient returns the result of the function too, before the adjoints. */
  readonly primalReturn: boolean;
  /** Whether 0 · ∞ is 0 in every step of the way back, not only in those of values that may go unused. */
  readonly strongZero?: boolean;
  /** Whether the gradient is differentiated itself. */
  readonly differentiated?: boolean;
  /**
   * The caller promises that the memory behind each pointer argument, or behind these (by index), is reached through that
   * argument alone.
   */
  readonly noaliasParameters?: boolean | ReadonlySet<number>;
}
