"""Chi trả: what each collaborator is due for each month, why, and what is still owed."""
