"""Words: values that mean one thing (ids, days, periods, deadlines, figures, money, documents, text, codes)."""
