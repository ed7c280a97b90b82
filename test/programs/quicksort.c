// Recursive quicksort with swaps through pointers, then a weighted sum.
static void swap(double *a, double *b) {
  double t = *a;
  *a = *b;
  *b = t;
}
static void sort(double *a, int low, int high) {
  if (low >= high) return;
  double pivot = a[(low + high) / 2];
  int i = low, j = high;
  while (i <= j) {
    while (a[i] < pivot) i++;
    while (a[j] > pivot) j--;
    if (i <= j) swap(&a[i++], &a[j--]);
  }
  sort(a, low, j);
  sort(a, i, high);
}
double quicksort(double *x, int n) {
  sort(x, 0, n - 1);
  double sum = 0;
  for (int i = 0; i < n; i++) sum += (i + 1) * x[i] * x[i];
  return sum;
}
