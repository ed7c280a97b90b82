/*
 * Functions of Fortran's run time (flang's) that are differentiated by their code: those that add up, multiply and move arrays.
 *
 * fortran-bodies.ts holds this file as LLVM IR, made like that of library-bodies.c: what stands before the line of dashes for
 * each kind of real numbers, with K for the bytes of one. The functions behind it, which move elements, are told their size,
 * which the descriptors hold, by __fluxion_element_size: each call has a copy of them in which it is a constant
 * (specialize-calls.ts), so that it is known what is moved.
 */
typedef unsigned long size_t;
typedef struct { char *base; long size; int version; signed char rank, type, attribute, extra; long dim[][3]; } Array;
enum { lower, extent, stride };
enum { allocatable = 2 };
void *malloc(size_t); void free(void *);
_Noreturn void _FortranAReportFatalUserError(const char *message, const char *file, int line);
long __fluxion_element_size(void);
#define INLINE static inline __attribute__((always_inline))
#define SHARED __attribute__((noinline, nothrow))

SHARED long __fluxion_array_count(const Array *a) {
  long n = 1;
  for (int j = 0; j < a->rank; j++) n *= a->dim[j][extent];
  return n;
}
/* The place of element `n`, in Fortran's order, in units of `size` bytes. */
SHARED long __fluxion_array_place(const Array *a, long n, long size) {
  long at = 0;
  for (int j = 0; j < a->rank; j++) {
    at += n % a->dim[j][extent] * (a->dim[j][stride] / size);
    n /= a->dim[j][extent];
  }
  return at;
}
/* Components of derived types need not stand at a multiple of their size, and may have memory of their own. */
SHARED void __fluxion_array_check(const Array *a, long size, const char *file, int line) {
  if (a->extra & 1) _FortranAReportFatalUserError("derived types that the run time moves cannot be differentiated", file, line);
  for (int j = 0; j < a->rank; j++)
    if (a->dim[j][stride] % size) _FortranAReportFatalUserError("a section of components cannot be differentiated", file, line);
}
SHARED _Bool __fluxion_array_mask(const Array *mask, long n) {
  if (!mask) return 1;
  return mask->base[mask->rank ? __fluxion_array_place(mask, n, mask->size) * mask->size : 0] & 1;
}
#define count __fluxion_array_count
#define place __fluxion_array_place
#define check __fluxion_array_check
#define is_true __fluxion_array_mask
#ifdef REAL
#define T double
#define K 7777L
T root(T), remainder(T, T);
#define AT(a, n) (((T *)(a)->base)[place(a, n, K)])

/* Sums are compensated, as flang's are. */
T _FortranASumReal(const Array *a, const char *file, int line, int dim, const Array *mask) {
  check(a, K, file, line);
  T sum = 0, correction = 0;
  for (long n = 0, end = count(a); n < end; n++)
    if (is_true(mask, n)) {
      T next = AT(a, n) - correction, old = sum;
      sum += next;
      correction = (sum - old) - next;
    }
  return sum;
}
void _FortranACppSumComplex(T *result, const Array *a, const char *file, int line, int dim, const Array *mask) {
  check(a, K, file, line);
  T re = 0, im = 0;
  for (long n = 0, end = count(a); n < end; n++)
    if (is_true(mask, n)) {
      T *x = (T *)a->base + 2 * place(a, n, 2 * K);
      re += x[0];
      im += x[1];
    }
  result[0] = re;
  result[1] = im;
}
T _FortranAProductReal(const Array *a, const char *file, int line, int dim, const Array *mask) {
  check(a, K, file, line);
  T product = 1;
  for (long n = 0, end = count(a); n < end; n++)
    if (is_true(mask, n)) product *= AT(a, n);
  return product;
}
T _FortranAMaxvalReal(const Array *a, const char *file, int line, int dim, const Array *mask) {
  check(a, K, file, line);
  T best = -1.25;
  for (long n = 0, end = count(a); n < end; n++)
    if (is_true(mask, n)) {
      T next = AT(a, n);
      if (next > best) best = next;
    }
  return best;
}
T _FortranAMinvalReal(const Array *a, const char *file, int line, int dim, const Array *mask) {
  check(a, K, file, line);
  T best = 1.25;
  for (long n = 0, end = count(a); n < end; n++)
    if (is_true(mask, n)) {
      T next = AT(a, n);
      if (next < best) best = next;
    }
  return best;
}
/* Scaled by the largest number so far, as flang's. */
T _FortranANorm2_(const Array *a, const char *file, int line, int dim) {
  check(a, K, file, line);
  T most = 0, sum = 0;
  for (long n = 0, end = count(a); n < end; n++) {
    T x = AT(a, n), size = x < 0 ? -x : x;
    if (most == 0) most = size;
    else if (size > most) {
      T t = most / size;
      sum = sum * (t * t) + t * t;
      most = size;
    } else {
      T t = size / most;
      sum += t * t;
    }
  }
  return most * root(1 + sum);
}
T _FortranADotProductReal(const Array *a, const Array *b, const char *file, int line) {
  check(a, K, file, line);
  check(b, K, file, line);
  T sum = 0;
  for (long n = 0, end = count(a); n < end; n++) sum += AT(a, n) * AT(b, n);
  return sum;
}
void _FortranACppDotProductComplex(T *result, const Array *a, const Array *b, const char *file, int line) {
  check(a, K, file, line);
  check(b, K, file, line);
  T re = 0, im = 0;
  for (long n = 0, end = count(a); n < end; n++) {
    T *x = (T *)a->base + 2 * place(a, n, 2 * K), *y = (T *)b->base + 2 * place(b, n, 2 * K);
    re += x[0] * y[0] + x[1] * y[1];
    im += x[0] * y[1] - x[1] * y[0];
  }
  result[0] = re;
  result[1] = im;
}
/* The remainder with the sign of the first argument, and that with the sign of the second. */
T _FortranAModReal(T a, T b, const char *file, int line) { return remainder(a, b); }
T _FortranAModuloReal(T a, T b, const char *file, int line) {
  T left = remainder(a, b);
  return left != 0 && (left < 0) != (b < 0) ? left + b : left;
}
#endif

/* A result is a descriptor that has no memory yet. */
INLINE void set_dimension(Array *a, int j, long n, long below) {
  a->dim[j][lower] = 1;
  a->dim[j][extent] = n;
  a->dim[j][stride] = below;
}
INLINE void allocate(Array *a, long bytes) { a->base = malloc(bytes > 0 ? bytes : 1); }

#ifdef REAL
/* Vectors are matrices of one row on the left, and of one column on the right. */
void _FortranAMatmul(Array *result, const Array *a, const Array *b, const char *file, int line) {
  check(a, K, file, line);
  check(b, K, file, line);
  int is_row = a->rank == 1, is_column = b->rank == 1;
  long rows = is_row ? 1 : a->dim[0][extent], columns = is_column ? 1 : b->dim[1][extent], inner = b->dim[0][extent];
  int rank = 0;
  if (!is_row) set_dimension(result, rank++, rows, K);
  if (!is_column) set_dimension(result, rank++, columns, K * rows);
  allocate(result, rows * columns * K);
  T *to = (T *)result->base;
  long a_row = is_row ? 0 : a->dim[0][stride] / K, a_inner = (is_row ? a->dim[0][stride] : a->dim[1][stride]) / K;
  long b_inner = b->dim[0][stride] / K, b_column = is_column ? 0 : b->dim[1][stride] / K;
  for (long j = 0; j < columns; j++)
    for (long i = 0; i < rows; i++) {
      T sum = 0;
      for (long k = 0; k < inner; k++)
        sum += ((T *)a->base)[i * a_row + k * a_inner] * ((T *)b->base)[k * b_inner + j * b_column];
      to[i + j * rows] = sum;
    }
}
#else
/* z ** n, by squaring as flang does. */
typedef struct { double re, im; } Complex;
Complex _FortranAzpowi(double re, double im, int n) {
  unsigned left = n < 0 ? -(unsigned)n : n;
  double x = 1, y = 0;
  while (left) {
    if (left & 1) {
      double t = x * re - y * im;
      y = x * im + y * re;
      x = t;
    }
    left >>= 1;
    if (left) {
      double t = re * re - im * im;
      im = 2 * re * im;
      re = t;
    }
  }
  Complex result = {x, y};
  if (n < 0) {
    double size = x * x + y * y;
    result.re = x / size;
    result.im = -y / size;
  }
  return result;
}

/* ---------------------------------------------------- Elements of any type */

#define SIZE __fluxion_element_size()
INLINE void move(char *to, long i, char *from, long j) { __builtin_memcpy(to + i * SIZE, from + j * SIZE, SIZE); }

void _FortranATranspose(Array *result, const Array *a, const char *file, int line) {
  check(a, SIZE, file, line);
  long rows = a->dim[0][extent], columns = a->dim[1][extent];
  set_dimension(result, 0, columns, SIZE);
  set_dimension(result, 1, rows, SIZE * columns);
  allocate(result, rows * columns * SIZE);
  for (long j = 0; j < columns; j++)
    for (long i = 0; i < rows; i++)
      move(result->base, j + i * columns, a->base, i * (a->dim[0][stride] / SIZE) + j * (a->dim[1][stride] / SIZE));
}

SHARED long __fluxion_array_integer(const Array *a, long n) {
  if (a->size == 8) return ((long *)a->base)[place(a, n, 8)];
  return ((int *)a->base)[place(a, n, 4)];
}
void _FortranAReshape(Array *result, const Array *a, const Array *shape, const Array *pad, const Array *order, const char *file, int line) {
  check(a, SIZE, file, line);
  if (pad || order) _FortranAReportFatalUserError("reshape with pad or order cannot be differentiated", file, line);
  long total = 1;
  for (int j = 0; j < shape->dim[0][extent]; j++) {
    long n = __fluxion_array_integer(shape, j);
    set_dimension(result, j, n > 0 ? n : 0, total * SIZE);
    total *= n > 0 ? n : 0;
  }
  result->rank = shape->dim[0][extent];
  allocate(result, total * SIZE);
  for (long n = 0; n < total; n++) move(result->base, n, a->base, place(a, n, SIZE));
}

void _FortranASpread(Array *result, const Array *a, int dim, long copies, const char *file, int line) {
  check(a, SIZE, file, line);
  if (copies < 0) copies = 0;
  long before = 1, total = 1;
  for (int j = 0; j <= a->rank; j++) {
    long n = j < dim - 1 ? a->dim[j][extent] : j == dim - 1 ? copies : a->dim[j - 1][extent];
    set_dimension(result, j, n, total * SIZE);
    total *= n;
    if (j < dim - 1) before *= n;
  }
  allocate(result, total * SIZE);
  for (long n = 0; n < total; n++)
    move(result->base, n, a->base, a->rank ? place(a, n % before + n / (before * copies) * before, SIZE) : 0);
}

/* What is assigned is copied first, since it may overlap what it is assigned to. */
void _FortranAAssign(Array *to, const Array *from, const char *file, int line) {
  check(from, SIZE, file, line);
  check(to, SIZE, file, line);
  int is_new = to->attribute == allocatable && !to->base;
  if (to->attribute == allocatable && from->rank > 0)
    for (int j = 0; j < from->rank; j++)
      if (to->dim[j][extent] != from->dim[j][extent]) is_new = 1;
  long total = count(from);
  if (is_new) {
    char *old = to->base;
    char *fresh = malloc(total > 0 ? total * SIZE : 1);
    for (long n = 0; n < total; n++) move(fresh, n, from->base, place(from, n, SIZE));
    long below = SIZE;
    for (int j = 0; j < from->rank; j++) {
      to->dim[j][lower] = from->dim[j][lower];
      to->dim[j][extent] = from->dim[j][extent];
      to->dim[j][stride] = below;
      below *= from->dim[j][extent];
    }
    to->base = fresh;
    free(old);
    return;
  }
  char *copy = malloc(total > 0 ? total * SIZE : 1);
  for (long n = 0; n < total; n++) move(copy, n, from->base, place(from, n, SIZE));
  total = count(to);
  for (long n = 0; n < total; n++) move(to->base, place(to, n, SIZE), copy, from->rank ? n : 0);
  free(copy);
}
void _FortranAAssignTemporary(Array *to, const Array *from, const char *file, int line) { _FortranAAssign(to, from, file, line); }

/* [x, y, …]: how many elements there are in `to`, and how many it has room for. */
typedef struct { Array *to; long next, room; } Vector;
void _FortranAInitArrayConstructorVector(Vector *vector, Array *to, _Bool has_length, const char *file, int line) {
  vector->to = to;
  vector->next = 0;
  vector->room = to->base ? to->dim[0][extent] : 0;
}
INLINE void make_room(Vector *vector, long more) {
  Array *to = vector->to;
  long needed = vector->next + more, known = to->dim[0][extent];
  if (to->attribute == allocatable && vector->room < needed) {
    long room = vector->next == 0 && known > needed ? known : needed > 2 * vector->room ? needed : 2 * vector->room;
    char *old = to->base, *fresh = malloc(room > 0 ? room * SIZE : 1);
    for (long n = 0; n < vector->next; n++) move(fresh, n, old, n);
    to->base = fresh;
    free(old);
    vector->room = room;
    if (known > needed && vector->next == 0) needed = known;
  }
  if (to->dim[0][extent] < needed) to->dim[0][extent] = needed;
}
void _FortranAPushArrayConstructorValue(Vector *vector, const Array *from) {
  long more = count(from);
  make_room(vector, more);
  char *to = vector->to->base;
  for (long n = 0; n < more; n++) move(to, vector->next + n, from->base, from->rank ? place(from, n, SIZE) : 0);
  vector->next += more;
}
#endif
