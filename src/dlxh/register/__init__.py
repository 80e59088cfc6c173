"""Register: records together, as columns (`Tables`) and as objects (`Register`), read and written."""
