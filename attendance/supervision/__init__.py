"""Education supervision orders: from the consultation to the order's end."""
