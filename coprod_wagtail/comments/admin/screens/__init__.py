"""What the screens of the admin about comments have in common."""
