/** A decaying oscillation, and how far it is from measurements. */
struct model {
  double amplitude, rate, frequency;
};

double predict(const struct model *m, double t);

/** Mean of the squared differences. */
double loss(const struct model *m, const double *times, const double *values, int n);
