// Included before every file of the release binary for Linux on x86-64: binds functions that newer C libraries offer in
// a newer version as well to the oldest one, so that a binary linked on a current system runs wherever Node 20 does
// (glibc 2.28). The older versions of the mathematical functions differ in errno only.
#pragma once

#include <features.h>

#if defined(__GLIBC__) && defined(__x86_64__)
#define STEEPEST_OLDEST_VERSION(name) __asm__(".symver " #name "," #name "@GLIBC_2.2.5")
STEEPEST_OLDEST_VERSION(exp);
STEEPEST_OLDEST_VERSION(expf);
STEEPEST_OLDEST_VERSION(exp2);
STEEPEST_OLDEST_VERSION(exp2f);
STEEPEST_OLDEST_VERSION(log);
STEEPEST_OLDEST_VERSION(logf);
STEEPEST_OLDEST_VERSION(log2);
STEEPEST_OLDEST_VERSION(log2f);
STEEPEST_OLDEST_VERSION(pow);
STEEPEST_OLDEST_VERSION(powf);
STEEPEST_OLDEST_VERSION(hypot);
STEEPEST_OLDEST_VERSION(hypotf);
STEEPEST_OLDEST_VERSION(fmod);
STEEPEST_OLDEST_VERSION(fmodf);
STEEPEST_OLDEST_VERSION(pthread_create);
STEEPEST_OLDEST_VERSION(pthread_detach);
STEEPEST_OLDEST_VERSION(pthread_join);
STEEPEST_OLDEST_VERSION(pthread_attr_setstacksize);
STEEPEST_OLDEST_VERSION(pthread_sigmask);
#undef STEEPEST_OLDEST_VERSION
#endif
