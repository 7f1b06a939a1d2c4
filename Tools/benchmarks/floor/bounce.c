// A word that goes to and fro between two processes: the least that a message costs.
#define _GNU_SOURCE
#include "commands.h"

#include <linux/futex.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { warm_up = 20 };

/// What the two share. The word counts the messages; an even one is the first process's to send.
typedef struct {
  _Atomic uint32_t word;
  double sent_at;
} ball;

static void wait_spinning(ball *ball, uint32_t message) {
  while (atomic_load_explicit(&ball->word, memory_order_acquire) != message) {
  }
}

static void wait_sleeping(ball *ball, uint32_t message) {
  uint32_t found;
  while ((found = atomic_load_explicit(&ball->word, memory_order_acquire)) != message) {
    syscall(SYS_futex, &ball->word, FUTEX_WAIT, found, NULL, NULL, 0);
  }
}

static void throw(ball *ball, uint32_t message, int sleeps) {
  atomic_store_explicit(&ball->word, message, memory_order_release);
  if (sleeps) syscall(SYS_futex, &ball->word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static int in_order(const void *left, const void *right) {
  double difference = *(const double *)left - *(const double *)right;
  return (difference > 0) - (difference < 0);
}

/// Arguments: `spinning` or `sleeping`, microseconds of a pause before each message, number of round
/// trips. Result: the seconds of one way; with pauses, the one in the middle.
int bounce(char **arguments, double *results) {
  int sleeps = strcmp(arguments[0], "spinning") != 0;
  useconds_t pause = (useconds_t)atoi(arguments[1]);
  uint32_t count = (uint32_t)atoi(arguments[2]);
  void (*wait_for)(ball *, uint32_t) = sleeps ? wait_sleeping : wait_spinning;
  ball *ball = mmap(NULL, sizeof *ball, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (ball == MAP_FAILED) fail("mmap");

  pid_t other = (pid_t)check(fork(), "fork");
  if (!other) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (uint32_t i = 0; i < warm_up + count; i++) {
      wait_for(ball, 2 * i + 1);
      if (pause) usleep(pause);
      ball->sent_at = pause ? now() : 0;
      throw(ball, 2 * i + 2, sleeps);
    }
    _exit(0);
  }
  double *times = malloc(count * sizeof *times), start = 0;
  for (uint32_t i = 0; i < warm_up + count; i++) {
    if (i == warm_up) start = now();
    if (pause) usleep(pause);
    throw(ball, 2 * i + 1, sleeps);
    wait_for(ball, 2 * i + 2);
    if (pause && i >= warm_up) times[i - warm_up] = now() - ball->sent_at;
  }
  results[0] = (now() - start) / (2.0 * count);
  if (pause) {
    qsort(times, count, sizeof *times, in_order);
    results[0] = times[count / 2];
  }
  free(times);
  waitpid(other, NULL, 0);
  check(munmap(ball, sizeof *ball), "munmap");
  return 1;
}

/// Keeps a processor busy. Argument: seconds.
int busy(char **arguments, double *results) {
  double start = now(), end = start + atof(arguments[0]);
  while (now() < end) {
  }
  results[0] = now() - start;
  return 1;
}
