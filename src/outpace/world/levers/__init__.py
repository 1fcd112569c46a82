"""What a caller may do about an outbreak, each lever a file. They carry out; whom, when and why is the caller's business."""
