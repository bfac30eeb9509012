"""What a caught exception offers."""
