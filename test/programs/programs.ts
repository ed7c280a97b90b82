/** The program corpus: small C programs, each on a theme of its own, and the points at which their gradients are checked. */
import type { DiagnosticCode } from '../../src/node.ts';

/** One argument: a number for a scalar parameter, an array for a pointer. */
export type ProgramArgument = number | readonly number[];

export interface Program {
  /** The function, and its file without `.c`. */
  readonly name: string;
  readonly points: readonly (readonly ProgramArgument[])[];
  /** The parameters, by index, that gradients are checked for. */
  readonly active: readonly number[];
  /** For a function that returns nothing: the output array's parameter, and the adjoint of its elements. */
  readonly output?: { readonly parameter: number; readonly seed: readonly number[] };
  /** Computes in single precision: compared with wider tolerances. */
  readonly single?: boolean;
  /**
   * Outside of what can be differentiated. `always`: at every level; else what clang makes of the program decides, and where
   * there is a gradient, it must be right.
   */
  readonly refused?: { readonly codes: readonly DiagnosticCode[]; readonly always: boolean };
}

const six = [0.7, -1.3, 0.45, 2.1, -0.6, 1.2];
const seven = [-0.35, 0.82, 1.15, -1.45, 0.62, 0.27, -0.93];

/** `double name(double *x, int n)` at the two usual points. */
export function usual(name: string): Program {
  return { name, points: [[six, 6], [seven, 7]], active: [0] }; // prettier-ignore
}

function refused(name: string, always: boolean, ...codes: DiagnosticCode[]): Program {
  return { ...usual(name), refused: { codes, always } };
}

export const programs: readonly Program[] = [
  usual('accumulated_sums'),
  usual('adaptive_quadrature'),
  usual('adaptive_steps'),
  usual('aliased_arguments'),
  usual('aligned_memory'),
  usual('allocating_helpers'),
  usual('arrays_in_structs'),
  usual('atomics'),
  usual('b_tree'),
  usual('backward_in_place'),
  usual('binary_search'),
  usual('binary_tree'),
  usual('bisection'),
  usual('bit_tricks_exponent'),
  usual('bit_tricks_fabs'),
  {
    name: 'black_scholes',
    points: [
      [1.1, 0.9, 0.05, 0.3, 1.5],
      [95, 100, 0.02, 0.25, 0.5],
    ],
    active: [0, 1, 2, 3, 4],
  },
  usual('byte_copy'),
  usual('static_buffers'),
  usual('words_of_numbers'),
  // From -O2 on, bytes are taken from numbers in registers.
  refused('bytes_of_numbers', false, 'FX3002', 'FX3003'),
  usual('callback_context'),
  usual('cell_lists'),
  usual('cholesky'),
  usual('complex_functions'),
  usual('computed_goto'),
  usual('conjugate_gradients'),
  usual('constant_tables'),
  usual('continued_fraction'),
  usual('convolution'),
  usual('cubic_spline'),
  usual('cumulative_products'),
  usual('data_dependent_loops'),
  usual('deep_nest'),
  usual('do_while'),
  usual('double_pointers'),
  usual('duffs_device'),
  usual('early_exits'),
  usual('edit_distance'),
  usual('fehlberg'),
  usual('fft_iterative'),
  usual('fft_recursive'),
  usual('flags_beside_values'),
  { ...usual('float_arithmetic'), single: true },
  usual('free_elsewhere'),
  usual('freed_on_many_ways'),
  usual('frexp_modf'),
  usual('function_pointers'),
  usual('gauss_seidel'),
  usual('gaussian_process'),
  usual('generic_growth'),
  usual('global_arrays'),
  usual('globals_across_calls'),
  usual('hash_table'),
  usual('heap_of_structs'),
  usual('implicit_euler'),
  usual('insertion_sort'),
  usual('integer_conversions'),
  usual('irreducible'),
  usual('float_masks'),
  usual('integers_beside_pointers'),
  usual('jacobi_eigenvalues'),
  usual('kept_lists'),
  usual('kepler'),
  usual('kmeans'),
  usual('linked_list'),
  usual('linked_molecules'),
  usual('logsumexp'),
  usual('lstm_cell'),
  usual('lu_pivoting'),
  usual('malloc_conditional_free'),
  usual('magic_rounding'),
  usual('math_functions'),
  usual('matrix_exponential'),
  usual('matrix_parameters'),
  usual('memmove_structs'),
  usual('memoised_recursion'),
  usual('memory_blocks'),
  usual('memory_fills'),
  usual('minima_maxima'),
  { name: 'mixed_parameters', points: [[0.75, six, 6, 0.5, 3, seven.slice(1)]], active: [0, 1, 5] },
  usual('mixed_precision'),
  usual('monte_carlo'),
  usual('moved_as_integers'),
  usual('mutual_recursion'),
  usual('nbody_structs'),
  usual('nested_triangular'),
  usual('neural_net'),
  usual('newton_sqrt'),
  usual('out_parameters'),
  {
    name: 'output_array',
    points: [[six, 6, [0, 0, 0, 0, 0, 0]]],
    active: [0],
    output: { parameter: 2, seed: [1, -0.5, 0.3, 2, 0.7, -1.1] },
  },
  usual('overwritten_after_call'),
  usual('overwritten_input'),
  usual('particle_filter'),
  usual('overwritten_places'),
  usual('pointer_loops'),
  usual('polynomial_horner'),
  usual('printing'),
  usual('qsort_structs'),
  usual('quicksort'),
  usual('ray_marching'),
  usual('realloc_growth'),
  usual('realloc_structs'),
  usual('restrict_arguments'),
  usual('returned_pointers'),
  usual('ring_buffer'),
  usual('rk4'),
  usual('running_quotient'),
  refused('schraudolph', true, 'FX3002'),
  usual('short_circuits'),
  usual('shortest_paths'),
  usual('singular_points'),
  usual('soft_dtw'),
  usual('sparse_matrix'),
  usual('state_machine'),
  usual('static_local'),
  usual('stencil_pingpong'),
  // From -O2 on, clang joins the header's two numbers to one on wasm32, and makes a pointer of it.
  refused('stretchy_buffers', false, 'FX3002'),
  refused('words_beside_pointers', false, 'FX3002', 'FX3003'),
  usual('string_program'),
  usual('struct_assignment'),
  usual('struct_copy_callee_writes'),
  { name: 'struct_parameter', points: [[[...six, ...seven.slice(0, 6)], 3]], active: [0] },
  usual('structs_by_value'),
  usual('subsets'),
  usual('switch_cases'),
  // At -O0, where functions that read bits stand in their callers.
  refused('table_log', false, 'FX3002'),
  usual('tagged_scalars'),
  usual('tagged_union'),
  usual('temporary_arrays'),
  usual('triangular_indices'),
  usual('tridiagonal'),
  usual('unchosen_products'),
  usual('union_views'),
  usual('unsigned_counters'),
  usual('value_noise'),
  usual('variadic_sums'),
  usual('volatile_memory'),
  usual('wide_floats'),
  usual('zero_trips'),
  usual('vector_types'),
  usual('bits_of_vectors'),
  usual('packed_records'),
  { ...usual('packed_structs'), single: true },
  usual('vectorised_loops'),
  usual('swapped_pointers'),
  refused('inverse_square_root', true, 'FX3002', 'FX3003'),
  usual('sort_keys'),
  usual('pointers_into_globals'),
  usual('pointers_to_pointers'),
  usual('sorted_pointers'),
  usual('leaving_many_loops'),
  usual('quadrature'),
  usual('global_tables'),
  usual('operation_tables'),
  usual('comparators'),
  usual('expression_tree'),
];
