// Filling an array and adding it up, again and again, in one process: what handing arrays to a second
// process competes with.
#include "commands.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/// Arguments: bytes, number of repetitions. Result: the seconds of one, after the first three.
int refill(char **arguments, double *results) {
  size_t bytes = (size_t)atoll(arguments[0]);
  long count = atol(arguments[1]);
  int64_t *elements =
    mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (elements == MAP_FAILED) fail("mmap");
  size_t element_count = bytes / sizeof *elements;
  double start = 0;
  for (long i = 0; i < count; i++) {
    if (i == 3) start = now();
    for (size_t k = 0; k < element_count; k++) elements[k] = i;
    __asm__ volatile("" : : "r"(elements) : "memory");
    int64_t total = 0;
    for (size_t k = 0; k < element_count; k++) total += elements[k];
    __asm__ volatile("" : : "r"(total), "r"(elements) : "memory");
    if (total != i * (int64_t)element_count) fail("the sum");
  }
  results[0] = (now() - start) / (double)(count - 3);
  check(munmap(elements, bytes), "munmap");
  return 1;
}
