"""Bộ kiểm thử của tỉnh: what a province's own register, pack and store have to keep; `dlxh.testing.plugin` has pytest run it."""
