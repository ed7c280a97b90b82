double well(double x) { return (x * x - 1) * (x * x - 1); }
