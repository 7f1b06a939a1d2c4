// A process that does on request, with as few system calls as can be, what npyshare does: the
// machine's floor. A request is a line of fields with tabs between them; so is the answer.
#include "commands.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { maximum_fields = 8 };

static const struct {
  const char *name;
  command *run;
  int argument_count;
} commands[] = {
  {"attach", attach, 3}, {"bounce", bounce, 3}, {"busy", busy, 1},
  {"create-attach", create_attach, 3}, {"fill", fill, 3}, {"headers", headers, 1},
  {"lease", lease, 3}, {"refill", refill, 2}, {"sum", sum, 2},
};

static jmp_buf next_request;

double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void fail(const char *what) {
  printf("error\t%s: %s\n", what, errno ? strerror(errno) : "not as expected");
  longjmp(next_request, 1);
}

long check(long result, const char *what) {
  if (result == -1) fail(what);
  return result;
}

void *map(int descriptor, size_t bytes, int protection) {
  void *base = mmap(NULL, bytes, protection, MAP_SHARED, descriptor, 0);
  if (base == MAP_FAILED) fail("mmap");
  return base;
}

static void answer(char *line) {
  char *fields[maximum_fields + 1] = {NULL};
  int count = 0;
  for (char *field = strtok(line, "\t\n"); field && count < maximum_fields;
       field = strtok(NULL, "\t\n")) {
    fields[count++] = field;
  }
  errno = 0;
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    if (count != commands[i].argument_count + 1 || strcmp(fields[0], commands[i].name)) continue;
    double results[maximum_results];
    int figures = commands[i].run(fields + 1, results);
    for (int k = 0; k < figures; k++) printf(k ? "\t%.9g" : "%.9g", results[k]);
    printf("\n");
    return;
  }
  fail("no such command");
}

int main(void) {
  static char *line;
  static size_t capacity;
  while (getline(&line, &capacity, stdin) > 0) {
    if (!setjmp(next_request)) answer(line);
    fflush(stdout);
  }
  free(line);
}
