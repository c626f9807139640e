"""The brief: what a monitoring mission reports of a day or a week, every sentence footnoted to its printed words."""
