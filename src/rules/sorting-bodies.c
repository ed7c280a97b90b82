/*
 * qsort and bsearch, so that what they move and compare can be differentiated. Equal elements keep their order, as with the
 * C libraries that sort by merging.
 *
 * sorting-bodies.ts holds this file as LLVM IR, made like that of library-bodies.c, for 64-bit sizes: those of other targets
 * are put in their place.
 */
typedef unsigned long size_t;
void *malloc(size_t); void free(void*);
typedef int compare(const void *, const void *);
void qsort(void *base, size_t count, size_t size, compare *order) {
  char *items = base, *merged = malloc(count * size);
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width) {
      size_t middle = start + width < count ? start + width : count;
      size_t end = middle + width < count ? middle + width : count;
      size_t left = start, right = middle;
      for (size_t to = start; to < end; to++) {
        size_t from;
        if (left < middle && (right >= end || order(items + left * size, items + right * size) <= 0)) from = left++;
        else from = right++;
        __builtin_memcpy(merged + to * size, items + from * size, size);
      }
    }
    __builtin_memcpy(items, merged, count * size);
  }
  free(merged);
}
void *bsearch(const void *key, const void *base, size_t count, size_t size, compare *order) {
  const char *items = base;
  size_t low = 0, high = count;
  while (low < high) {
    size_t at = low + (high - low) / 2;
    int sign = order(key, items + at * size);
    if (sign == 0) return (void *)(items + at * size);
    if (sign < 0) high = at;
    else low = at + 1;
  }
  return 0;
}
