"""起案 → 回議 → 合議 → 決裁: who is asked, what each may do, and the record of what was done."""
