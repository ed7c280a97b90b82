// flags: -mavx2 -mfma
// Intel's intrinsics: what the back end knows only, and what becomes plain vector code.
#include <immintrin.h>
#include <string.h>
double avx_intrinsics(const double *x, int n) {
  double in[8], out[4] = {0}, y[8];
  for (int i = 0; i < 8; i++) in[i] = x[i % n] * (i + 1);
  __m256d a = _mm256_loadu_pd(in), b = _mm256_loadu_pd(in + 4);
  __m256d c = _mm256_max_pd(a, b);
  c = _mm256_add_pd(c, _mm256_hadd_pd(a, b));
  c = _mm256_blendv_pd(c, _mm256_mul_pd(a, b), _mm256_cmp_pd(a, b, _CMP_LT_OQ));
  c = _mm256_addsub_pd(c, _mm256_sub_pd(a, _mm256_round_pd(b, _MM_FROUND_TO_ZERO)));
  __m256i even = _mm256_set_epi64x(0, -1, 0, -1);
  c = _mm256_fmadd_pd(_mm256_maskload_pd(in + 1, even), b, c);
  c = _mm256_add_pd(c, _mm256_i64gather_pd(in, _mm256_set_epi64x(7, 0, 3, 3), 8));
  c = _mm256_permutevar_pd(c, _mm256_set_epi64x(2, 0, 2, 2));
  c = _mm256_fmaddsub_pd(c, a, _mm256_permute4x64_pd(b, 0x1b));
  _mm256_maskstore_pd(out, even, c);
  out[1] = x[0] * x[1];
  c = _mm256_mul_pd(_mm256_loadu_pd(out), _mm256_sqrt_pd(_mm256_mul_pd(c, c)));
  __m128d low = _mm256_castpd256_pd128(c), high = _mm256_extractf128_pd(c, 1);
  low = _mm_min_sd(_mm_dp_pd(low, high, 0x31), _mm_min_pd(low, _mm_set1_pd(40)));
  _mm256_storeu_pd(y, c);
  _mm_storeu_pd(y + 4, low);
  return y[0] * 0.01 + y[1] * y[2] + y[3] + y[4] * y[5] * 0.1 + _mm256_movemask_pd(c);
}
