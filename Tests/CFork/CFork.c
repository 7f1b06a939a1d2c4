#include "CFork.h"

#include <sys/wait.h>
#include <unistd.h>

pid_t plain_fork(void) {
  return fork();
}

int plain_wait(pid_t process) {
  int status = -1;
  waitpid(process, &status, 0);
  return status;
}
