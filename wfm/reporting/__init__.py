"""What people read: workbooks and terminal tables."""
