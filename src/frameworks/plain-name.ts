/** A file's path without what compression adds to it: `wire.jsonl` for `wire.jsonl.gz`. */
export const plainName = (uri: string): string => uri.replace(/\.(?:gz|zst|zstd)$/i, '');
