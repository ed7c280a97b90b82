#include "model.h"

double activation(double x) { return x > 1.5 ? x * x : 3 * x; }
