// WebAssembly's relaxed-simd: simd128 with a fused (or not, as the engine finds faster) multiply-add.
#define STEEPEST_LEVEL relaxed
#define STEEPEST_BYTES 16
#define STEEPEST_NAME "relaxed-simd"
#define STEEPEST_RELAXED 1
#include "kernels/level.inc"
