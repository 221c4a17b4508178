"""Personal education plans of looked-after children: which are late, weak or missing, and the pages that say so."""
