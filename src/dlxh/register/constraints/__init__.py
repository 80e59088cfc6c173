"""Ràng buộc của mô hình: what one record may be, asked of columns."""
