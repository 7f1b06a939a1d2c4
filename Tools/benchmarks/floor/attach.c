// Attaching an array: open, look at it, read its header, map it, load one element, let go.
#define _GNU_SOURCE
#include "commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/// The two calls that a reader owes to those who make an array longer: a shared lock on its header, of
/// which the first byte stays locked as long as the array is in use.
static void lock_header(int descriptor) {
  struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 6};
  check(fcntl(descriptor, F_OFD_SETLK, &lock), "fcntl");
}

static void unlock_header(int descriptor) {
  struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = 1, .l_len = 5};
  check(fcntl(descriptor, F_OFD_SETLK, &lock), "fcntl");
}

/// Arguments: path of an array of doubles that begins with 7, `locked` or `unlocked`, number of
/// repetitions.
int attach(char **arguments, double *results) {
  int locks = strcmp(arguments[1], "locked") == 0;
  const char *path = arguments[0];
  long count = atol(arguments[2]);
  double start = now();
  for (long i = 0; i < count; i++) {
    unsigned char header[128];
    struct stat status;
    int descriptor = (int)check(open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), "open");
    check(fstat(descriptor, &status), "fstat");
    if (locks) lock_header(descriptor);
    if (pread(descriptor, header, sizeof header, 0) != sizeof header) fail("pread");
    if (locks) unlock_header(descriptor);
    size_t offset = 10u + header[8] + 256u * header[9];
    volatile double *first;
    char *base = map(descriptor, (size_t)status.st_size, PROT_READ);
    first = (volatile double *)(base + offset);
    if (*first != 7) {
      errno = 0;
      fail("the first element");
    }
    check(munmap(base, (size_t)status.st_size), "munmap");
    check(close(descriptor), "close");
  }
  results[0] = now() - start;
  return 1;
}
