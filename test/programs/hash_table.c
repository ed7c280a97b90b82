// An open-addressing table with integer keys and double values that are accumulated.
typedef struct { unsigned key; int used; double value; } Slot;
double hash_table(const double *x, int n) {
  Slot table[16] = {0};
  for (int i = 0; i < 3 * n; i++) {
    unsigned key = (i * 7u) % (n + 2u), at = (key * 2654435761u) >> 28;
    while (table[at].used && table[at].key != key) at = (at + 1) & 15;
    table[at].used = 1;
    table[at].key = key;
    table[at].value = table[at].value * 0.5 + x[i % n] * (i + 1);
  }
  double sum = 0;
  for (int i = 0; i < 16; i++)
    if (table[i].used) sum += table[i].value * table[i].value * (1 + table[i].key);
  return 0.01 * sum;
}
