/* The calling thread's last failure; for the Swift side of the ABI alone. */
#pragma once

#include <stdint.h>

/* Keeps a failure; what does not fit of the message is cut off between characters. */
void last_failure_store(int32_t kind, int32_t number, const char *message, int64_t count);

int32_t last_failure_kind(void);
int32_t last_failure_number(void);
const char *last_failure_message(void);
