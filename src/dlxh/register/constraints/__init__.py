"""Ràng buộc của mô hình: what one record may be, judged on columns."""
