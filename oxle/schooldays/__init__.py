"""Layer 2. Terms, closures and bank holidays; periods and how to count them."""
