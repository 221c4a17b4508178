"""The referral of a child to a pupil referral unit or another provider, with its risk assessment."""
