"""Hot paths as ratios against limits measured in the same run. Started by `make bench`; described in docs/ytelse.md."""
