/*
 * Checks and times a kernel. Natively a program of its own:
 *
 *   driver time ROUNDS SIZE...   times in nanoseconds, as JSON
 *   driver check SIZE...         the error of the gradient, as JSON
 *   driver tape SIZE...          the most bytes of tape, as JSON (in a build whose tape counts them)
 *
 * Elsewhere (BENCH_NO_MAIN) the host calls the functions.
 */
#include "bench.h"
#include <math.h>

/* The gradient is held against as many single partial derivatives; above that, against some derivatives in a direction. */
enum { most_partials = 256, directions = 3 };

/* The most bytes that were ever on the tape; the runner defines it where they are counted. */
long bench_tape_bytes(void);

static double difference(const double *direction, double h) {
  double *kept = bench_array(bench.input_count);
  for (long i = 0; i < bench.input_count; i++) kept[i] = bench.inputs[i * bench.stride];
  double sides[2];
  for (int s = 0; s < 2; s++) {
    for (long i = 0; i < bench.input_count; i++)
      bench.inputs[i * bench.stride] = kept[i] + (s == 0 ? h : -h) * direction[i];
    sides[s] = bench_primal();
  }
  for (long i = 0; i < bench.input_count; i++) bench.inputs[i * bench.stride] = kept[i];
  free(kept);
  return (sides[0] - sides[1]) / (2 * h);
}

/* Central differences, extrapolated once: the error is of fourth order in the step. */
static double derivative_along(const double *direction, double h) {
  return (4 * difference(direction, h / 2) - difference(direction, h)) / 3;
}

static double larger(double a, double b) { return !(a >= b) ? b : a; }

/* The largest error of the gradient against differences, relative to the largest partial derivative (or derivative in a direction). */
double bench_check_differences(void) {
  long n = bench.input_count;
  double *gradient = bench_array(n), *direction = bench_array(n), error = 0, largest = 0;
  bench_gradient();
  bench_collect(gradient);
  int single = n <= most_partials;
  for (long k = 0; k < (single ? n : directions); k++) {
    double along = 0;
    for (long i = 0; i < n; i++) {
      direction[i] = single ? i == k : bench_random(-1, 1) / sqrt((double)n);
      along += direction[i] * gradient[i];
    }
    double expected = derivative_along(direction, 1e-3);
    /* A NaN must not get lost. */
    if (along != along || expected != expected) return NAN;
    error = larger(error, fabs(along - expected));
    largest = larger(largest, fabs(expected));
  }
  free(gradient), free(direction);
  return largest > 0 ? error / largest : NAN;
}

/*
 * The largest error against the derivative by hand. An element is measured by its own size, or by a thousandth of the largest if that
 * is more, for it is a sum of terms of such a size.
 */
double bench_check_hand(void) {
  long n = bench.result_count;
  double *given = bench_array(n), error = 0, largest = 0;
  bench_gradient();
  for (long i = 0; i < n; i++) given[i] = bench.result[i * bench.stride];
  bench_hand();
  for (long i = 0; i < n; i++) largest = larger(largest, fabs(bench.result[i * bench.stride]));
  for (long i = 0; i < n; i++) {
    double expected = bench.result[i * bench.stride];
    double e = fabs(given[i] - expected) / larger(fabs(expected), 1e-3 * largest);
    if (e != e) return NAN;
    error = larger(error, e);
  }
  free(given);
  return largest > 0 ? error : NAN;
}

#ifndef BENCH_NO_MAIN

#include <stdio.h>
#include <time.h>

enum { most_rounds = 1000, most_sizes = 8 };
/* A measurement repeats what takes less than this. */
static const double least_time = 5e6;

/* Processor time, which other processes do not change. */
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static volatile double sink;
static void primal(void) { sink = bench_primal(); }

typedef struct {
  const char *name;
  void (*run)(void);
  long repetitions;
  double times[most_rounds];
} Subject;

static double time_once(const Subject *s) {
  double start = now();
  for (long i = 0; i < s->repetitions; i++) s->run();
  return now() - start;
}

static void prepare(Subject *s) {
  s->repetitions = 1;
  s->run();
  while (time_once(s) < least_time) s->repetitions *= 2;
}

static void time_all(int rounds) {
  static Subject subjects[3] = {{.name = "primal", .run = primal}, {.name = "gradient", .run = bench_gradient}, {.name = "hand", .run = bench_hand}};
  int count = bench_has_hand ? 3 : 2;
  for (int i = 0; i < count; i++) prepare(&subjects[i]);
  for (int r = 0; r < rounds; r++)
    for (int i = 0; i < count; i++) subjects[i].times[r] = time_once(&subjects[i]) / (double)subjects[i].repetitions;
  printf("{");
  for (int i = 0; i < count; i++) {
    printf("%s\"%s\": [", i ? ", " : "", subjects[i].name);
    for (int r = 0; r < rounds; r++) printf("%s%.3f", r ? ", " : "", subjects[i].times[r]);
    printf("]");
  }
  printf("}\n");
}

int main(int argc, char **argv) {
  int sizes[most_sizes] = {0}, first = 2, rounds = 0;
  const char *mode = argc > 1 ? argv[1] : "";
  if (strcmp(mode, "time") == 0 && argc > 2) rounds = atoi(argv[2]), first = 3;
  for (int i = first; i < argc && i - first < most_sizes; i++) sizes[i - first] = atoi(argv[i]);
  bench_setup(sizes);
  if (rounds > 0 && rounds <= most_rounds) time_all(rounds);
  else if (strcmp(mode, "check") == 0) {
    /* JSON has no NaN. */
    double differences = bench_check_differences(), hand = bench_has_hand ? bench_check_hand() : 0;
    if (differences != differences) differences = 1e300;
    if (hand != hand) hand = 1e300;
    printf("{\"differences\": %.3e, \"hand\": %.3e}\n", differences, hand);
  } else if (strcmp(mode, "tape") == 0) {
    bench_gradient();
    printf("{\"tape\": %ld}\n", bench_tape_bytes());
  } else return 2;
  return 0;
}

#endif
