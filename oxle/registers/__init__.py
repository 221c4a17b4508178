"""Layer 5. Attendance marks, a packed child-week, and the sums on them."""
