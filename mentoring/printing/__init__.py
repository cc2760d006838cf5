"""Paper: HTML of ours becomes PDF in a child that stays warm and can fetch nothing."""
