"""The promises of gongkai, one folder per package, and `sample` for the real budget as a whole."""
