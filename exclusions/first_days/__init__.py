"""Work in the first five school days of an exclusion: asked of its school, shown, listed, asked for once more."""
