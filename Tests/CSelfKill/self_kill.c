#define _GNU_SOURCE
#include "CSelfKill.h"

#include <signal.h>
#include <time.h>

int kill_self_after(long microseconds) {
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
  timer_t timer;
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return -1;
  struct itimerspec time = {
    .it_value = {
      .tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000}};
  return timer_settime(timer, 0, &time, NULL);
}
