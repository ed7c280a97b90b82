/** Functions without a rule that can be told apart by their names: what they are, and what a program can do instead. */
export interface KnownUnsupported {
  readonly names: RegExp;
  readonly what: string;
  readonly help: string;
}

const serial = 'compute what is differentiated in one thread';

const table: readonly KnownUnsupported[] = [
  { names: /^__kmpc_|^GOMP_|^omp_(?:set|init|destroy)_/, what: 'a part of OpenMP', help: `${serial}: compile this file without -fopenmp` },
  { names: /^pthread_|^thrd_|^mtx_|^_ZNSt6thread|^_ZN3std6thread|^_RNv\w*3std6thread/, what: 'a part of a library for threads', help: serial },
  { names: /^_?_?(?:sig)?setjmp$|^_?_?(?:sig)?longjmp(?:_chk)?$/, what: 'a jump out of functions that are not left', help: 'return a status instead, or throw an exception' },
  { names: /^MPI_/, what: 'a part of MPI', help: 'differentiate what each process computes between communications' },
  { names: /^_FortranA/, what: "a part of flang's run-time library", help: 'write the loop out, or compile with -O1 or more, where flang computes many reductions in place' },
  {
    names: /^(?:cblas_[sdcz]\w+|LAPACKE_\w+|[sdcz](?:dot|axpy|scal|copy|swap|nrm2|asum|gem[mv]|ger|sy[mr]\w|tr[ms][mv]|syrk|getr[fs]|potr[fs]|gesv|posv)_?)$/,
    what: 'a function of BLAS or LAPACK',
    help: 'write it as loops, link a library that was compiled to bitcode (-flto), or register a derivative (docs/custom-derivatives.md)',
  },
  { names: /^cu[A-Z]|^cuda[A-Z]|^hip[A-Z]/, what: "a part of a graphics processor's run-time library", help: 'differentiate code for the host' },
]; // prettier-ignore

export function knownUnsupported(name: string): KnownUnsupported | undefined {
  return table.find(({ names }) => names.test(name));
}
