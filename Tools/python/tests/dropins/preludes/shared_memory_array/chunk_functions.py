"""What the README's comparison calls for each chunk of rows."""

from array_names import *


def process_chunk(args):
    data, index = args
    return data[index * 100:index * 100 + 100].sum()


def process_chunk_shared(args):
    shared, index = args
    return shared.as_array()[index * 100:index * 100 + 100].sum()
