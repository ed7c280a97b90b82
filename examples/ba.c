/*
 * Bundle adjustment: the residuals whose squares are minimised to find, from photographs alone, where the
 * cameras stood and where the photographed points are.
 *
 * Observation i says that camera c sees point p at the pixel (u, v); its three residuals are
 *
 *     w_i (project(camera_c, X_p) - (u, v))     two: the weighted reprojection error, in pixels
 *     1 - w_i^2                                 one: keeps the weight away from zero
 *
 * project() turns the point into the camera's frame (Rodrigues' formula), divides by the depth, applies
 * radial distortion 1 + k1 r^2 + k2 r^4, and scales by the focal length.
 *
 *     cameras        one camera structure (11 doubles) each
 *     points         3 per point      position in the world
 *     weights        1 per observation
 *     observations   2 per observation: index of its camera, index of its point
 *     pixels         2 per observation: where the point was seen
 *     n              number of observations
 *     residuals      3 per observation, written
 *
 * The model is ADBench's: F. Srajer, Z. Kukelova, A. Fitzgibbon, Optimization Methods and Software 33
 * (2018), 889-906; after B. Triggs et al., "Bundle adjustment: a modern synthesis" (1999).
 */
#include <math.h>

typedef struct {
  double rotation[3];   /* axis times angle, radians */
  double center[3];     /* position in the world */
  double focal;         /* focal length, pixels */
  double principal[2];  /* principal point, pixels */
  double distortion[2]; /* k1, k2 */
} camera;

typedef struct {
  double x, y, z;
} vec3;

static vec3 cross(vec3 a, vec3 b) {
  vec3 c = {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
  return c;
}

static double dot(vec3 a, vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

/* Rodrigues' formula: v turned about the axis r by the angle |r|. */
static vec3 rotate(const double *r, vec3 v) {
  vec3 axis = {r[0], r[1], r[2]};
  double angle_squared = dot(axis, axis);
  if (angle_squared == 0.0) {
    /* The limit to first order, with the right derivative at zero. */
    vec3 c = cross(axis, v);
    vec3 turned = {v.x + c.x, v.y + c.y, v.z + c.z};
    return turned;
  }
  double angle = sqrt(angle_squared);
  double cosine = cos(angle);
  double sine = sin(angle);
  axis.x /= angle;
  axis.y /= angle;
  axis.z /= angle;
  vec3 c = cross(axis, v);
  double along = dot(axis, v) * (1.0 - cosine);
  vec3 turned = {v.x * cosine + c.x * sine + axis.x * along,
                 v.y * cosine + c.y * sine + axis.y * along,
                 v.z * cosine + c.z * sine + axis.z * along};
  return turned;
}

static __attribute__((noinline)) void project(const camera *cam, const double *point, double *pixel) {
  vec3 offset = {point[0] - cam->center[0], point[1] - cam->center[1], point[2] - cam->center[2]};
  vec3 seen = rotate(cam->rotation, offset);

  double x = seen.x / seen.z;
  double y = seen.y / seen.z;
  double r2 = x * x + y * y;
  double scale = cam->focal * (1.0 + r2 * (cam->distortion[0] + r2 * cam->distortion[1]));

  pixel[0] = cam->principal[0] + scale * x;
  pixel[1] = cam->principal[1] + scale * y;
}

void ba(const camera *cameras, const double *points, const double *weights, const int *observations,
        const double *pixels, int n, double *residuals) {
  for (int i = 0; i < n; i++) {
    camera cam = cameras[observations[2 * i]];
    const double *point = &points[3 * observations[2 * i + 1]];
    double w = weights[i];

    double pixel[2];
    project(&cam, point, pixel);

    residuals[3 * i] = w * (pixel[0] - pixels[2 * i]);
    residuals[3 * i + 1] = w * (pixel[1] - pixels[2 * i + 1]);
    residuals[3 * i + 2] = 1.0 - w * w;
  }
}
