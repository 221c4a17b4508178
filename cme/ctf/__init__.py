"""Common Transfer Files of children who are lost: written and read, sent and received by School to School (S2S)."""
