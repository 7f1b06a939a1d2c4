// Adding up the elements of an array that stays attached: what a view must keep up with.
#include "commands.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/// Arguments: path of an array of 64-bit integers, number of repetitions.
/// Results: seconds, the sum. Integers, so that the compiler may use vectors as it likes.
int sum(char **arguments, double *results) {
  long count = atol(arguments[1]);
  struct stat status;
  int descriptor = (int)check(open(arguments[0], O_RDONLY | O_CLOEXEC), "open");
  check(fstat(descriptor, &status), "fstat");
  unsigned char *base = map(descriptor, (size_t)status.st_size, PROT_READ);
  size_t offset = 10u + base[8] + 256u * base[9];
  const int64_t *elements = (const int64_t *)(base + offset);
  size_t elementCount = ((size_t)status.st_size - offset) / sizeof *elements;
  int64_t total = 0;

  double start = now();
  for (long i = 0; i < count; i++) {
    total = 0;
    for (size_t k = 0; k < elementCount; k++) total += elements[k];
    __asm__ volatile("" : : "r"(total), "r"(elements) : "memory");
  }
  results[0] = now() - start;
  results[1] = (double)total;

  check(munmap(base, (size_t)status.st_size), "munmap");
  check(close(descriptor), "close");
  return 2;
}
