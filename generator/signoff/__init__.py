"""Sign-off (审核): what reviewers have looked at, kept in 审核.yaml by figure id, and what changed since."""
