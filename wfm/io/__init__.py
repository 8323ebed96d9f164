"""Files in, files out: column tables, encodings, locks, run directories."""
