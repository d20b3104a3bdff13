// AVX-512 F, VL, DQ, BW.
#define STEEPEST_LEVEL avx512
#define STEEPEST_BYTES 64
#define STEEPEST_NAME "avx512"
#include "kernels/level.inc"
