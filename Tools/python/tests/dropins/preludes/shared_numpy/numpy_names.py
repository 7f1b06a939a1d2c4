"""The names that the README uses as it goes on."""

import numpy as np
import shared_numpy as snp
