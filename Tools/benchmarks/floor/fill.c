// Filling fresh shared memory, and filling it again: the first time the kernel finds, clears and
// maps every page, the second time only the stores are left.
#define _GNU_SOURCE
#include "commands.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static double fill_once(double *elements, size_t count) {
  double start = now();
  for (size_t i = 0; i < count; i++) elements[i] = 1;
  // The compiler must believe that somebody reads what was stored.
  __asm__ volatile("" : : "r"(elements) : "memory");
  return now() - start;
}

/// Arguments: path, bytes, `reserved` or `sparse`. Results: creating, first fill, second fill.
int fill(char **arguments, double *results) {
  const char *path = arguments[0];
  size_t bytes = (size_t)atoll(arguments[1]);
  double start = now();
  int descriptor = (int)check(open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600), "create");
  if (strcmp(arguments[2], "reserved")) {
    check(ftruncate(descriptor, (off_t)bytes), "ftruncate");
  } else {
    check(fallocate(descriptor, 0, 0, (off_t)bytes), "fallocate");
  }
  double *elements = map(descriptor, bytes, PROT_READ | PROT_WRITE);
  results[0] = now() - start;
  results[1] = fill_once(elements, bytes / sizeof *elements);
  results[2] = fill_once(elements, bytes / sizeof *elements);
  check(munmap(elements, bytes), "munmap");
  check(close(descriptor), "close");
  check(unlink(path), "unlink");
  return 3;
}
