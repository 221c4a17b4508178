"""The referral of an excluded child to the fair access panel: prefilled, confirmed by an officer, in versions."""
