#include "last_failure.h"

#include <string.h>

enum { ROOM = 4096 };

static _Thread_local int32_t last_kind;
static _Thread_local int32_t last_number;
static _Thread_local char last_message[ROOM];

void last_failure_store(int32_t kind, int32_t number, const char *message, int64_t count) {
  if (count >= ROOM) {
    count = ROOM - 1;
    /* Not within a character: those bytes begin with the bits 10. */
    while (count > 0 && (message[count] & 0xC0) == 0x80) count--;
  }
  memcpy(last_message, message, (size_t)count);
  last_message[count] = 0;
  last_kind = kind;
  last_number = number;
}

int32_t last_failure_kind(void) { return last_kind; }
int32_t last_failure_number(void) { return last_number; }
const char *last_failure_message(void) { return last_message; }
