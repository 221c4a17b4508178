"""Children missing education: found, or looked for until they are; never closed by itself."""
