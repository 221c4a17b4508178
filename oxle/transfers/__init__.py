"""The records of a child who moves between schools: sent, received, receipted, and chased until they are."""
