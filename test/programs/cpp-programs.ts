/**
 * The C++ part of the corpus: `extern "C" double name(double *x, int n)` in `name.cpp`, compiled by a native clang, since that
 * has the whole standard library, exceptions included.
 */
import type { DiagnosticCode } from '../../src/node.ts';

export interface CppProgram {
  /** The function, and its file without `.cpp`. */
  readonly name: string;
  /** Flags of the compiler. */
  readonly flags?: readonly string[];
  /** Takes seconds to differentiate at -O0: left to `npm run test:all`. */
  readonly slow?: boolean;
  /** Holds strings, whose functions are in the library before C++20: tried as C++17 too. */
  readonly strings?: boolean;
  /** Outside of what can be differentiated, with `always` at every level. */
  readonly refused?: { readonly codes: readonly DiagnosticCode[]; readonly always: boolean };
}

export const cppPrograms: readonly CppProgram[] = [
  { name: 'operators' },
  { name: 'scanned_text' },
  { name: 'variable_arguments' },
  { name: 'exceptions_caught' },
  { name: 'exceptions_through_frames' },
  { name: 'exceptions_rethrown' },
  { name: 'only_throws' },
  { name: 'exception_messages' },
  { name: 'virtual_methods' },
  { name: 'member_pointers' },
  { name: 'complex_arithmetic' },
  { name: 'assertions' },
  { name: 'vector_push_back' },
  { name: 'returned_slices' },
  { name: 'vector_insert' },
  { name: 'unique_ptr_tree' },
  { name: 'lambdas' },
  { name: 'expression_templates' },
  { name: 'policy_classes' },
  { name: 'optional_values' },
  { name: 'eigen_dense', flags: ['-I/usr/include/eigen3'], slow: true },
  { name: 'eigen_fixed', flags: ['-I/usr/include/eigen3'], slow: true },
  { name: 'eigen_tensor', flags: ['-I/usr/include/eigen3'], slow: true },
  { name: 'eigen_softmax', flags: ['-I/usr/include/eigen3'], slow: true },
  { name: 'tuples', slow: true },
  { name: 'vector_operations', slow: true },
  { name: 'algorithms', slow: true },
  { name: 'sorting', slow: true },
  { name: 'map_of_numbers', slow: true },
  { name: 'deques_and_queues', slow: true },
  { name: 'lists' },
  { name: 'priority_queues', slow: true },
  { name: 'strings', strings: true, slow: true },
  { name: 'numbers_in_strings', slow: true },
  { name: 'complex_numbers', slow: true },
  { name: 'variants', slow: true },
  { name: 'std_functions', slow: true },
  { name: 'function_lists', slow: true },
  // From -O1 or -O2 on, clang keeps the union in a register, as a number, and computes with its bits.
  { name: 'tagged_pointers' },
  { name: 'event_payloads' },
  { name: 'json_values', slow: true },
  { name: 'union_stacks' },
  // At -O0, where structs are copied to pass them.
  { name: 'interpreter_values', refused: { codes: ['FX3003'], always: false } },
  { name: 'lisp_cells', refused: { codes: ['FX3003'], always: false } },
  { name: 'tagged_numbers', refused: { codes: ['FX3002'], always: false } },
  { name: 'vector_of_structs', slow: true },
  { name: 'static_tables', slow: true },
  { name: 'kalman_filter', slow: true },
  { name: 'markov_model', slow: true },
  { name: 'robot_joints', slow: true },
  { name: 'calculator', slow: true },
  { name: 'sparse_solver', slow: true },
  { name: 'composed_kernels', slow: true },
  { name: 'flocking', slow: true },
  { name: 'point_clouds', slow: true },
  { name: 'recurrent_layers', slow: true },
  { name: 'map_of_strings', strings: true, slow: true },
  { name: 'fitted_table', strings: true, slow: true },
  { name: 'objects_set_up_before', strings: true, slow: true },
  { name: 'singletons', strings: true, slow: true },
  { name: 'parameter_groups', strings: true, slow: true },
  { name: 'warped_sequences', slow: true },
  { name: 'expression_graphs', slow: true },
  { name: 'logged_solver', strings: true, slow: true },
  { name: 'spring_world', strings: true, slow: true },
  { name: 'hash_maps', slow: true },
  { name: 'hash_map_of_strings', strings: true, slow: true },
  { name: 'shared_pointers', slow: true },
  { name: 'streams', strings: true },
  { name: 'valarrays', slow: true },
  { name: 'curve_in_map', slow: true },
  { name: 'event_queue', slow: true },
  { name: 'sets_and_multimaps', slow: true },
  { name: 'sparse_rows', slow: true },
  { name: 'structs_with_strings', strings: true, slow: true },
  { name: 'neural_layers', strings: true, slow: true },
  { name: 'many_bases', slow: true },
  { name: 'arena_objects', slow: true },
  { name: 'small_buffer', slow: true },
  { name: 'argsort', slow: true },
  { name: 'visitor_tree', slow: true },
  { name: 'matrix_class', slow: true },
  { name: 'ranges_and_spans', slow: true },
  { name: 'stack_machine', strings: true, slow: true },
  { name: 'numbered_records', strings: true, slow: true },
  // Before C++20, the functions of strings are in the library: FX3002.
  { name: 'numbers_beside_text', slow: true },
  { name: 'odd_variants', slow: true },
  { name: 'parts_list', slow: true },
  { name: 'bank_accounts', strings: true, slow: true },
  { name: 'quote_book', strings: true, slow: true },
];
