/// An array in a file that lasts: compressed, checked, and whole or not there at all.
///
/// A snapshot `NAME.npy.zst` is zstd frames, one with the `.npy` header, then one for each MiB of
/// elements, then what the snapshot says of itself and a seek table, both of which decoders pass
/// over: `zstd -d` gives the `.npy` file byte for byte. The file appears complete or never, and one
/// that is replaced stays whole until then.
public enum Snapshot {}
