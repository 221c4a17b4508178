"""The way to a new school, whatever led to it: a place is named, refused or taken, directed, and seen attended."""
