"""How somebody applies on line to be approved as a chaperone."""
