// The system's libzstd, 1.4 or newer; only its stable functions are used.
#pragma once

#include <zstd.h>
