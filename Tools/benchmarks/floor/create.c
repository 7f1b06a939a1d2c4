// Creating a block of shared memory, attaching it a second time by its name, and removing it.
#include "commands.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/// Arguments: path, bytes, number of repetitions. Memory is not reserved and there is no header:
/// this is what `shm_open` and its two companions cost.
int create_attach(char **arguments, double *results) {
  const char *path = arguments[0];
  size_t bytes = (size_t)atoll(arguments[1]);
  long count = atol(arguments[2]);
  double start = now();
  for (long i = 0; i < count; i++) {
    int made = (int)check(open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600), "create");
    check(ftruncate(made, (off_t)bytes), "ftruncate");
    volatile double *written = map(made, bytes, PROT_READ | PROT_WRITE);
    written[0] = 7;
    struct stat status;
    int opened = (int)check(open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), "open");
    check(fstat(opened, &status), "fstat");
    volatile double *read = map(opened, (size_t)status.st_size, PROT_READ);
    if (read[0] != 7) fail("the first element");
    check(munmap((void *)read, bytes), "munmap");
    check(close(opened), "close");
    check(munmap((void *)written, bytes), "munmap");
    check(close(made), "close");
    check(unlink(path), "unlink");
  }
  results[0] = now() - start;
  return 1;
}
