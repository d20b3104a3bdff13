// What every processor of the architecture has: SSE2, NEON, or WebAssembly's simd128.
#define STEEPEST_LEVEL baseline
#define STEEPEST_BYTES 16
#ifdef __wasm__
#define STEEPEST_NAME "simd128"
#else
#define STEEPEST_NAME "baseline"
#endif
#include "kernels/level.inc"
