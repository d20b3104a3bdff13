// AVX2 with FMA.
#define STEEPEST_LEVEL avx2
#define STEEPEST_BYTES 32
#define STEEPEST_NAME "avx2"
#include "kernels/level.inc"
